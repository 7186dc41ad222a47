// Which part of a version number a change of a contract asks for (Semantic Versioning 2.0.0), with the reason in one line.
import type { ContractChange, VersionAdvice } from '../model.ts';

/** Only what counts: the caller leaves out what is accepted or off. */
export function adviceOf(
  changes: readonly Pick<ContractChange, 'level' | 'code' | 'message'>[],
): VersionAdvice {
  const worst = (['error', 'warning', 'note'] as const).find((each) =>
    changes.some(({ level }) => level === each),
  );
  const [first, ...others] = changes.filter(({ level }) => level === worst);
  if (worst === undefined || first === undefined)
    return { bump: 'patch', reason: 'nothing that a client sees changed' };
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return {
    bump: worst === 'error' ? 'major' : 'minor',
    reason: `${MEANING[worst]}: ${first.message}${more}`,
  };
}

const MEANING = {
  error: 'clients of the old contract break',
  warning: 'no client breaks for certain, and this may matter to one',
  note: 'no client breaks, and something is new',
} as const;
