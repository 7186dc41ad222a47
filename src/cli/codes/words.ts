import type { Level } from '../../model.ts';
import type { Elsewhere } from '../../verdict/rule.ts';

/** What is said of a code, wherever it comes from. */
export type CodeWords = {
  readonly code: string;
  /** `unchecked` of what could not be checked: it fails with 3 whatever fails otherwise. */
  readonly level: Level | 'unchecked';
  readonly meaning: string;
  readonly explanation: string;
  readonly example: string;
  readonly fix: string;
  readonly elsewhere?: Elsewhere;
};
