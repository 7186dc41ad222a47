// What an application ships: see scripts/bench/sizes.ts, whose budgets are those of the bench too.
import { expect, test } from 'vitest';
import { apig, bundle, gzipped, runtime, uses } from '../../scripts/bench/sizes.ts';

test.each(uses)('$name stays in its budget and imports nothing', async ({ name, code, most }) => {
  const { main, later, external } = await bundle(code);
  console.log(`${name}: ${gzipped(main)} B gzip, later ${later.map(gzipped).join(' + ') || 0} B`);
  expect(external).toEqual([]);
  expect(gzipped(main)).toBeLessThanOrEqual(most);
  expect(/["'`]node:|\brequire\s*\(|\bprocess\.\w/.test([main, ...later].join('\n'))).toBe(false);
});

test('what is imported and not used costs nothing', async () => {
  expect((await bundle(`${apig} ${runtime}`)).main.length).toBeLessThan(20);
});
