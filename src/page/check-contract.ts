// A page against the contract: what either has and the other lacks or says otherwise.
import type { OpenApiDocument } from '../contract/openapi.ts';
import { defined } from '../lib/objects.ts';
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
  const declared = statedByContract(contract.document, operation);
  const names = { before: 'contract', after: 'page', mayBeStricter: true };
  const issues = differencesOf(declared, statedByPage(page.facts), names).map((difference) => {
    const { beforeAt } = difference;
    const declaredPlace = beforeAt === undefined ? undefined : declaredPlaceOf(contract, beforeAt);
    return { ...issueOf(difference, page), ...defined({ declaredPlace }) };
  });
  return sortIssues(issues);
}

/** Declared operations of which no page was reviewed. */
export function undocumentedOperations(
  pages: readonly PageStructure[],
  contract: DeclaredContract,
): readonly PageIssue[] {
  const described = new Set(pages.map((page) => findOperation(contract.document, page)?.pointer));
  return contractOperations(contract.document)
    .filter(({ pointer }) => !described.has(pointer))
    .map((operation) => {
      const message = `the contract declares ${operation.operationId}, no page describes it`;
      const page = { facts: operation, places: {}, file: contract.files[0] ?? '' };
      const issue = issueOf(
        { ...wholeOperation, code: 'docs-operation-removed', level: 'error', message },
        page,
      );
      const place = declaredPlaceOf(contract, operation.pointer);
      return { ...issue, ...(place && { place, declaredPlace: place }) };
    });
}

const wholeOperation = { status: 'request', pointer: '' } as const;

function undeclared(page: StructurePage): PageIssue {
  const { method, path } = page.facts;
  const message = `the page describes ${method} ${path}, the contract has no such operation`;
  return issueOf({ ...wholeOperation, code: 'docs-operation-added', level: 'warning', message }, page);
}

type DifferentPage = Pick<StructurePage, 'places' | 'file'> & {
  readonly facts: Pick<PageStructure, 'operationId' | 'method' | 'path'>;
};

/** With its place on the page; what else has it is not said. */
export function issueOf(difference: Difference, { facts, places, file }: DifferentPage): PageIssue {
  const { code, level, status, pointer, name, parameter, message, afterAt, onPurpose } = difference;
  const { operationId: operation, method, path } = facts;
  return {
    code,
    level,
    fix: changeCodes.find((each) => each.code === code)?.fix ?? '',
    operation,
    method,
    path,
    status,
    pointer,
    ...defined({ name, parameter, onPurpose }),
    message,
    place: placeOn(places, file, afterAt) ?? placeOn(places, file, 'path') ?? { file },
    count: 1,
  };
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
