// The lock stands beside the contract: openapi/apig.yaml has openapi/apig.page.json.
import { existsSync } from 'node:fs';
import { InputError } from '../../lib/input-error.ts';
import { type DocsLock, parseLock } from '../../page/lock.ts';
import { type Input, optionOf } from '../command.ts';
import type { Settings } from '../config/settings.ts';
import { readText } from '../files.ts';

export function lockFile(input: Input, settings: Pick<Settings, 'contract'>): string | undefined {
  return optionOf(input, 'lock') ?? settings.contract?.replace(/\.(?:ya?ml|json)$/i, '.page.json');
}

/** undefined where there is none and none was named. */
export function readLock(input: Input, settings: Pick<Settings, 'contract'>): DocsLock | undefined {
  const file = lockFile(input, settings);
  if (file === undefined || (optionOf(input, 'lock') === undefined && !existsSync(file))) return undefined;
  return parseLock(readText(file), file);
}

export function needLock(input: Input, settings: Pick<Settings, 'contract'>): DocsLock {
  const lock = readLock(input, settings);
  if (lock !== undefined) return lock;
  throw new InputError('no page was reviewed yet', {
    place: { file: lockFile(input, settings) ?? 'apig.page.json' },
    fix: 'driftgate docs accept PAGE --reason "first review"',
  });
}
