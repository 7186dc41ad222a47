// A page against the contract: what either has and the other lacks or says otherwise.
import type { OpenApiDocument } from '../contract/openapi.ts';
import type { Place, Position } from '../model.ts';
import { changeCodes } from './change-codes.ts';
import { type DocsFinding, sortFindings } from './check-page.ts';
import { contractOperations, findOperation, statedByContract } from './contract-stated.ts';
import type { Difference } from './difference.ts';
import { differencesOf } from './differences.ts';
import type { PagePlaces } from './places.ts';
import { type PageStructure, statedByPage } from './stated.ts';

/** As much of a contract as this needs; `Contract` of the model is one. */
export type DeclaredContract = {
  readonly document: OpenApiDocument;
  readonly files: readonly string[];
  readonly positionOf: (pointer: string) => Position | undefined;
};

export type StructurePage = {
  readonly facts: PageStructure;
  readonly places: PagePlaces;
  readonly file: string;
};

export type ContractCheck = {
  readonly findings: readonly DocsFinding[];
  /** What the contract has beyond the page on purpose, with its reason. */
  readonly shown: readonly (DocsFinding & { readonly reason: string })[];
};

export function checkContract(page: StructurePage, contract: DeclaredContract): ContractCheck {
  const operation = findOperation(contract.document, page.facts);
  if (operation === undefined) return { findings: [undeclared(page)], shown: [] };
  const differences = differencesOf(
    statedByContract(contract.document, operation),
    statedByPage(page.facts),
    {
      before: 'contract',
      after: 'page',
      mayBeStricter: true,
    },
  );
  const findings: DocsFinding[] = [];
  const shown: (DocsFinding & { reason: string })[] = [];
  for (const difference of differences) {
    const finding = findingOf(difference, page, contract);
    if (difference.onPurpose === undefined) findings.push(finding);
    else shown.push({ ...finding, reason: difference.onPurpose });
  }
  return { findings: sortFindings(findings), shown: sortFindings(shown) };
}

/** Declared operations of which no page was reviewed. */
export function undocumentedOperations(
  pages: readonly PageStructure[],
  contract: DeclaredContract,
): readonly DocsFinding[] {
  const described = new Set(pages.map((page) => findOperation(contract.document, page)?.pointer));
  return contractOperations(contract.document)
    .filter(({ pointer }) => !described.has(pointer))
    .map(({ operationId, pointer }) => {
      const place = placeIn(contract, pointer);
      return {
        ...codeOf('docs-operation-removed'),
        operation: operationId,
        status: 'request',
        pointer: '',
        message: `the contract declares ${operationId}, no page describes it`,
        place: place ?? { file: contract.files[0] ?? '' },
        ...(place && { declaredPlace: place }),
        count: 1,
      };
    });
}

function undeclared({ facts, places, file }: StructurePage): DocsFinding {
  return {
    ...codeOf('docs-operation-added'),
    operation: facts.operationId,
    status: 'request',
    pointer: '',
    message: `the page describes ${facts.method} ${facts.path}, the contract has no such operation`,
    place: placeOn(places, file, 'path') ?? { file },
    count: 1,
  };
}

function findingOf(difference: Difference, page: StructurePage, contract: DeclaredContract): DocsFinding {
  const declaredPlace =
    difference.beforeAt === undefined ? undefined : placeIn(contract, difference.beforeAt);
  const place =
    difference.afterAt === undefined ? undefined : placeOn(page.places, page.file, difference.afterAt);
  return {
    ...codeOf(difference.code),
    level: difference.level,
    operation: page.facts.operationId,
    status: difference.status,
    pointer: difference.pointer,
    ...(difference.name !== undefined && { name: difference.name }),
    message: difference.message,
    place: place ?? placeOn(page.places, page.file, 'path') ?? { file: page.file },
    ...(declaredPlace && { declaredPlace }),
    count: 1,
  };
}

function codeOf(code: string): Pick<DocsFinding, 'code' | 'level' | 'fix'> {
  const entry = changeCodes.find((each) => each.code === code);
  return { code, level: entry?.level ?? 'error', fix: entry?.fix ?? '' };
}

export function placeOn(places: PagePlaces, file: string, key: string): Place | undefined {
  const place = places[key];
  return place && { file, line: place.line, column: place.column };
}

function placeIn(contract: DeclaredContract, pointer: string): Place | undefined {
  const position = contract.positionOf(pointer);
  if (position === undefined) return undefined;
  const [line, column, index] = position;
  return { file: contract.files[index] ?? contract.files[0] ?? '', line, column };
}
