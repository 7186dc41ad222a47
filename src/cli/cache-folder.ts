import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** node_modules/.cache of the project that the folder belongs to, where there is one. */
export function cacheFolder(folder: string): string | undefined {
  if (existsSync(join(folder, 'node_modules'))) return join(folder, 'node_modules/.cache/driftgate');
  const parent = dirname(folder);
  return parent === folder || existsSync(join(folder, 'package.json')) ? undefined : cacheFolder(parent);
}
