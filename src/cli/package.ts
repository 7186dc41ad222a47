// This package itself.
import { readFileSync } from 'node:fs';

/** The folder of package.json: the path is the same from src/cli and from the chunks in dist/cli. */
export const packageRoot: URL = new URL('../..', import.meta.url);

export function version(): string {
  const text = readFileSync(new URL('package.json', packageRoot), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
