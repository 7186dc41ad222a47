// What an application of esbuild ships: it keeps all of a namespace that a module exports, so index has the members by name too.
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { gzipped } from '../../scripts/bench/sizes.ts';

const APIG = `${import.meta.dirname}/../../src/generated/apig`;
const MODULE = `${APIG}/operations/show-details-of-instance-v2.js`;
const NAME = 'ShowDetailsOfInstanceV2';

async function bundled(code: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
  });
  return gzipped(outputFiles.map(({ text }) => text).join('\n'));
}

test.each([
  ['is of the index', `import { ${NAME}$is as is } from '${APIG}/index.js'; export { is };`, 2_300],
  ['is of the module', `import { is } from '${MODULE}'; export { is };`, 2_300],
  [
    'is of its namespace',
    `import * as one from '${MODULE}'; export const x = (s, b) => one.is(s, b);`,
    2_300,
  ],
  [
    'check of the index',
    `import { ${NAME}$check as check } from '${APIG}/index.js'; export { check };`,
    17_000,
  ],
])('%s stays in its budget with esbuild', async (name, code, most) => {
  const size = await bundled(code);
  console.log(`${name}: ${size} B gzip`);
  expect(size).toBeLessThanOrEqual(most);
});
