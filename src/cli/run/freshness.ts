// Whether a compiled contract is what its document says now. The octets that had the right hash are cached, so that the next run compares
// octets: hashing them takes a tenth of Node's own start.

import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../../config.ts';
import { itemSchemasText } from '../../contract/config-items.ts';
import { attempt } from '../../lib/attempt.ts';
import { hashOfFiles } from '../../lib/hash.ts';
import { relativePath } from '../../lib/relative-path.ts';
import type { CompiledContract } from '../../model.ts';
import type { Cache } from '../cache.ts';

type Identity = Pick<CompiledContract, 'source' | 'files' | 'hash' | 'overlays' | 'itemSchemas'>;

/** Octets; a copy of a larger document would waste disk. */
const LARGEST = 1024 * 1024;

/** Also of what the config adds to it now. */
export function isFresh(
  contract: Identity,
  { overlays = [], itemSchemas }: Pick<Config, 'overlays' | 'itemSchemas'>,
  cache: Cache | undefined,
): boolean {
  const compiledWith = contract.files?.slice(1, 1 + (contract.overlays ?? 0)) ?? [];
  if (JSON.stringify(compiledWith) !== JSON.stringify(overlays)) return false;
  if (contract.itemSchemas !== itemSchemasText(itemSchemas)) return false;
  const names = contract.files ?? [contract.source];
  const files = attempt(() => names.map((file) => ({ file, octets: readFileSync(file) })));
  // A file is gone.
  if (files === undefined) return false;
  const name = `fresh-${contract.hash}.txt`;
  const octets = joined(files);
  if (cache?.read(name)?.equals(octets)) return true;
  const texts = files.map((one) => ({ file: one.file, text: one.octets.toString('utf8') }));
  if (hashOfFiles(texts) !== contract.hash) return false;
  if (octets.length <= LARGEST) cache?.write(name, octets);
  return true;
}

/** Everything that the hash depends on. */
function joined(files: readonly { readonly file: string; readonly octets: Buffer }[]): Buffer {
  const folder = dirname(files[0]?.file ?? '');
  return Buffer.concat(
    files.flatMap(({ file, octets }) => [
      Buffer.from(JSON.stringify([relativePath(folder, file), octets.length])),
      octets,
    ]),
  );
}
