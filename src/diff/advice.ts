// Which part of a version number a change of a contract asks for (Semantic Versioning 2.0.0), with the reason in one line.
import type { ContractChange, VersionAdvice } from '../model.ts';

/** Only what counts: the caller leaves out what is accepted or off. */
export function adviceOf(
  changes: readonly Pick<ContractChange, 'level' | 'code' | 'message'>[],
): VersionAdvice {
  const breaking = changes.filter(({ level }) => level === 'error');
  const [first] = breaking.length > 0 ? breaking : changes;
  if (first === undefined) return { bump: 'patch', reason: 'nothing that a client sees changed' };
  const others = (breaking.length > 0 ? breaking : changes).length - 1;
  const more = others === 0 ? '' : ` and ${others} more`;
  return breaking.length > 0
    ? { bump: 'major', reason: `clients of the old contract break: ${first.message}${more}` }
    : { bump: 'minor', reason: `no client breaks, and something is new: ${first.message}${more}` };
}
