// src/json/assembly.as.ts -> src/json/scanner-wasm.ts: npm run assemble
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const source = 'src/json/assembly.as.ts';
const target = 'src/json/scanner-wasm.ts';
const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--initialMemory', '70'];

/** The module as text of our own, so that it is imported and bundled like any other. */
export function assembled(): string {
  const asc = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
  const folder = mkdtempSync(join(tmpdir(), 'assemble-'));
  try {
    const binary = join(folder, 'scanner.wasm');
    const { status } = spawnSync(process.execPath, [asc, source, ...options, '-o', binary], {
      cwd: root,
      stdio: 'inherit',
    });
    if (status !== 0) throw new Error(`${source} does not compile`);
    const text = readFileSync(binary).toString('base64');
    return `// Assembled from ${source} by \`npm run assemble\`; not to be edited.\nexport const scannerWasm =\n  '${text}';\n`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) writeFileSync(join(root, target), assembled());
