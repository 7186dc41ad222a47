// OpenAPI Overlay 1.0 documents: the actions that are proposed, each with its evidence.
// https://spec.openapis.org/overlay/v1.0.0.html
import type { Contract } from '../../contract/openapi.ts';
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
  /** The target as a pointer; the overlay does not have it. */
  readonly pointer: JsonPointer;
};

export type Proposal = {
  readonly actions: readonly OverlayAction[];
  /** What a person has to decide, one sentence each. */
  readonly left: readonly string[];
};

export function overlayOf(
  proposal: Proposal,
  contract: Pick<Contract, 'source' | 'title'>,
): Record<string, unknown> {
  return {
    overlay: '1.0.0',
    info: { title: `What ${contract.title} lacks`, version: '1' },
    extends: contract.source,
    actions: proposal.actions.map(({ pointer: _pointer, ...rest }) => rest),
  };
}
