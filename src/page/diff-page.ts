// The page of today against the reviewed one: each change once, with what it touches.
import type { OpenApiDocument } from '../contract/openapi.ts';
import type { JsonPointer, Place, Position } from '../model.ts';
import { changeCodes } from './change-codes.ts';
import { findOperation, statedByContract } from './contract-stated.ts';
import type { Difference } from './difference.ts';
import { differencesOf } from './differences.ts';
import { fieldAt } from './documented-at.ts';
import { type LockedPage, lockedPlaces } from './lock.ts';
import type { PageReading } from './read-page.ts';
import { type Stated, statedByPage } from './stated.ts';

export type PageChange = {
  readonly code: string;
  /** error: it breaks a client. */
  readonly level: Difference['level'];
  readonly operation: string;
  readonly status: string;
  readonly pointer: string;
  readonly name?: string;
  readonly message: string;
  /** On the page of today: the thing, or the table that it left. */
  readonly place: Place;
  /** On the page that was reviewed. */
  readonly reviewedPlace?: Place;
  /** What the contract says of it. */
  readonly contractPlace?: Place;
  /** The same, as a pointer into the document. */
  readonly contractPointer?: JsonPointer;
  readonly fix: string;
};

export type PageDiff = {
  readonly operation: string;
  /** false: not one byte changed. */
  readonly isChanged: boolean;
  readonly changes: readonly PageChange[];
};

type Contract = {
  readonly document: OpenApiDocument;
  readonly files: readonly string[];
  readonly positionOf: (pointer: string) => Position | undefined;
};

export function diffPage(
  locked: LockedPage,
  reading: PageReading,
  file: string,
  contract?: Contract,
): PageDiff {
  const differences = differencesOf(statedByPage(locked.facts), statedByPage(reading.facts), {
    before: 'reviewed page',
    after: 'page',
    mayBeStricter: false,
  });
  const declared = contract && declaredBy(contract, reading);
  const changes = differences.map((difference): PageChange => {
    const { code, level, status, pointer, name, message } = difference;
    const place = placeIn(reading.places, file, difference.afterAt) ?? placeIn(reading.places, file, 'path');
    const reviewedPlace = placeIn(lockedPlaces(locked), locked.file, difference.beforeAt);
    const contractPointer = declared && contractPointerOf(declared, difference);
    const contractPlace = contract && contractPointer && placeAt(contract, contractPointer);
    return {
      code,
      level,
      operation: reading.facts.operationId,
      status,
      pointer,
      ...(name !== undefined && { name }),
      message,
      place: place ?? { file },
      ...(reviewedPlace && { reviewedPlace }),
      ...(contractPlace && { contractPlace }),
      ...(contractPointer !== undefined && { contractPointer }),
      fix: changeCodes.find((each) => each.code === code)?.fix ?? '',
    };
  });
  return { operation: reading.facts.operationId, isChanged: locked.hash !== reading.hash, changes };
}

function declaredBy(contract: Contract, { facts }: PageReading): Stated | undefined {
  const operation = findOperation(contract.document, facts);
  return operation && statedByContract(contract.document, operation);
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

function placeAt(contract: Contract, pointer: JsonPointer): Place | undefined {
  const [line, column, index] = contract.positionOf(pointer) ?? [];
  if (line === undefined || column === undefined) return undefined;
  return { file: contract.files[index ?? 0] ?? '', line, column };
}

function placeIn(places: PageReading['places'], file: string, key: string | undefined): Place | undefined {
  const place = key === undefined ? undefined : places[key];
  return place && { file, line: place.line, column: place.column };
}
