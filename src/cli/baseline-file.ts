import { existsSync, readFileSync } from 'node:fs';
import { InputError } from '../lib/input-error.ts';
import type { Baseline } from '../model.ts';
import { parseBaseline } from '../report/baseline.ts';
import { cannotRead } from './files.ts';
import type { Settings } from './settings.ts';

/** A file that only the config names need not be there: without it everything is new. */
export function readBaseline(settings: Settings): Baseline | undefined {
  if (settings.baseline === undefined) return undefined;
  const { file, required } = settings.baseline;
  if (!required && !existsSync(file)) return undefined;
  try {
    return parseBaseline(readFileSync(file, 'utf8'), file);
  } catch (error) {
    throw error instanceof InputError ? error : cannotRead(file, error);
  }
}
