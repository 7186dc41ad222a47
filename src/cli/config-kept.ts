// A config that is nothing but data is kept as JSON, by its text, once it was checked: to import it takes longer than all the rest of
// reading it.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../config.ts';
import { cacheFolder, numberOf } from './cache-folder.ts';
import { writeWhole } from './files.ts';
import { version } from './version.ts';

/** Another version may have other rules. */
type Kept = { readonly version: string; readonly text: string; readonly config: Config };

export function keptConfig(path: string, text: string): Config | undefined {
  const file = keptFile(path, text);
  if (file === undefined) return undefined;
  try {
    const kept: Kept = JSON.parse(readFileSync(file, 'utf8'));
    return kept.text === text && kept.version === version() ? kept.config : undefined;
  } catch {
    return undefined;
  }
}

/** A disk that is full or read-only costs time, not the answer. */
export function keepConfig(path: string, text: string, config: Config): void {
  const file = isData(text) ? keptFile(path, text) : undefined;
  if (file === undefined) return;
  try {
    writeWhole(file, JSON.stringify({ version: version(), text, config } satisfies Kept));
  } catch {}
}

function keptFile(path: string, text: string): string | undefined {
  const folder = cacheFolder(dirname(path));
  return folder && `${folder}/config-${numberOf(text)}.json`;
}

const IMPORT = /^import (?:type [^;'"]*?|\{ defineConfig \}) from (['"])([^'"]*)\1;?$/gm;
const STRING_OR_COMMENT = /(['"])(?:(?!\1)[^\\\n]|\\.)*\1|\/\/.*|\/\*[\s\S]*?\*\//g;
const EXPORT =
  /^\s*export default (?:defineConfig\()?(\{[\s\S]*\})\)?(?: as const)?(?: satisfies \w+)?;?\s*$/;
const NAME_OR_WORD = /[\w$]+(?=\s*:)|\b(?:true|false|null)\b/g;

/** Literals alone, which say the same wherever they stand and whatever they are run with. */
export function isData(text: string): boolean {
  const code = text
    .replace(IMPORT, (found, _, from) =>
      found.startsWith('import type') || from === 'driftgate' ? '' : found,
    )
    .replace(STRING_OR_COMMENT, (found) => (found.startsWith('/') ? '' : '""'));
  const literal = EXPORT.exec(code)?.[1]?.replace(NAME_OR_WORD, '');
  return literal !== undefined && /^[\s{}[\],:"\d.-]*$/.test(literal) && !text.includes('__proto__');
}
