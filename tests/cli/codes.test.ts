import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeGroups, codeWords } from '../../src/cli/codes.ts';
import { run } from './run.ts';

test('codes lists every code once, by what it is about', async () => {
  const { code, stdout } = await run(['codes']);
  expect(code).toBe(0);
  for (const { title } of codeGroups) expect(stdout).toContain(`${title}:\n`);
  const listed = [...stdout.matchAll(/^ {2}(\S+)/gm)].map((match) => match[1]);
  expect(listed).toEqual(codeWords.map((words) => words.code));
  expect(new Set(listed).size).toBe(listed.length);
});

test('every reason for not checking something is explained', () => {
  const src = join(import.meta.dirname, '../../src');
  const texts = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file) && !file.startsWith('generated') && !file.endsWith('.d.ts'))
    .map((file) => readFileSync(join(src, file), 'utf8'));
  const reasons = texts.flatMap((text) => [...text.matchAll(/\breason(?::| =) '([a-z]+(?:-[a-z]+)*)'/g)]);
  const known = codeWords.map((words) => words.code);
  expect(reasons.length).toBeGreaterThan(8);
  expect(reasons.map(([, reason = '']) => reason).filter((reason) => !known.includes(reason))).toEqual([]);
});

describe('explain', () => {
  test.each(codeWords)('$code', async (words) => {
    const { code, stdout } = await run(['explain', words.code]);
    expect(code).toBe(0);
    expect(stdout.startsWith(`${words.code} (${words.level})\n${words.meaning}\n\n`)).toBe(true);
    expect(stdout).toContain(`\nfix: ${words.fix}\n`);
    for (const term of Object.values(words.elsewhere ?? {})) expect(stdout).toContain(` ${term}\n`);
  });

  test('what other tools call it stands last', async () => {
    const { stdout } = await run(['explain', 'status-undocumented']);
    expect(stdout.slice(stdout.indexOf('elsewhere:'))).toBe(
      'elsewhere:\n  oasdiff:      response-success-status-added, response-non-success-status-added\n' +
        '  Schemathesis: status_code_conformance\n  Optic:        UnmatchedResponseStatusCode\n',
    );
  });

  test.each([
    ['property-undocumentd', 'property-undocumented'],
    ['docs-status-aded', 'docs-status-added'],
    ['request-body-mising', 'request-body-missing'],
  ])('%s: did you mean %s', async (given, meant) => {
    const { code, stderr } = await run(['explain', given]);
    expect(code).toBe(2);
    expect(stderr).toContain(`unknown code "${given}"`);
    expect(stderr).toContain(`fix: did you mean driftgate explain ${meant}?`);
  });
});
