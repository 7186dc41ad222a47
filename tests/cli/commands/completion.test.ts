// The scripts are read by the shells themselves where they are installed; bash always is.
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { commands } from '../../../src/cli/commands.ts';
import { run } from '../run.ts';

async function scriptOf(shell: string): Promise<string> {
  const { code, stdout } = await run(['completion', shell]);
  expect(code).toBe(0);
  return stdout;
}

/** What bash offers behind these words; the last one is what was typed so far. */
async function completed(...words: readonly string[]): Promise<readonly string[]> {
  const line = ['driftgate', ...words].map((word) => `'${word}'`).join(' ');
  const script = `${await scriptOf('bash')}
COMP_WORDS=(${line}); COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 )); _driftgate; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '--noprofile', '-u', '-c', script], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

describe('bash', () => {
  test.each<readonly [string, readonly string[], readonly string[]]>([
    ['a command', ['chec'], ['check']],
    ['the second word of a command', ['docs', 'ac'], ['accept']],
    ['the only second word', ['baseline', ''], ['update']],
    ['an option', ['check', '--no-ba'], ['--no-baseline']],
    ['an option of a command of two words', ['baseline', 'update', '--rea'], ['--reason']],
    ['the values of an option', ['check', '--fail-on', ''], ['error', 'warning', 'never']],
    ['a code', ['explain', 'property-w'], ['property-write-only']],
    ['a shell', ['completion', 'z'], ['zsh']],
    ['a file', ['check', 'LICEN'], ['LICENSE']],
  ])('%s', async (_what, words, offered) => {
    expect(await completed(...words)).toEqual(offered);
  });

  test('every command', async () => {
    const firsts = new Set(commands.map(({ name }) => name.split(' ')[0]));
    expect(new Set(await completed(''))).toEqual(new Set([...firsts, '--help', '--version']));
  });
});

const inScript: Readonly<Record<string, (option: string) => string>> = {
  zsh: (option) => `--${option}[`,
  fish: (option) => `-l ${option}`,
  powershell: (option) => `'--${option}' = '`,
};

describe.each(Object.entries(inScript))('%s', (shell, written) => {
  test('names every command and option', async () => {
    const text = await scriptOf(shell);
    for (const { name, load } of commands) {
      for (const word of name.split(' ')) expect(text).toContain(word);
      for (const option of (await load()).command.options) expect(text).toContain(written(option.name));
    }
  });

  const command = shell === 'powershell' ? 'pwsh' : shell;
  test.skipIf(spawnSync(command, ['--version']).error !== undefined)(
    `is read by ${shell} itself, where it is installed`,
    async () => {
      const options: Readonly<Record<string, readonly string[]>> = {
        zsh: ['-f', '-n'],
        fish: ['--no-config', '-n'],
        pwsh: ['-NoProfile', '-Command', '-'],
      };
      const { status, stderr } = spawnSync(command, options[command] ?? [], {
        input: await scriptOf(shell),
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      expect(status).toBe(0);
    },
  );
});

test('a quote in a description ends no string of PowerShell', async () => {
  for (const line of (await scriptOf('powershell')).split('\n').filter((text) => text.includes('[ordered]')))
    expect(line.replaceAll(/'(?:[^']|'')*'/g, '')).not.toContain("'");
});

test('an unknown shell', async () => {
  expect(await run(['completion', 'fishh'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'unknown shell "fishh"; known: bash, zsh, fish, powershell\n  fix: did you mean fish?\n',
  });
});
