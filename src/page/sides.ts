// The three sides of a page issue: what the contract declares, what the page documents, what the traffic
// shows, and which of them stands alone.
import { defined } from '../lib/objects.ts';
import { listOf } from '../lib/suggest.ts';
import type { Documented, PageIssue } from '../model.ts';
import { documentedAt, matches } from './documented-at.ts';
import type { LockedPage } from './lock.ts';
import { type Observed, type SeenOf, seenInTraffic, sightingOf, wantedOf } from './observed.ts';
import {
  alone,
  fixOf,
  type OddOneOut,
  oddKind,
  oddOneOut,
  sampleAlone,
  sidesWhere,
  undecided,
} from './odd-one-out.ts';
import { jsonKind } from './reading/types.ts';
import { fieldsOf, type Stated, type StatedField } from './stated.ts';

export type Sides = Pick<PageIssue, 'declared' | 'documented' | 'observed' | 'oddOneOut'> &
  Partial<Pick<PageIssue, 'fix'>>;

/** What a page issue is held against. */
type KnownSides = {
  readonly page: LockedPage | undefined;
  /** undefined: no contract was looked at, or it lacks the operation. */
  readonly declared: Stated | undefined;
  /** undefined: no traffic was looked at. */
  readonly observed: Observed | undefined;
};

export function sidesOf(issue: PageIssue, known: KnownSides): Sides {
  const facts = factsOf(issue, known);
  const observed = facts.seen && seenInTraffic(facts.seen);
  const declared = issue.code === 'docs-operation-added' ? 'no' : declaredText(issue, known.declared);
  const odd = oddIn(issue, facts);
  const { documented } = facts;
  return { ...defined({ declared, documented, observed, fix: fixOf(odd) }), oddOneOut: odd.sentence };
}

/** Which side of a page issue stands alone. */
export function oddSideOf(issue: PageIssue, known: KnownSides): OddOneOut {
  return oddIn(issue, factsOf(issue, known));
}

function oddIn(issue: PageIssue, facts: Facts): OddOneOut {
  return oddOf(issue, facts) ?? fallback(issue, facts.known);
}

function factsOf(issue: PageIssue, known: KnownSides): Facts {
  const operation = known.declared?.operationId ?? issue.operation;
  return {
    field: known.declared && fieldOf(issue, known.declared),
    documented: documentedOf(issue, known),
    seen: known.observed && sightingOf(known.observed, wantedOf({ ...issue, operation })),
    known,
  };
}

function fallback({ code }: PageIssue, { declared, observed }: KnownSides): OddOneOut {
  if (!code.endsWith('without-table'))
    return undecided('page and contract differ, and the traffic does not tell which is right');
  if (declared === undefined)
    return undecided("the page's list of statuses stands alone against its own tables");
  const why = observed
    ? 'nothing describes it, and the traffic shows none'
    : 'contract and page agree that nothing describes it';
  return undecided(`no side is alone: ${why}`);
}

type Facts = {
  readonly field: StatedField | undefined;
  readonly documented: Documented | undefined;
  readonly seen: SeenOf | undefined;
  readonly known: KnownSides;
};

function fieldOf(issue: PageIssue, stated: Stated): StatedField | undefined {
  const { status, pointer } = issue;
  if (pointer === '') return stated.parameters.find((each) => each.name === parameterOf(issue));
  return stated.bodies[status]?.fields.find((each) => matches(each.pointer, pointer));
}

/** `query limit maximum` is about `query limit`. */
function parameterOf({ name, parameter = name }: PageIssue): string | undefined {
  return parameter?.split(' ').slice(0, 2).join(' ');
}

const aboutAddress = new Set([
  'docs-sample-request-line',
  'docs-sample-query-undocumented',
  'docs-sample-parameter-missing',
  'docs-path-parameter-undocumented',
]);

function isAboutValue(code: string): boolean {
  return code.includes('enum-value');
}

/** What the code of a change says of the page; otherwise what the lock has at the pointer. */
function documentedOf(
  { code, status, pointer, name }: PageIssue,
  { page }: KnownSides,
): Documented | undefined {
  if (code.endsWith('-added')) return { by: 'table', text: 'yes' };
  if (code.endsWith('-removed')) return { by: 'no', text: 'no' };
  if (page === undefined || code === 'docs-operation-changed') return undefined;
  // The page contradicts itself about its own address, not about a row of a table or a key of a body.
  if (aboutAddress.has(code)) return undefined;
  if (code === 'docs-sample-without-table') return { by: 'sample', text: "only by the page's own sample" };
  if (code.endsWith('status-without-table'))
    return { by: 'no', text: `its page lists status ${status}, without a body` };
  const value = code === 'docs-sample-enum-value-undocumented' && name !== undefined ? { name } : {};
  const at = pointer === '/' ? '' : pointer;
  const found = documentedAt(page, { status, pointer: at, ...value });
  return value.name === undefined ? found : { ...found, by: 'sample' };
}

/** What the contract says of the subject of an issue; undefined where no contract was looked at or it lacks the operation. */
export function declaredText(issue: PageIssue, stated: Stated | undefined): string | undefined {
  const { code, status, pointer, name } = issue;
  if (stated === undefined) return undefined;
  if (code.startsWith('docs-status') || pointer === '/')
    return stated.statuses.some((each) => each.status === status) || status === 'request'
      ? `${stated.bodies[status] === undefined ? 'without' : 'with'} a body`
      : 'no';
  if (code === 'docs-operation-removed' || code === 'docs-operation-changed')
    return `yes, as ${stated.method} ${stated.path}`;
  const field = fieldOf(issue, stated);
  if (field === undefined) return 'no';
  if (isAboutValue(code) && name !== undefined && field.enum !== undefined)
    return field.enum.includes(name) ? 'yes' : `no, it lists ${listOf(field.enum)}`;
  return `yes, as ${field.type}${field.required === true ? ', required' : ''}`;
}

function oddOf(issue: PageIssue, facts: Facts): OddOneOut | undefined {
  const { code } = issue;
  const { field, documented, seen, known } = facts;
  if (aboutAddress.has(code)) return undefined;
  if (code === 'docs-sample-malformed') return alone('page', 'it can not be read', 'sample');
  if (code === 'docs-sample-property-missing') return oddWhereMissing(field, seen);
  if (code === 'docs-sample-out-of-range') return oddRange(field);
  if (code === 'docs-sample-type-mismatch' || code === 'docs-type-changed')
    return oddKind({
      isSample: code === 'docs-sample-type-mismatch',
      page: pageKind(issue, known.page),
      contract: field?.kinds ?? [],
      traffic: seen?.kinds ?? [],
    });
  if (code === 'docs-operation-changed')
    return (seen?.count ?? 0) > 0 ? alone('page', 'the traffic goes where the contract says') : undefined;
  if (code === 'docs-required-changed') return oddRequired(issue, field, seen);
  if (code === 'docs-default-changed' || code === 'docs-limit-changed')
    return undecided('page and contract differ, and traffic shows neither defaults nor limits');
  return oddOneOut({
    declared: isDeclared(issue, facts),
    documented: documented?.by ?? 'unknown',
    observed:
      seen === undefined || seen.outOf === 0 || (seen.count === 0 && mayBeUnseen(issue))
        ? undefined
        : seen.count > 0,
  });
}

/** No response had this status or value yet, or no client sent it: that says nothing against the page. */
function mayBeUnseen({ code, status }: PageIssue): boolean {
  return /^docs-(?:status|enum-value)-added$/.test(code) || (code.endsWith('-added') && status === 'request');
}

function isDeclared({ code, status, name }: PageIssue, { field, known }: Facts): boolean {
  if (code.endsWith('-added')) return false;
  if (code.endsWith('-removed')) return true;
  if (code.endsWith('without-table')) return known.declared?.bodies[status] !== undefined;
  if (isAboutValue(code)) return name !== undefined && (field?.enum?.includes(name) ?? false);
  return field !== undefined;
}

function pageKind({ status, pointer, name }: PageIssue, page: LockedPage | undefined) {
  const parameter = page?.facts.parameters.find((each) => `${each.in} ${each.name}` === name);
  const fields = page && fieldsOf(page.facts, status);
  const type = pointer === '' ? parameter?.type : fields?.find((each) => each.pointer === pointer)?.type;
  return type === undefined ? undefined : jsonKind(type);
}

function oddWhereMissing(field: StatedField | undefined, seen: SeenOf | undefined): OddOneOut {
  const isLeftOut = seen !== undefined && seen.outOf > seen.count;
  const others = sidesWhere(field?.required === false, isLeftOut);
  if (others !== '') return alone('page', `its own sample and ${others} do without it`, 'table');
  return field?.required === true ? alone('page', 'table and contract require it', 'sample') : sampleAlone;
}

function oddRange(field: StatedField | undefined): OddOneOut {
  return field !== undefined && Object.keys(field.limits).length > 0
    ? alone('page', 'table and contract state a limit', 'sample')
    : undecided("the page's sample stands alone against its own table; the contract states no limit");
}

function oddRequired(
  { status }: PageIssue,
  field: StatedField | undefined,
  seen: SeenOf | undefined,
): OddOneOut | undefined {
  if (seen === undefined || seen.outOf === 0 || seen.count === seen.outOf || field === undefined)
    return undefined;
  const what = status === 'request' ? 'requests' : 'responses';
  const [side, other] =
    field.required === true ? (['contract', 'page'] as const) : (['page', 'contract'] as const);
  return alone(side, `there are ${what} without it, and the ${other} does not require it`);
}
