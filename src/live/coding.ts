// Content codings of live bodies, undone within a limit.
import {
  codingsIn,
  inflated,
  inflatedLater,
  inflaterOf,
  isBeyondLimit,
  MOST_CODINGS,
} from '../lib/content-coding.ts';

/** Whether the body is no bomb. What can't be decoded at all is for the gate to report. */
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

/** undefined: not in these codings, or beyond the limit. */
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
