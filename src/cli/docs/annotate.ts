// The page's side of the findings of `driftgate check`, from the lock.

import type { Documented, Finding, PageField } from '../../model.ts';
import { documentedAt, fieldAt } from '../../page/documented-at.ts';
import { type DocsLock, type LockedPage, lockedPageOf } from '../../page/lock.ts';
import { oddByNature, oddOneOut } from '../../page/odd-one-out.ts';
import type { Settings } from '../config/settings.ts';
import { readLock } from './lock-file.ts';

export type Annotation = Pick<Finding, 'documented' | 'oddOneOut'>;

/** undefined where no page was reviewed. */
export function annotatorFor(
  settings: Pick<Settings, 'contract'>,
): ((finding: Finding) => Annotation) | undefined {
  const lock = readLock({ arguments: [], options: [] }, settings);
  return lock && annotatorOf(lock);
}

export function annotatorOf(lock: DocsLock): (finding: Finding) => Annotation {
  return (finding) => {
    const page = pageOf(lock, finding);
    const documented = documentedOf(page, finding);
    const sides = sidesOf(finding.code);
    const sentence = sides
      ? oddOneOut({ ...sides, documented: documented.by })
      : oddByNature(finding, documented, pageFieldOf(page, finding));
    return { documented, ...(sentence !== undefined && { oddOneOut: sentence }) };
  };
}

function pageOf(lock: DocsLock, { operation = '', method, path }: Finding): LockedPage | undefined {
  return lockedPageOf(lock, { operationId: operation, method, path });
}

function pageFieldOf(page: LockedPage | undefined, { status, pattern }: Finding): PageField | undefined {
  return fieldAt(page?.facts.responses[status] ?? [], pattern);
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
