// Real HAR files are other people's and stay outside: DRIFTGATE_HAR_FOLDER names a folder that holds some.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/lib/input-error.ts';
import { readRecordings } from '../../src/recordings/read.ts';

const folder = process.env.DRIFTGATE_HAR_FOLDER;
const files = folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.har'));

async function summary(path: string): Promise<string> {
  let [exchanges, unreadable] = [0, 0];
  try {
    for await (const entry of readRecordings([path])) 'unreadable' in entry ? unreadable++ : exchanges++;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return `refused: ${error.message}`;
  }
  return `${exchanges} exchanges, ${unreadable} unreadable`;
}

describe.skipIf(folder === undefined)('real HAR files (DRIFTGATE_HAR_FOLDER is not set)', () => {
  test.each(files)('%s is read, or refused with one line', async (name) => {
    const line = await summary(join(folder ?? '', name));
    console.log(`${name}: ${line}`);
    expect(line).toMatch(/^(refused: .+|[1-9]\d* exchanges, \d+ unreadable)$/);
  });
});
