// What an application ships: bundled as a browser would get it, minified and compressed.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import type { Floor } from './floors.ts';

const SRC = join(import.meta.dirname, '../../src');
const ENTRY = 'entry.js';

export const apig: string = `import { ShowDetailsOfInstanceV2, contract } from '${SRC}/generated/apig/index.js';`;
export const runtime: string = `import { watch } from '${SRC}/runtime/index.ts';`;

type Use = {
  readonly name: string;
  readonly code: string;
  /** What the test holds it to. */
  readonly most: number;
  readonly floor?: number;
};

/** What an application may write, and the gzip'd bytes that it may cost. */
export const uses: readonly Use[] = [
  {
    name: 'is',
    code: `${apig} export const x = (s, b) => ShowDetailsOfInstanceV2.is(s, b);`,
    most: 2_000,
    floor: 2_000,
  },
  {
    name: 'check',
    code: `${apig} export const x = (s, b) => ShowDetailsOfInstanceV2.check(s, b);`,
    most: 15_000,
    floor: 15_000,
  },
  {
    name: 'is and check',
    code: `${apig} export const x = (s, b) => ShowDetailsOfInstanceV2.is(s, b) && ShowDetailsOfInstanceV2.check(s, b);`,
    most: 15_000,
  },
  {
    name: 'a response as Standard Schema',
    code: `${apig} export const x = ShowDetailsOfInstanceV2.responses[200];`,
    most: 17_000,
  },
  {
    name: 'watch, before any drift',
    code: `${apig} ${runtime} export const x = watch(fetch, contract);`,
    most: 14_000,
    floor: 14_000,
  },
];

export type Bundle = {
  readonly main: string;
  readonly later: readonly string[];
  readonly external: readonly string[];
};

export async function bundle(code: string): Promise<Bundle> {
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

export function gzipped(code: string): number {
  return gzipSync(code, { level: 9 }).length;
}

export async function benchSizes(): Promise<readonly Floor[]> {
  const floors: Floor[] = [];
  for (const { name, code, floor: most } of uses)
    if (most !== undefined)
      floors.push({
        name: `gzip of ${name}`,
        measured: gzipped((await bundle(code)).main),
        unit: 'bytes',
        most,
      });
  return floors;
}
