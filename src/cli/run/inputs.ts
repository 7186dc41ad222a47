// The files that a run reads, so that nothing is written over them.
import { dirname, join } from 'node:path';
import { InputError, orMistake } from '../../lib/input-error.ts';
import { findRecordings } from '../../recordings/find.ts';
import type { Settings } from '../config/settings.ts';
import type { NamedFile } from '../files.ts';

/** `contractFiles`: the document and those that it refers to. */
export async function inputsOf(
  settings: Settings,
  contractFiles: readonly string[],
): Promise<readonly NamedFile[]> {
  const { contract, compiled, configFile, baseline, documented, config } = settings;
  const lists: Readonly<Record<string, readonly (string | undefined)[]>> = {
    overlay: config.overlays ?? [],
    contract: [contract, ...contractFiles],
    'compiled contract': [
      compiled,
      ...['detail.js', 'detail.mjs', 'detail.cjs'].map((name) => compiled && join(dirname(compiled), name)),
    ],
    config: [configFile],
    baseline: [baseline?.file],
    "vendor's document": [documented],
    recording: await recordingsOf(settings),
    certificate: config.live?.ca ?? [],
  };
  return Object.entries(lists).flatMap(([noun, files]) =>
    files.flatMap((file) => (file === undefined ? [] : [{ noun, file }])),
  );
}

/** What can't be found is said by whoever reads it. */
async function recordingsOf({ recordings, exclude }: Settings): Promise<readonly string[]> {
  const found = await orMistake(() => findRecordings(recordings, { exclude }));
  return found instanceof InputError ? recordings : found;
}
