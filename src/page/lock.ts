// The docs lock: what was reviewed of each page. Structure only (names, types, values, limits, lines), never a
// sentence of the vendor, so that it may be committed and everything but reading works without the page.
import { InputError } from '../lib/input-error.ts';
import { asObject, defined, isObject } from '../lib/objects.ts';
import type { JsonPointer, PageIssue } from '../model.ts';
import { checkPage } from './check-page.ts';
import { type Address, isSameOperation } from './contract-stated.ts';
import { describeKind } from './describe-kind.ts';
import { pageSamples } from './page-samples.ts';
import { type PagePlaces, placeKey, type Side } from './places.ts';
import type { PageReading } from './read-page.ts';
import { docsRules } from './rules.ts';
import type { PageStructure } from './stated.ts';

/** A key of the page's own sample; `inTable` false: its table does not have it. */
export type LockedSampleKey = {
  readonly pointer: JsonPointer;
  readonly kind: string;
  readonly inTable: boolean;
  readonly line?: number;
};

export type LockedPage = {
  /** The page's file name, without its folder. */
  readonly file: string;
  /** sha256 of the page's text. */
  readonly hash: string;
  /** Why this state of the page was accepted. */
  readonly reason: string;
  readonly facts: PageStructure;
  /** `openapi`: an OpenAPI document of the vendor, not a page. */
  readonly kind?: 'openapi';
  /** Lines by the keys of PagePlaces. */
  readonly lines: Readonly<Record<string, number>>;
  readonly samples: Readonly<Record<Side, readonly LockedSampleKey[]>>;
  /** Where the page contradicts itself: accepted with it, for the same reason. */
  readonly contradictions: readonly LockedContradiction[];
};

/** A page issue without what stands in the page's facts or follows from its code. */
export type LockedContradiction = Pick<
  PageIssue,
  'code' | 'level' | 'status' | 'pointer' | 'name' | 'message' | 'place' | 'tablePlace' | 'count'
> & {
  /** Why contradictions of this kind were accepted, where that has a reason of its own. */
  readonly reason?: string;
};

export type DocsLock = { readonly version: 1; readonly pages: readonly LockedPage[] };

export const emptyLock: DocsLock = { version: 1, pages: [] };

/** `byCode`: reasons for contradictions of one kind. */
export function lockPage(
  reading: PageReading,
  file: string,
  reason: string,
  byCode: ReadonlyMap<string, string> = new Map(),
): LockedPage {
  const name = file.replace(/^.*[\\/]/, '').replace(/[?#].*$/, '');
  const { facts, places, hash, kind } = reading;
  const { operationId, method, path, otherRequestLines } = facts;
  const { parameters, requestFields, responses, statusCodes } = facts;
  const address = { operationId, method, path, ...defined({ otherRequestLines }) };
  // The lines of a page are those of one file.
  const own = Object.entries(places).filter(
    ([key, place]) => !key.startsWith('sample/') && place.file === undefined,
  );
  return {
    file: name,
    hash,
    reason,
    ...defined({ kind }),
    facts: { ...address, parameters, requestFields, responses, statusCodes },
    lines: Object.fromEntries(own.map(([key, { line }]) => [key, line])),
    samples: sampleKeys(reading),
    contradictions: checkPage(reading, name).map(
      ({ operation: _operation, method: _method, path: _path, fix: _fix, ...rest }) => ({
        ...rest,
        ...defined({ reason: byCode.get(rest.code) }),
      }),
    ),
  };
}

export function sampleKeys(reading: PageReading): Record<Side, LockedSampleKey[]> {
  const keys: Record<Side, LockedSampleKey[]> = {};
  const seen = new Set<string>();
  for (const value of pageSamples(reading.facts).values) {
    const id = `${value.side} ${value.pattern}`;
    if (value.pattern === '' || seen.has(id)) continue;
    seen.add(id);
    const place = reading.places[placeKey.sampleKey(value.side, value.index, value.pointer)];
    const side = keys[value.side] ?? [];
    keys[value.side] = side;
    side.push({
      pointer: value.pattern,
      kind: describeKind(value.value),
      inTable: value.isDocumented,
      ...(place && place.file === undefined && { line: place.line }),
    });
  }
  return keys;
}

/** The reviewed page of an operation, whatever name either gives it. */
export function lockedPageOf({ pages }: DocsLock, operation: Address): LockedPage | undefined {
  return (
    pages.find(({ facts }) => facts.operationId === operation.operationId) ??
    pages.find(({ facts }) => isSameOperation(facts, operation))
  );
}

/** The page takes the place of its operation's earlier one; pages stay sorted by operation. */
export function acceptPage(lock: DocsLock, page: LockedPage): DocsLock {
  const earlier = lockedPageOf(lock, page.facts);
  const others = lock.pages.filter((each) => each !== earlier);
  const pages = [...others, page].toSorted((a, b) => (a.facts.operationId < b.facts.operationId ? -1 : 1));
  return { version: 1, pages };
}

export function formatLock(lock: DocsLock): string {
  return `${JSON.stringify(lock, undefined, 2)}\n`;
}

export function parseLock(text: string, file: string): DocsLock {
  const refuse = (what: string) =>
    new InputError(`this is no docs lock: ${what}`, {
      place: { file },
      fix: 'write it again: driftgate docs accept PAGE --reason "..."',
    });
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : 'not JSON');
  }
  if (!isObject(value) || value.version !== 1) throw refuse('"version" is not 1');
  if (!Array.isArray(value.pages)) throw refuse('"pages" is no list');
  for (const [index, page] of value.pages.entries()) {
    const problem = pageProblem(page);
    if (problem !== undefined) throw refuse(`pages[${index}] ${problem}`);
  }
  return value as DocsLock;
}

/** Parsed at the edge, so that the rest may trust the types. */
function pageProblem(page: unknown): string | undefined {
  if (!isObject(page)) return 'is no object';
  for (const key of ['file', 'hash', 'reason']) if (typeof page[key] !== 'string') return `has no "${key}"`;
  for (const key of ['facts', 'lines', 'samples']) if (!isObject(page[key])) return `has no "${key}"`;
  const facts = asObject(page.facts);
  for (const key of ['operationId', 'method', 'path'])
    if (typeof facts[key] !== 'string') return `has no facts.${key}`;
  for (const key of ['parameters', 'requestFields', 'statusCodes'])
    if (!Array.isArray(facts[key])) return `has no facts.${key}`;
  if (!isObject(facts.responses) || !Object.values(facts.responses).every(Array.isArray))
    return 'has no facts.responses';
  return Array.isArray(page.contradictions) ? undefined : 'has no "contradictions"';
}

/** Contradictions of a page that its earlier review did not have; those that are off are none. */
export function newContradictions(
  page: LockedPage,
  earlier: LockedPage | undefined,
): readonly LockedContradiction[] {
  const keyOf = ({ code, status, pointer, name }: LockedContradiction) =>
    JSON.stringify([code, status, pointer, name]);
  const known = new Set(earlier?.contradictions.map(keyOf));
  return page.contradictions.filter((each) => each.level !== 'off' && !known.has(keyOf(each)));
}

/** Lines without columns: a lock is read by people and by diffs. */
export function lockedPlaces(page: LockedPage): PagePlaces {
  return Object.fromEntries(Object.entries(page.lines).map(([key, line]) => [key, { line, column: 1 }]));
}

/** The accepted contradictions of a page, as checkPage would give them. */
export function lockedIssues({ facts, contradictions }: LockedPage): readonly PageIssue[] {
  const { operationId: operation, method, path } = facts;
  return contradictions.map(({ reason: _reason, ...each }) => ({
    ...each,
    operation,
    method,
    path,
    fix: docsRules.find(({ code }) => code === each.code)?.fix ?? '',
  }));
}
