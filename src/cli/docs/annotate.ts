// The page's side of the findings of `driftgate check`, from the lock.

import type { Documented, Finding, PageField } from '../../model.ts';
import { documentedAt, fieldAt } from '../../page/documented-at.ts';
import type { DocsLock } from '../../page/lock.ts';
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
    const documented = documentedOf(lock, finding);
    const sides = sidesOf(finding.code);
    const sentence = sides
      ? oddOneOut({ ...sides, documented: documented.by })
      : oddByNature(finding, documented, pageFieldOf(lock, finding));
    return { documented, ...(sentence !== undefined && { oddOneOut: sentence }) };
  };
}

function pageFieldOf(lock: DocsLock, { operation, status, pattern }: Finding): PageField | undefined {
  const page = lock.pages.find(({ facts }) => facts.operationId === operation);
  return fieldAt(page?.facts.responses[status] ?? [], pattern);
}

function documentedOf(lock: DocsLock, finding: Finding): Documented {
  const { operation, status, pattern, name, code } = finding;
  const isValue = code === 'enum-value-undocumented' && name !== undefined;
  return documentedAt(lock, { operation, status, pointer: pattern, ...(isValue && { name }) });
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
