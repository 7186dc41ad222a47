import { sha256 } from '../lib/sha256.ts';

/** What makes two issues the same root cause; never wording, order, file or line. */
export type Identity = {
  readonly code: string;
  readonly operation: string | undefined;
  readonly status: string;
  readonly mediaType: string | undefined;
  /** The pointer with `*` for every array index. */
  readonly pattern: string;
  /** The undocumented or missing name, or the enum value. */
  readonly name: string | undefined;
};

/** 64 bits in hex: stable across runs, machines and releases, short enough for a file that people edit. */
export function fingerprintOf({ code, operation, status, mediaType, pattern, name }: Identity): string {
  const parts = [code, operation ?? null, status, mediaType ?? null, pattern, name ?? null];
  return sha256(JSON.stringify(parts), 16);
}
