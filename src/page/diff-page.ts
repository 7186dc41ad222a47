// The page of today against the reviewed one: each change once, with the contract's line of what it touches.
import type { JsonPointer, PageIssue } from '../model.ts';
import { type DeclaredContract, declaredPlaceOf, wordsOf } from './check-contract.ts';
import { placeOn } from './check-page.ts';
import { findOperation, statedByContract } from './contract-stated.ts';
import type { Difference } from './difference.ts';
import { differencesOf } from './differences.ts';
import { fieldAt } from './documented-at.ts';
import { type LockedPage, lockedPlaces } from './lock.ts';
import type { PageReading } from './read-page.ts';
import { declaredText } from './sides.ts';
import { type Stated, statedByPage } from './stated.ts';

export type PageChange = PageIssue & {
  /** What the contract has of it, or of its nearest parent: a pointer into the document. */
  readonly contractPointer?: JsonPointer;
};

export type PageDiff = {
  /** false: not one byte differs. */
  readonly isChanged: boolean;
  readonly changes: readonly PageChange[];
};

export function diffPage(
  locked: LockedPage,
  { facts, places, hash }: PageReading,
  file: string,
  contract?: DeclaredContract,
): PageDiff {
  const sides = { before: 'reviewed page', after: 'page', mayBeStricter: false };
  const differences = differencesOf(statedByPage(locked.facts), statedByPage(facts), sides);
  const operation = contract && findOperation(contract.document, facts);
  const stated = contract && operation && statedByContract(contract.document, operation);
  const reviewedPlaces = lockedPlaces(locked);
  const changes = differences.map((difference): PageChange => {
    const { code, level, status, pointer, name, parameter, message, beforeAt, afterAt } = difference;
    const reviewedPlace = placeOn(reviewedPlaces, locked.file, beforeAt);
    const contractPointer = stated && contractPointerOf(stated, difference);
    const declaredPlace =
      contract && contractPointer !== undefined ? declaredPlaceOf(contract, contractPointer) : undefined;
    const issue: PageIssue = {
      ...wordsOf(code),
      level,
      operation: facts.operationId,
      method: facts.method,
      path: facts.path,
      status,
      pointer,
      ...(name !== undefined && { name }),
      ...(parameter !== undefined && { parameter }),
      message,
      place: placeOn(places, file, afterAt) ?? placeOn(places, file, 'path') ?? { file },
      ...(reviewedPlace && { reviewedPlace }),
      ...(declaredPlace && { declaredPlace }),
      count: 1,
    };
    const declared = stated && declaredText(issue, stated);
    return {
      ...issue,
      ...(declared !== undefined && { declared }),
      ...(contractPointer !== undefined && { contractPointer }),
    };
  });
  return { isChanged: locked.hash !== hash, changes };
}

/** The nearest thing that the contract has: the property, its parent, the body, the status, the operation. */
function contractPointerOf(declared: Stated, { status, pointer, name, beforeAt }: Difference): JsonPointer {
  const names = [
    name,
    /^parameter\/([^/]+)\/(.+)$/
      .exec(beforeAt ?? '')
      ?.slice(1)
      .join(' '),
  ];
  const parameter = declared.parameters.find((each) => names.includes(each.name));
  const body = declared.bodies[status];
  let at = parameter?.at;
  for (let rest = pointer; at === undefined && rest.length > 1; rest = rest.slice(0, rest.lastIndexOf('/')))
    at = body?.fields.find(
      (field) => fieldAt([{ pointer: field.pointer, type: '' }], rest) !== undefined,
    )?.at;
  const response = declared.statuses.find((each) => each.status === status);
  return at ?? body?.at ?? response?.at ?? declared.at;
}
