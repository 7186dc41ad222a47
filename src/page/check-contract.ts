// A page against the contract: what either has and the other lacks or says otherwise.
import type { OpenApiDocument } from '../contract/openapi.ts';
import type { JsonPointer, PageIssue, Place, Position } from '../model.ts';
import { changeCodes } from './change-codes.ts';
import { placeOn, sortIssues } from './check-page.ts';
import { contractOperations, findOperation, statedByContract } from './contract-stated.ts';
import type { Difference } from './difference.ts';
import { differencesOf } from './differences.ts';
import type { PagePlaces } from './places.ts';
import { type PageStructure, statedByPage } from './stated.ts';

/** As much of a contract as this needs; `Contract` of contract/ is one. */
export type DeclaredContract = {
  readonly document: OpenApiDocument;
  readonly files: readonly string[];
  readonly positionOf: (pointer: JsonPointer) => Position | undefined;
};

export type StructurePage = {
  readonly facts: PageStructure;
  readonly places: PagePlaces;
  readonly file: string;
};

/** What the contract has beyond the page on purpose carries its reason. */
export function checkContract(page: StructurePage, contract: DeclaredContract): readonly PageIssue[] {
  const operation = findOperation(contract.document, page.facts);
  if (operation === undefined) return [undeclared(page)];
  const differences = differencesOf(
    statedByContract(contract.document, operation),
    statedByPage(page.facts),
    { before: 'contract', after: 'page', mayBeStricter: true },
  );
  return sortIssues(differences.map((difference) => issueOf(difference, page, contract)));
}

/** Declared operations of which no page was reviewed. */
export function undocumentedOperations(
  pages: readonly PageStructure[],
  contract: DeclaredContract,
): readonly PageIssue[] {
  const described = new Set(pages.map((page) => findOperation(contract.document, page)?.pointer));
  return contractOperations(contract.document)
    .filter(({ pointer }) => !described.has(pointer))
    .map(({ operationId, method, path, pointer }) => {
      const place = declaredPlaceOf(contract, pointer);
      return {
        ...wordsOf('docs-operation-removed'),
        operation: operationId,
        method,
        path,
        status: 'request',
        pointer: '',
        message: `the contract declares ${operationId}, no page describes it`,
        place: place ?? { file: contract.files[0] ?? '' },
        ...(place && { declaredPlace: place }),
        count: 1,
      };
    });
}

function undeclared({ facts, places, file }: StructurePage): PageIssue {
  const { operationId, method, path } = facts;
  return {
    ...wordsOf('docs-operation-added'),
    operation: operationId,
    method,
    path,
    status: 'request',
    pointer: '',
    message: `the page describes ${method} ${path}, the contract has no such operation`,
    place: placeOn(places, file, 'path') ?? { file },
    count: 1,
  };
}

function issueOf(
  { code, level, status, pointer, name, parameter, message, beforeAt, afterAt, onPurpose }: Difference,
  { facts, places, file }: StructurePage,
  contract: DeclaredContract,
): PageIssue {
  const declaredPlace = beforeAt === undefined ? undefined : declaredPlaceOf(contract, beforeAt);
  return {
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
    ...(declaredPlace && { declaredPlace }),
    count: 1,
    ...(onPurpose !== undefined && { onPurpose }),
  };
}

/** What is the same for every difference of a code. */
export function wordsOf(code: string): Pick<PageIssue, 'code' | 'level' | 'fix'> {
  const words = changeCodes.find((each) => each.code === code);
  return { code, level: words?.level ?? 'error', fix: words?.fix ?? '' };
}

export function declaredPlaceOf(
  { positionOf, files }: DeclaredContract,
  pointer: JsonPointer,
): Place | undefined {
  const position = positionOf(pointer);
  if (position === undefined) return undefined;
  const [line, column, index] = position;
  return { file: files[index] ?? files[0] ?? '', line, column };
}
