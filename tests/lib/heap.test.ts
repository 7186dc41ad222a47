import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('V8 knows the flags of a long run', () => {
  const module = join(import.meta.dirname, '../../src/lib/heap.ts');
  const { status, stderr } = spawnSync(process.execPath, [
    '--input-type=module',
    '-e',
    `const { keepHeapSmall } = await import(${JSON.stringify(module)}); keepHeapSmall();`,
  ]);
  expect([status, String(stderr)]).toEqual([0, '']);
});
