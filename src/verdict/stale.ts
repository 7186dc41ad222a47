import type { Exchange } from '../model.ts';

/** A recording that does not say when it was made is never stale: nothing is known of its age. */
export function isStale({ startedAt }: Exchange, staleBefore: number | undefined): boolean {
  return staleBefore !== undefined && startedAt !== undefined && Date.parse(startedAt) < staleBefore;
}

/** The moment, in milliseconds since 1970, before which a recording is older than so many days. */
export function staleBefore(maxAge: number, now: Date): number {
  return now.getTime() - maxAge * 24 * 60 * 60 * 1000;
}
