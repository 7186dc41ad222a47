// OpenAPI Overlay 1.0 documents: the actions that are proposed, each with its evidence.
// https://spec.openapis.org/overlay/v1.0.0.html
import { isObject } from '../../lib/objects.ts';
import { pointerTokens } from '../../lib/pointer.ts';
import type { JsonPointer } from '../../model.ts';

export type Evidence = {
  readonly fingerprint: string;
  readonly code: string;
  /** Responses that have it; places, where `outOf` is absent. */
  readonly occurrences: number;
  /** Responses that could have it. */
  readonly outOf?: number;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  /** `ShowThing.md:12`. */
  readonly page?: string;
};

export type OverlayAction = {
  /** JSONPath (RFC 9535). */
  readonly target: string;
  readonly description: string;
  /** Merged into an object, appended to an array. */
  readonly update: unknown;
  readonly 'x-evidence': Evidence;
  /** The target as a pointer; the written document does not have it. */
  readonly pointer: JsonPointer;
};

export type Proposal = {
  readonly actions: readonly OverlayAction[];
  /** What a person has to decide, one sentence each. */
  readonly left: readonly string[];
};

export function overlayOf(
  proposal: Proposal,
  contract: { readonly source: string; readonly title: string },
): Record<string, unknown> {
  return {
    overlay: '1.0.0',
    info: { title: `What ${contract.title} lacks`, version: '1' },
    extends: contract.source,
    actions: proposal.actions.map(({ pointer: _pointer, ...rest }) => rest),
  };
}

/** RFC 9535 section 2.3.1: a name in quotes may hold any character. */
export function jsonPath(pointer: JsonPointer): string {
  return `$${pointerTokens(pointer)
    .map((token) => (/^[A-Za-z_]\w*$/.test(token) ? `.${token}` : `['${token.replace(/[\\']/g, '\\$&')}']`))
    .join('')}`;
}

/** https://spec.openapis.org/oas/v3.0.4.html#fixed-fields-20: `nullable` beside one type, where 3.1 has a list of types. */
export function inWordsOf30(update: unknown): unknown {
  if (Array.isArray(update)) return update.map(inWordsOf30);
  if (!isObject(update)) return update;
  const words = Object.fromEntries(Object.entries(update).map(([key, value]) => [key, inWordsOf30(value)]));
  const { type } = update;
  return Array.isArray(type) && type.length === 2 && type[1] === 'null'
    ? { ...words, type: type[0], nullable: true }
    : words;
}
