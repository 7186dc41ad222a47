// The page of today against the reviewed one: each change once, with the contract's line of what it touches.
import type { JsonPointer, PageField, PageIssue } from '../model.ts';
import { type DeclaredContract, declaredPlaceOf, wordsOf } from './check-contract.ts';
import { placeOn } from './check-page.ts';
import { findOperation, statedByContract } from './contract-stated.ts';
import type { Difference } from './difference.ts';
import { differencesOf } from './differences.ts';
import { fieldAt } from './documented-at.ts';
import { type LockedPage, type LockedSampleKey, lockedPlaces, sampleKeys } from './lock.ts';
import { placeKey } from './places.ts';
import type { PageReading } from './read-page.ts';
import { declaredText } from './sides.ts';
import { type PageStructure, type Stated, statedByPage } from './stated.ts';

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
  reading: PageReading,
  file: string,
  contract?: DeclaredContract,
): PageDiff {
  const facts = reading.facts;
  const { places, hash } = reading;
  const sides = { before: 'reviewed page', after: 'page', mayBeStricter: false };
  const ofTables = differencesOf(statedByPage(locked.facts), statedByPage(facts), sides);
  const notes = noteDifferences(locked, facts);
  const differences = [...ofTables, ...notes, ...sampleDifferences(locked, reading, ofTables)];
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

type Bodies = Readonly<Record<string, readonly PageField[]>>;

function bodiesOf({ requestFields, responses }: PageStructure): Bodies {
  return { request: requestFields, ...responses };
}

/** Words such as `deprecated` that came or went; of a field that came or went itself that is said already. */
function noteDifferences(locked: LockedPage, facts: PageStructure): readonly Difference[] {
  const [before, after] = [bodiesOf(locked.facts), bodiesOf(facts)];
  return Object.entries(after).flatMap(([status, fields]) =>
    fields.flatMap((field): Difference[] => {
      const old = before[status]?.find(({ pointer }) => pointer === field.pointer);
      const [was, is] = [old?.notes ?? [], field.notes ?? []];
      if (old === undefined || was.join() === is.join()) return [];
      const at = placeKey.field(status, field.pointer);
      const words = (notes: readonly string[]) =>
        notes.length === 0 ? 'nothing of the kind' : notes.join(', ');
      return [
        {
          code: 'docs-note-changed',
          level: 'warning',
          status,
          pointer: field.pointer,
          message: `the page says of ${field.pointer}: ${words(is)}; when it was reviewed: ${words(was)}`,
          beforeAt: at,
          afterAt: at,
        },
      ];
    }),
  );
}

/** Keys of samples that came, went or are of another kind, the topmost one, where no table says so too. */
function sampleDifferences(
  locked: LockedPage,
  reading: PageReading,
  said: readonly Difference[],
): readonly Difference[] {
  const now = sampleKeys(reading);
  return Object.entries(now).flatMap(([status, keys]) => {
    const before = locked.samples[status];
    // Another sample altogether, or none before, is not told key by key.
    if (before === undefined) return [];
    const isSaid = (pointer: JsonPointer) =>
      said.some(
        (each) =>
          each.status === status && (each.pointer === pointer || pointer.startsWith(`${each.pointer}/`)),
      );
    const changes = [
      ...keys.flatMap((key) =>
        sampleChange(
          before.find(({ pointer }) => pointer === key.pointer),
          key,
          status,
        ),
      ),
      ...before
        .filter((key) => !keys.some(({ pointer }) => pointer === key.pointer))
        .flatMap((key) => sampleChange(key, undefined, status)),
    ];
    const pointers = new Set(changes.map(({ pointer }) => pointer));
    const isTop = (pointer: JsonPointer) =>
      ![...pointers].some((other) => other !== pointer && pointer.startsWith(`${other}/`));
    return changes.filter(({ pointer }) => isTop(pointer) && !isSaid(pointer));
  });
}

function sampleChange(
  before: LockedSampleKey | undefined,
  after: LockedSampleKey | undefined,
  status: string,
): readonly Difference[] {
  if (before?.kind === after?.kind) return [];
  const pointer = (after ?? before)?.pointer ?? '';
  const side = status === 'request' ? 'the request' : status;
  const message =
    before === undefined
      ? `the sample of ${side} has ${pointer}, the reviewed one did not`
      : after === undefined
        ? `the sample of ${side} no longer has ${pointer}`
        : `the sample of ${side} shows ${after.kind} at ${pointer}, the reviewed one ${before.kind}`;
  const at = placeKey.field(status, pointer);
  return [
    { code: 'docs-sample-changed', level: 'warning', status, pointer, message, beforeAt: at, afterAt: at },
  ];
}
