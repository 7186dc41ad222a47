// What an application ships: bundled as a browser would get it, minified and compressed.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '../../src');
const ENTRY = 'entry.js';

type Bundle = {
  readonly main: string;
  readonly later: readonly string[];
  readonly external: readonly string[];
};

async function bundle(code: string): Promise<Bundle> {
  const build = await rolldown({
    input: ENTRY,
    platform: 'neutral',
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === ENTRY ? id : undefined),
        load: (id) => (id === ENTRY ? code : undefined),
      },
    ],
  });
  const { output } = await build.generate({ format: 'esm', minify: true });
  await build.close();
  const chunks = output.filter((each) => each.type === 'chunk');
  const names = new Set(chunks.map(({ fileName }) => fileName));
  const external = chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]);
  return {
    main: chunks.find(({ isEntry }) => isEntry)?.code ?? '',
    later: chunks.filter(({ isEntry }) => !isEntry).map((chunk) => chunk.code),
    external: external.filter((name) => !names.has(name)),
  };
}

const gzipped = (code: string): number => gzipSync(code, { level: 9 }).length;

const apig = `import { ShowDetailsOfInstanceV2, contract } from '${SRC}/apig/index.ts';`;
const runtime = `import { watch } from '${SRC}/runtime/index.ts';`;

// Bytes, a little above what they are: `is` keeps to what an endpoint may cost; `check` brings the whole explainer.
test.each<[string, string, number]>([
  ['is', `${apig} export const x = (s, b) => ShowDetailsOfInstanceV2.is(s, b);`, 2_500],
  ['check', `${apig} export const x = (s, b) => ShowDetailsOfInstanceV2.check(s, b);`, 12_500],
  [
    'is and check',
    `${apig} export const x = (s, b) => ShowDetailsOfInstanceV2.is(s, b) && ShowDetailsOfInstanceV2.check(s, b);`,
    12_500,
  ],
  [
    'a response as Standard Schema',
    `${apig} export const x = ShowDetailsOfInstanceV2.responses[200];`,
    12_500,
  ],
  ['watch, before any drift', `${apig} ${runtime} export const x = watch(fetch, contract);`, 14_000],
])('%s stays in its budget and imports nothing', async (name, code, budget) => {
  const { main, later, external } = await bundle(code);
  console.log(`${name}: ${gzipped(main)} B gzip, later ${later.map(gzipped).join(' + ') || 0} B`);
  expect(external).toEqual([]);
  expect(gzipped(main)).toBeLessThanOrEqual(budget);
  expect(/["'`]node:|\brequire\s*\(|\bprocess\.\w/.test([main, ...later].join('\n'))).toBe(false);
});

test('what is imported and not used costs nothing', async () => {
  expect((await bundle(`${apig} ${runtime}`)).main.length).toBeLessThan(20);
});
