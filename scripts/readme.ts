// Keeps the parts of README.md that the code knows: the table of codes and the gate's real output. With --check it only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Output } from '../src/cli/io.ts';
import { main } from '../src/cli/main.ts';
import { docsRules } from '../src/docs/rules.ts';
import { rules } from '../src/drift/rules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = `${root}README.md`;

type Words = { readonly code: string; readonly level: string; readonly meaning: string };

function table(words: readonly Words[]): string {
  const rows = words.map(({ code, level, meaning }) => `| \`${code}\` | ${level} | ${meaning} |`);
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
  return `\`\`\`text\n$ npx driftgate ${argv.join(' ')}\n${output.trimEnd()}\n\`\`\``;
}

const parts: Readonly<Record<string, string>> = {
  codes: table(rules),
  'docs-codes': table(docsRules),
  gate: await run('check'),
  sample: await run('check', 'tests/recordings/vendor-sample.har', '--no-baseline'),
};

const before = readFileSync(file, 'utf8');
const after = before.replaceAll(
  /(<!-- (\S+) -->\n)[\s\S]*?(<!-- \/\2 -->)/g,
  (whole, open: string, name: string, close: string) =>
    parts[name] === undefined ? whole : `${open}${parts[name]}\n${close}`,
);
if (after !== before && process.argv.includes('--check')) {
  console.error('README.md: is not what the code says\n  fix: npm run readme');
  process.exit(1);
}
if (after !== before) writeFileSync(file, after);
console.log(`README.md: ${after === before ? 'unchanged' : 'written'}`);
