// The page's side of the findings of `driftgate check`, from the lock.

import type { Documented, Finding } from '../../model.ts';
import { documentedAt, fieldAt } from '../../page/documented-at.ts';
import { type LockedPage, lockedPageOf } from '../../page/lock.ts';
import { fixOf, type OddOneOut, oddByNature, oddOneOut } from '../../page/odd-one-out.ts';
import type { Settings } from '../config/settings.ts';
import { readLock } from './lock-file.ts';

type Annotation = Pick<Finding, 'documented' | 'oddOneOut'> & Partial<Pick<Finding, 'fix'>>;

/** undefined where no page was reviewed. */
export function annotatorFor(
  settings: Pick<Settings, 'contract'>,
): ((finding: Finding) => Annotation) | undefined {
  const lock = readLock({ arguments: [], options: [] }, settings);
  if (lock === undefined) return undefined;
  return (finding) => {
    const { operation = '', method, path, status, pattern } = finding;
    const page = lockedPageOf(lock, { operationId: operation, method, path });
    const documented = documentedOf(page, finding);
    const sides = sidesOf(finding.code);
    const odd = sides
      ? oddOneOut({ ...sides, documented: documented.by })
      : oddByNature(finding, documented, fieldAt(page?.facts.responses[status] ?? [], pattern));
    if (odd === undefined) return { documented };
    const fix = fixFor(finding, odd);
    return { documented, oddOneOut: odd.sentence, ...(fix !== undefined && { fix }) };
  };
}

/** What the rule advises fits whatever side is wrong, unless one side is known to be. What is not declared can be declared, whoever is wrong. */
function fixFor({ code }: Finding, odd: OddOneOut): string | undefined {
  const isDecided = odd.side === 'contract' || (odd.side === 'service' && !code.endsWith('-undocumented'));
  return isDecided ? fixOf(odd) : undefined;
}

function documentedOf(page: LockedPage | undefined, { status, pattern, name, code }: Finding): Documented {
  const isValue = code === 'enum-value-undocumented' && name !== undefined;
  return documentedAt(page, { status, pointer: pattern, ...(isValue && { name }) });
}

/** Codes about whether something is there at all; the others are about what it is like. */
function sidesOf(code: string): { readonly declared: boolean; readonly observed: boolean } | undefined {
  if (code === 'property-missing' || code === 'header-missing') return { declared: true, observed: false };
  return [
    'property-undocumented',
    'enum-value-undocumented',
    'status-undocumented',
    'operation-undocumented',
  ].includes(code)
    ? { declared: false, observed: true }
    : undefined;
}
