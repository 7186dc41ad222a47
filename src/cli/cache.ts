import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

/** node_modules/.cache of the project that the folder belongs to, where there is one. */
export function cacheFolder(folder: string): string | undefined {
  if (existsSync(`${folder}/node_modules`)) return `${folder}/node_modules/.cache/driftgate`;
  const parent = dirname(folder);
  return parent === folder || existsSync(`${folder}/package.json`) ? undefined : cacheFolder(parent);
}

/** A name for a file that is kept of a text, no proof: what stands in it is. */
export function numberOf(text: string): string {
  let number = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) number = Math.imul(number ^ text.charCodeAt(at), 0x01000193);
  return (number >>> 0).toString(16);
}
