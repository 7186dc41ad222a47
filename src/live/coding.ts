// Decodes content codings of live bodies, within a limit.
import { codingsIn, inflatedLater, inflaterOf, isBeyondLimit, MOST_CODINGS } from '../lib/content-coding.ts';

/** The gate reports bodies that can't be decoded at all. */
export async function decodedWithin(
  octets: Uint8Array,
  fields: readonly string[],
  limit: number,
): Promise<Uint8Array | 'undecodable' | 'beyond'> {
  let current = octets;
  const codings = codingsIn(fields);
  if (codings.length > MOST_CODINGS) return 'undecodable';
  for (const coding of codings) {
    const inflater = inflaterOf(coding, current);
    if (inflater === undefined) return 'undecodable';
    try {
      current = await inflatedLater(inflater, current, limit);
    } catch (error) {
      return isBeyondLimit(error) ? 'beyond' : 'undecodable';
    }
  }
  return current.length > limit ? 'beyond' : current;
}
