// Keeps what the documents show of the code: tables of codes, real output, and the whole reference. With --check it only compares.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { codeGroups } from '../src/cli/codes.ts';
import type { Output } from '../src/cli/command.ts';
import { main } from '../src/cli/main.ts';
import { referenceText } from './reference.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function table(...groups: readonly string[]): string {
  const codes = codeGroups.filter(({ name }) => groups.includes(name)).flatMap((group) => group.codes);
  const rows = codes.map(({ code, level, meaning }) => `| \`${code}\` | ${level} | ${meaning} |`);
  return ['| code | level | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

async function run(...argv: readonly string[]): Promise<string> {
  let output = '';
  const sink: Output = {
    write: (text) => {
      output += text;
      return undefined;
    },
    isTerminal: false,
    columns: 100,
  };
  await main(argv, {
    stdout: sink,
    stderr: sink,
    stdin: process.stdin,
    cwd: root,
    env: {},
    now: () => new Date(),
  });
  return `\`\`\`text\n$ npx --no-install driftgate ${argv.join(' ')}\n${output.trimEnd()}\n\`\`\``;
}

const parts: Readonly<Record<string, string>> = {
  codes: table('responses', 'requests'),
  'docs-codes': table('page'),
  'change-codes': table('changes'),
  'diff-codes': table('diff'),
  gate: await run('check'),
  sample: await run('check', 'tests/recordings/vendor-sample.har', '--no-baseline'),
  page: await run('docs', 'check', '--verbose'),
  matrix: rowsOf(await run('matrix'), [
    'property',
    '/id',
    '/charging_mode',
    '/eip_address',
    '/eip_id',
    '/spec_id',
  ]),
};

/** Of a long table the rows that show each kind of row; the dots say that there are more. */
function rowsOf(text: string, names: readonly string[]): string {
  const lines = text.split('\n');
  const shown = lines.filter((line) => names.includes(/^(?:status|200) +(\S+)/.exec(line)?.[1] ?? ''));
  return [...lines.slice(0, 3), ...shown, '...', lines.at(-1)].join('\n');
}

function withParts(text: string): string {
  return text.replaceAll(
    /(<!-- (\S+) -->\n)[\s\S]*?(<!-- \/\2 -->)/g,
    (whole, open: string, name: string, close: string) =>
      parts[name] === undefined ? whole : `${open}${parts[name]}\n${close}`,
  );
}

const documents = ['README.md', 'README.zh-CN.md', ...markdownOf('docs')];
const expected = new Map<string, string>([
  ...documents.map((file) => [file, withParts(readFileSync(`${root}${file}`, 'utf8'))] as const),
  ['docs/reference.md', await referenceText(root)],
]);

function markdownOf(folder: string): readonly string[] {
  const names = readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.md')).map((name) => `${folder}/${name}`);
}

const stale = [...expected].filter(
  ([file, text]) => !existsSync(`${root}${file}`) || readFileSync(`${root}${file}`, 'utf8') !== text,
);
const isCheck = process.argv.includes('--check');
for (const [file, text] of stale) {
  if (isCheck) console.error(`${file}: is not what the code says`);
  else writeFileSync(`${root}${file}`, text);
}
if (isCheck && stale.length > 0) {
  console.error('  fix: npm run readme');
  process.exit(1);
}
console.log(
  stale.length === 0 ? 'documents: unchanged' : `written: ${stale.map(([file]) => file).join(', ')}`,
);
