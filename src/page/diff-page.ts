// Compares today's page with the reviewed one: each change once, with the line of the contract that it touches.
import { defined } from '../lib/objects.ts';
import { parentOf } from '../lib/pointer.ts';
import type { JsonPointer, PageField, PageIssue } from '../model.ts';
import type { ChangeCode } from './change-codes.ts';
import { type DeclaredContract, declaredPlaceOf, issueOf } from './check-contract.ts';
import { placeOn } from './check-page.ts';
import { findOperation, statedByContract } from './contract-stated.ts';
import type { Difference } from './difference.ts';
import { differencesOf } from './differences.ts';
import { matches } from './documented-at.ts';
import { type LockedPage, type LockedSampleKey, lockedPlaces, sampleKeys } from './lock.ts';
import { placeKey, type Side } from './places.ts';
import type { PageReading } from './read-page.ts';
import { declaredText } from './sides.ts';
import { fieldsOf, type PageStructure, type Stated, statedByPage } from './stated.ts';

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
  const { facts, places, hash } = reading;
  const sides = { before: 'reviewed page', after: 'page', mayBeStricter: false };
  const ofTables = differencesOf(statedByPage(locked.facts), statedByPage(facts), sides);
  const notes = noteDifferences(locked, facts);
  const differences = [...ofTables, ...notes, ...sampleDifferences(locked, reading, ofTables)];
  const operation = contract && findOperation(contract.document, facts);
  const stated = contract && operation && statedByContract(contract.document, operation);
  const reviewedPlaces = lockedPlaces(locked);
  const changes = differences.map((difference): PageChange => {
    const issue = issueOf(difference, { facts, places, file });
    const reviewedPlace = placeOn(reviewedPlaces, locked.file, difference.beforeAt);
    const contractPointer = stated && contractPointerOf(stated, difference);
    const declaredPlace =
      contract && contractPointer !== undefined ? declaredPlaceOf(contract, contractPointer) : undefined;
    const declared = declaredText(issue, stated);
    return { ...issue, ...defined({ reviewedPlace, declaredPlace, declared, contractPointer }) };
  });
  return { isChanged: locked.hash !== hash, changes };
}

/** The nearest thing that the contract has: the property, its parent, the body, the status, the operation. */
function contractPointerOf(declared: Stated, { status, pointer, name, beforeAt }: Difference): JsonPointer {
  const [, location, named] = /^parameter\/([^/]+)\/(.+)$/.exec(beforeAt ?? '') ?? [];
  const names = [name, `${location} ${named}`];
  const body = declared.bodies[status];
  let at = declared.parameters.find((each) => names.includes(each.name))?.at;
  for (let rest = pointer; at === undefined && rest.length > 1; rest = parentOf(rest))
    at = body?.fields.find((field) => matches(field.pointer, rest))?.at;
  const response = declared.statuses.find((each) => each.status === status);
  return at ?? body?.at ?? response?.at ?? declared.at;
}

/** Words such as `deprecated` that came or went. A field that came or went itself is reported already. */
function noteDifferences(locked: LockedPage, facts: PageStructure): readonly Difference[] {
  const words = ({ notes = [] }: PageField) => notes.join(', ') || 'nothing of the kind';
  return ['request', ...Object.keys(facts.responses)].flatMap((status) =>
    (fieldsOf(facts, status) ?? []).flatMap((field): readonly Difference[] => {
      const { pointer } = field;
      const old = fieldsOf(locked.facts, status)?.find((each) => each.pointer === pointer);
      if (old === undefined || words(old) === words(field)) return [];
      const message = `the page says of ${pointer}: ${words(field)}; when it was reviewed: ${words(old)}`;
      return [changeAt(status, pointer, 'docs-note-changed', message)];
    }),
  );
}

function changeAt(status: Side, pointer: JsonPointer, code: ChangeCode, message: string): Difference {
  const at = placeKey.field(status, pointer);
  return { code, level: 'warning', status, pointer, message, beforeAt: at, afterAt: at };
}

/** Keys of samples that came, went or changed their kind: only the topmost, and only where no table says so too. */
function sampleDifferences(
  locked: LockedPage,
  reading: PageReading,
  said: readonly Difference[],
): readonly Difference[] {
  const now = sampleKeys(reading);
  return Object.entries(now).flatMap(([status, keys]) => {
    const before = locked.samples[status];
    // There was no sample before: do not report it key by key.
    if (before === undefined) return [];
    const keyIn = (all: readonly LockedSampleKey[], pointer: JsonPointer) =>
      all.find((key) => key.pointer === pointer);
    const pointers = new Set([...keys, ...before].map(({ pointer }) => pointer));
    const changes = [...pointers].flatMap((pointer) =>
      sampleChange(keyIn(before, pointer), keyIn(keys, pointer), status),
    );
    const isTop = (pointer: JsonPointer) => !changes.some((other) => pointer.startsWith(`${other.pointer}/`));
    const isSaid = (pointer: JsonPointer) =>
      said.some((each) => each.status === status && `${pointer}/`.startsWith(`${each.pointer}/`));
    return changes.filter(({ pointer }) => isTop(pointer) && !isSaid(pointer));
  });
}

function sampleChange(
  before: LockedSampleKey | undefined,
  after: LockedSampleKey | undefined,
  status: Side,
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
  return [changeAt(status, pointer, 'docs-sample-changed', message)];
}
