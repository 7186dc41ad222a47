// src/ -> dist/: tsc for our code (types are checked by `npm run check`), a copy for the generated modules that tsc does not emit,
// what applications import once more as CommonJS, and the command line bundled, since a run of a hundred small modules spends half of its
// time on finding and opening them.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { bundleCommandLine, bundleCommonJs, copyCommonJsDeclarations } from './bundle.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
rmSync(`${root}dist`, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [tsc, '-p', `${root}.config/tsconfig.build.json`, '--noCheck'],
  {
    stdio: 'inherit',
  },
);
if (status !== 0) process.exit(status ?? 1);
cpSync(`${root}src/generated`, `${root}dist/generated`, {
  recursive: true,
  filter: (file) => !file.endsWith('types.ts'),
});
for (const name of globSync(`${root}dist/generated/**/*.js`)) {
  const text = readFileSync(name, 'utf8');
  writeFileSync(name, text.replaceAll(/^(import .* from '\..*)\.ts';$/gm, "$1.js';"));
}
await bundleCommonJs(`${root}src`, `${root}dist/common-js`);
copyCommonJsDeclarations(`${root}dist`, `${root}dist/common-js`);
rmSync(`${root}dist/cli`, { recursive: true });
await bundleCommandLine(`${root}src`, `${root}dist/cli`);
chmodSync(`${root}dist/cli/bin.js`, 0o755);
