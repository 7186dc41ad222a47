// Two parsers read the command line; where the quick one answers, commander must answer the same.
import { describe, expect, test } from 'vitest';
import type { Io } from '../../src/cli/command.ts';
import { parseWithCommander } from '../../src/cli/commander.ts';
import { commands } from '../../src/cli/commands.ts';
import { checkChoices, parseQuickly } from '../../src/cli/main.ts';
import { run } from './run.ts';

const output = { write: () => undefined, isTerminal: false, columns: undefined };
const io = { stdout: output, stderr: output } as unknown as Io;

async function bothParsers(argv: readonly string[]) {
  const line =
    commands.find(({ name }) => name === `${argv[0]} ${argv[1]}`) ??
    commands.find(({ name }) => name === argv[0]);
  if (line === undefined) throw new Error(`no command in ${argv.join(' ')}`);
  const quick = parseQuickly((await line.load()).command, argv.slice(line.name.split(' ').length));
  const slow = await parseWithCommander(argv, io);
  return { quick, slow: typeof slow === 'number' ? slow : slow.input };
}

describe('both parsers agree', () => {
  test.each([
    'check',
    'check a.har',
    'check a.har b.har -',
    'check --contract c.yaml a.har',
    'check a.har --contract c.yaml',
    'check --format text --format json -o out.json',
    'check -o out.json --format json --quiet a.har',
    'check --baseline b.json --no-baseline',
    'check --no-baseline --baseline b.json',
    'check --color --no-color --fail-on never',
    'check - --operation getThing --status 200',
    'check -o -',
    'baseline update --reason because --expires 2027-01-01 --ticket T-1 a.har',
    'generate --check --out gen',
    'explain property-undocumented',
    'codes',
  ])('%s', async (words) => {
    const { quick, slow } = await bothParsers(words.split(' '));
    expect(quick).toBeDefined();
    expect(quick).toEqual(slow);
  });
});

describe('only commander reads', () => {
  test.each([
    ['check --contract=c.yaml', [{ name: 'contract', value: 'c.yaml' }], []],
    ['check -oout.json', [{ name: 'output', value: 'out.json' }], []],
    ['check -- --quiet', [], ['--quiet']],
    ['check --contract --quiet', [{ name: 'contract', value: '--quiet' }], []],
  ])('%s', async (words, options, values) => {
    const { quick, slow } = await bothParsers(words.split(' '));
    expect(quick).toBeUndefined();
    expect(slow).toEqual({ arguments: values, options });
  });
});

describe('mistakes end with one message and 2', () => {
  test.each([
    ['chekc', /^unknown command "chekc"; known: .*check, .*\n {2}fix: did you mean check\?\n$/],
    [
      'baseline updat',
      'unknown command "baseline updat"; known: baseline update\n  fix: did you mean baseline update?\n',
    ],
    [
      'check --fromat json',
      /^unknown option "--fromat"; known: --config, .*\n {2}fix: did you mean --format\?\n$/,
    ],
    [
      'check --format junti',
      /^unknown format "junti"; known: text, .*ndjson, partial\n {2}fix: did you mean --format junit\?\n$/,
    ],
    [
      'check --fail-on erorr',
      'unknown level "erorr"; known: error, warning, never\n  fix: did you mean --fail-on error?\n',
    ],
    [
      'check --contract',
      /^option '--contract <file>' argument missing\n {2}fix: see driftgate check --help\n$/,
    ],
    [
      'check --config tmp',
      'tmp: error: this is a folder\n  fix: name the file in it: --config tmp/driftgate.config.ts\n',
    ],
    [
      'check --min-coverage 80',
      /^"80" names no kind of coverage; known: .*\n {2}fix: write it as --min-coverage operations=80\n$/,
    ],
    [
      'baseline update --reason x --code propety-missing',
      /^unknown code "propety-missing"; known: .*\n {2}fix: did you mean --code property-missing\?\n$/,
    ],
    ['codes surplus', /^too many arguments/],
    ['explain', /^missing required argument 'code'\n/],
    [
      'explain property-undocumentd',
      /^unknown code "property-undocumentd"; known: .*\n {2}fix: did you mean driftgate explain property-undocumented\?\n$/,
    ],
    ['check --format json --format text', /^both json and text go to standard output\n/],
    ['check --format json -o a -o b', /^-o b belongs to no format\n/],
    ['check - --status 200', /^no contract to check against\n/],
    ['--nonsense', /^unknown option "--nonsense"; known: /],
  ])('%s', async (words, message) => {
    const { code, stdout, stderr } = await run(words.split(' '), { cwd: '/' });
    expect(stderr).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe('help and version', () => {
  test('--version', async () => {
    expect(await run(['--version'])).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
  });
  test.each(['--help', '-h', 'help', 'check --help', 'help check', 'baseline --help', 'baseline update -h'])(
    '%s goes to standard output',
    async (words) => {
      const { code, stdout, stderr } = await run(words.split(' '));
      expect(stderr).toBe('');
      expect(stdout).toMatch(/^Usage: driftgate/);
      expect(code).toBe(0);
    },
  );
  test('each command has examples that its own parser reads', async () => {
    for (const line of commands) {
      const { command } = await line.load();
      const { stdout } = await run([...line.name.split(' '), '--help']);
      expect(Object.keys(command.examples)).not.toEqual([]);
      for (const example of Object.keys(command.examples)) expect(stdout).toContain(example);
    }
  });
  test('the help of commands that read more than they are given says which files they read and write', async () => {
    const ofPages = commands.filter(({ name }) => /^docs |^(?:matrix|propose)$/.test(name));
    expect(ofPages).toHaveLength(8);
    for (const line of ofPages) {
      const { files } = (await line.load()).command;
      const { stdout } = await run([...line.name.split(' '), '--help']);
      const listed = (title: string) => stdout.split(`\n${title}:\n`)[1]?.split('\n\n')[0];
      expect(listed('Reads'), line.name).toBe(files?.reads.map((file) => `  ${file}`).join('\n'));
      expect(listed('Writes'), line.name).toBe(files?.writes.map((file) => `  ${file}`).join('\n'));
    }
  });
  test('the help says where runner commands go', async () => {
    const { stdout } = await run(['check', '--help']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      '(default: standard output, but standard error for github)',
    );
  });
  test.each([[[]], [['baseline']]])('%j: help on standard error, 2', async (argv) => {
    const { code, stdout, stderr } = await run(argv);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Usage: driftgate/);
    expect(code).toBe(2);
  });
});

test('a choice is checked whichever parser read it', async () => {
  const check = (await commands[0]?.load())?.command;
  if (check === undefined) throw new Error('no command');
  const input = { arguments: [], options: [{ name: 'fail-on', value: 'often' }] };
  expect(() => checkChoices(check, input)).toThrow('unknown level "often"');
});
