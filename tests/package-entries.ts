// The package's entries as package.json exports them, each with the source file that it is built from.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

type Entries = Readonly<Record<string, string | { readonly default: string }>>;

const entries = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: Entries })
  .exports;

/** `./runtime` -> the absolute path of src/runtime/index.ts; what is generated is JavaScript there too. */
export function sourceOf(entry: string): string {
  const target = entries[entry];
  if (typeof target !== 'object') throw new Error(`package.json exports no module ${entry}`);
  const source = join(root, target.default.replace('./dist/', 'src/'));
  return source.includes('/generated/') ? source : source.replace(/\.js$/, '.ts');
}

/** For the `paths` of a TypeScript program that takes the package from its source. */
export function packagePaths(): Record<string, string[]> {
  const modules = Object.entries(entries).filter(([, target]) => typeof target === 'object');
  return Object.fromEntries(
    modules.map(([entry]) => [
      entry.replace(/^\./, 'driftgate'),
      [sourceOf(entry).replace(/\.js$/, '.d.ts')],
    ]),
  );
}
