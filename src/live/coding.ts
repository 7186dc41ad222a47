// Decodes content codings of live bodies, within a limit.
import {
  codingsIn,
  inflated,
  inflatedLater,
  inflaterOf,
  isBeyondLimit,
  MOST_CODINGS,
} from '../lib/content-coding.ts';

/** Whether the body decodes to no more than the limit. The gate reports bodies that can't be decoded at all. */
export async function decodesWithin(
  octets: Uint8Array,
  fields: readonly string[],
  limit: number,
): Promise<boolean> {
  let current = octets;
  const codings = codingsIn(fields);
  if (codings.length > MOST_CODINGS) return true;
  for (const coding of codings) {
    const inflater = inflaterOf(coding, current);
    if (inflater === undefined) return true;
    try {
      current = await inflatedLater(inflater, current, limit);
    } catch (error) {
      return !isBeyondLimit(error);
    }
  }
  return current.length <= limit;
}

/** undefined where the body does not decode, or decodes to more than the limit. */
export function decodedWithin(
  octets: Uint8Array,
  fields: readonly string[],
  limit: number,
): Buffer | undefined {
  let current = octets;
  const codings = codingsIn(fields);
  if (codings.length > MOST_CODINGS) return undefined;
  for (const coding of codings) {
    const inflater = inflaterOf(coding, current);
    if (inflater === undefined) return undefined;
    try {
      current = inflated(inflater, current, limit).octets;
    } catch {
      return undefined;
    }
  }
  return Buffer.from(current);
}
