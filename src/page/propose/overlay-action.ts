// One change of the contract, as an overlay states it, with what speaks for it.
import type { JsonPointer } from '../../model.ts';
import type { DocsFinding } from '../check-page.ts';
import type { SeenOf } from '../sighting.ts';

export type Evidence = {
  readonly fingerprint: string;
  readonly code: string;
  readonly occurrences: number;
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
  /** The target as a pointer; left out of the written document. */
  readonly pointer: JsonPointer;
};

export type PageEvidence = {
  readonly finding: DocsFinding;
  readonly fingerprint: string;
  readonly seen: SeenOf | undefined;
};
