import type { Exchange } from '../../src/model.ts';
import { findRecordings } from '../../src/recordings/find.ts';
import { readBlocks } from '../../src/recordings/read.ts';

/** Through the reader of the gate; an entry that cannot be read is an error here. */
export async function readExchanges(path: string): Promise<Exchange[]> {
  await findRecordings([path], { exclude: [] });
  const found: Exchange[] = [];
  for await (const block of readBlocks([path], { exclude: [] }))
    for (const entry of block) {
      if ('unreadable' in entry) throw new Error(entry.unreadable);
      found.push(entry);
    }
  return found;
}
