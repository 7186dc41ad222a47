// The exchanges of a run, kept for being judged again against other contracts.
import type { Body, Exchange } from '../../model.ts';
import type { Settings } from '../config/settings.ts';
import { LARGE, type Run } from './feed.ts';
import type { Listener } from './read.ts';

type HeldExchanges = {
  readonly listener: Listener;
  /** Gives a run those of these operations; where all of them are too much to be kept, it reads the recordings once more. */
  readonly runOver: (operations: ReadonlySet<string>) => Pick<Run, 'feed' | 'listener'>;
};

export function createHeldExchanges({ recordings }: Pick<Settings, 'recordings'>): HeldExchanges {
  const held = new Map<string, Exchange[]>();
  // What came from standard input can't be read again.
  const most = recordings.includes('-') ? Number.POSITIVE_INFINITY : 4 * LARGE;
  let size = 0;
  return {
    listener: (entry, judged) => {
      const operation = judged?.operation?.id;
      if ('unreadable' in entry || operation === undefined || size > most) return undefined;
      size += sizeOf(entry.request.body) + sizeOf(entry.response.body);
      const others = held.get(operation);
      if (size > most) held.clear();
      else if (others === undefined) held.set(operation, [entry]);
      else others.push(entry);
      return undefined;
    },
    runOver: (operations) => {
      // A run with a listener is not split among threads, which would open the contract of the config.
      if (size > most) return { listener: () => undefined };
      const block = [...operations].flatMap((operation) => held.get(operation) ?? []);
      return { feed: async () => ({ sources: [], blocks: inOneBlock(block) }) };
    },
  };
}

async function* inOneBlock(block: readonly Exchange[]): AsyncGenerator<readonly Exchange[]> {
  yield block;
}

/** About the octets of memory that it takes. */
function sizeOf(body: Body): number {
  if (body.kind === 'text') return body.text.length;
  if (body.kind === 'bytes') return body.bytes.length;
  let size = 0;
  const values = body.kind === 'json' ? [body.value] : [];
  for (let value = values.pop(); value !== undefined; value = values.pop()) {
    size += typeof value === 'string' ? value.length : 16;
    if (typeof value === 'object' && value !== null)
      for (const each of Object.values(value)) values.push(each);
  }
  return size;
}
