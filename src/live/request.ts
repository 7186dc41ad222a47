// What the live side sends, before and after credentials are added.
import type { HeaderField } from '../model.ts';

export type LiveRequest = {
  /** Upper case. */
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: readonly HeaderField[];
  readonly body?: Uint8Array;
};

/** Nothing was observed: counted as unchecked, never a finding. */
export type Unreachable = {
  readonly unreachable: string;
  readonly method: string;
  readonly url: string;
};

/** Replaces every field of that name by one. */
export function withHeader(request: LiveRequest, name: string, value: string): LiveRequest {
  const others = request.headers.filter((field) => field.name.toLowerCase() !== name.toLowerCase());
  return { ...request, headers: [...others, { name, value }] };
}

/** Without query, fragment and userinfo, which may carry credentials: for messages. */
export function printableUrl(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? 'an unreadable address' : `${parsed.origin}${parsed.pathname}`;
}
