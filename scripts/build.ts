// src/ -> dist/, or to the folder that is given: tsc for our code (types are checked by `npm run check`), a copy for the generated modules that
// tsc does not emit, what applications import once more as CommonJS, and the command line bundled, since a run of a hundred small modules
// spends half of its time on finding and opening them.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleCommandLine, bundleCommonJs, compileAtOnce, copyCommonJsDeclarations } from './bundle.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = resolve(process.argv[2] ?? `${root}dist`);
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
rmSync(out, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [tsc, '-p', `${root}.config/tsconfig.build.json`, '--noCheck', '--outDir', out],
  { stdio: 'inherit' },
);
if (status !== 0) process.exit(status ?? 1);
cpSync(`${root}src/generated`, `${out}/generated`, {
  recursive: true,
  filter: (file) => !file.endsWith('types.ts'),
});
for (const name of globSync(`${out}/generated/**/*.js`)) {
  const text = readFileSync(name, 'utf8');
  writeFileSync(name, text.replaceAll(/^(import .* from '\..*)\.ts';$/gm, "$1.js';"));
}
await bundleCommonJs(`${root}src`, `${out}/common-js`);
copyCommonJsDeclarations(out, `${out}/common-js`);
rmSync(`${out}/cli`, { recursive: true });
await bundleCommandLine(`${root}src`, `${out}/cli`);
chmodSync(`${out}/cli/bin.js`, 0o755);
compileAtOnce(`${out}/cli`, root);
