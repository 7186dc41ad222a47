import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownText } from '../../src/lib/memory.ts';

test('V8 knows the flags of a long run', () => {
  const module = join(import.meta.dirname, '../../src/lib/memory.ts');
  const { status, stderr } = spawnSync(process.execPath, [
    '--input-type=module',
    '-e',
    `const { keepHeapSmall } = await import(${JSON.stringify(module)}); keepHeapSmall();`,
  ]);
  expect([status, String(stderr)]).toEqual([0, '']);
});

test.each(['', 'a', 'ü€😀', '"\\\n\u0000\u2028', '\ud800', 'x\udc00y'])('the same text, %#', (text) => {
  expect(ownText(text)).toBe(text);
});
