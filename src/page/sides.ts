// The three sides of a page issue: what the contract declares, what the page documents, what the traffic
// shows, and which of them stands alone.
import { listOf } from '../lib/suggest.ts';
import type { Documented, PageIssue } from '../model.ts';
import { documentedAt, matches } from './documented-at.ts';
import type { LockedPage } from './lock.ts';
import { type Observed, type SeenOf, seenInTraffic, sightingOf, wantedOf } from './observed.ts';
import { oddKind, oddOneOut } from './odd-one-out.ts';
import { jsonKind } from './reading/types.ts';
import type { Stated, StatedField } from './stated.ts';

export type Sides = Pick<PageIssue, 'declared' | 'documented' | 'observed' | 'oddOneOut'>;

/** What a page issue is held against. */
export type KnownSides = {
  readonly page: LockedPage | undefined;
  /** undefined: no contract was looked at, or it lacks the operation. */
  readonly declared: Stated | undefined;
  /** undefined: no traffic was looked at. */
  readonly observed: Observed | undefined;
};

export function sidesOf(issue: PageIssue, known: KnownSides): Sides {
  const field = known.declared && fieldOf(issue, known.declared);
  const documented = documentedOf(issue, known);
  const operation = known.declared?.operationId ?? issue.operation;
  const seen = known.observed && sightingOf(known.observed, wantedOf({ ...issue, operation }));
  const observed = seen && seenInTraffic(seen);
  const declared = issue.code === 'docs-operation-added' ? 'no' : declaredText(issue, known.declared);
  return {
    ...(declared !== undefined && { declared }),
    ...(documented && { documented }),
    ...(observed && { observed }),
    oddOneOut: sentenceOf(issue, { field, documented, seen, known }) ?? fallback(issue, known),
  };
}

function fallback({ code }: PageIssue, { declared, observed }: KnownSides): string {
  if (!code.endsWith('without-table'))
    return 'page and contract differ, and the traffic does not tell which is right';
  if (declared === undefined) return "the page's list of statuses stands alone against its own tables";
  return observed === undefined
    ? 'no side is alone: contract and page agree that nothing describes it'
    : 'no side is alone: nothing describes it, and the traffic shows none';
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

function isAboutAddress(code: string): boolean {
  return (
    code === 'docs-sample-request-line' ||
    code === 'docs-sample-query-undocumented' ||
    code === 'docs-sample-parameter-missing' ||
    code === 'docs-path-parameter-undocumented'
  );
}

function isAboutValue(code: string): boolean {
  return code.includes('enum-value');
}

/** What a change's code says of the page, else what the lock says of the pointer. */
function documentedOf(
  { code, status, pointer, name }: PageIssue,
  { page }: KnownSides,
): Documented | undefined {
  if (code.endsWith('-added')) return { by: 'table', text: 'yes' };
  if (code.endsWith('-removed')) return { by: 'no', text: 'no' };
  if (page === undefined || code === 'docs-operation-changed') return undefined;
  // The page contradicts itself about its own address; a row of a table or a key of a body is not in question.
  if (isAboutAddress(code)) return undefined;
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

function sentenceOf(issue: PageIssue, facts: Facts): string | undefined {
  const { code } = issue;
  const { field, documented, seen, known } = facts;
  if (isAboutAddress(code)) return undefined;
  if (code === 'docs-sample-malformed') return "the page's sample is the odd one out: it can not be read";
  if (code === 'docs-sample-property-missing') return missingSentence(field, seen);
  if (code === 'docs-sample-out-of-range') return rangeSentence(field);
  if (code === 'docs-sample-type-mismatch' || code === 'docs-type-changed')
    return oddKind({
      isSample: code === 'docs-sample-type-mismatch',
      page: pageKind(issue, known.page),
      contract: field?.kinds ?? [],
      traffic: seen?.kinds ?? [],
    });
  if (code === 'docs-operation-changed')
    return (seen?.count ?? 0) > 0
      ? 'the page is the odd one out: the traffic goes where the contract says'
      : undefined;
  if (code === 'docs-required-changed') return requiredSentence(issue, field, seen);
  if (code === 'docs-default-changed' || code === 'docs-limit-changed')
    return 'page and contract differ, and traffic shows neither defaults nor limits';
  return oddOneOut({
    declared: isDeclared(issue, facts),
    documented: documented?.by ?? 'unknown',
    observed: seen === undefined || seen.outOf === 0 ? undefined : seen.count > 0,
  });
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
  const fields = status === 'request' ? page?.facts.requestFields : page?.facts.responses[status];
  const type = pointer === '' ? parameter?.type : fields?.find((each) => each.pointer === pointer)?.type;
  return type === undefined ? undefined : jsonKind(type);
}

function missingSentence(field: StatedField | undefined, seen: SeenOf | undefined): string {
  const isLeftOut = seen !== undefined && seen.outOf > seen.count;
  const others = [
    ...(field?.required === false ? ['the contract'] : []),
    ...(isLeftOut ? ['the traffic'] : []),
  ];
  if (others.length > 0)
    return `the page's table is the odd one out: its own sample and ${others.join(' and ')} do without it`;
  if (field?.required === true) return "the page's sample is the odd one out: table and contract require it";
  return "the page's sample stands alone against its own table; traffic would tell which is right";
}

function rangeSentence(field: StatedField | undefined): string {
  return field !== undefined && Object.keys(field.limits).length > 0
    ? "the page's sample is the odd one out: table and contract state a limit"
    : "the page's sample stands alone against its own table; the contract states no limit";
}

function requiredSentence(
  { status }: PageIssue,
  field: StatedField | undefined,
  seen: SeenOf | undefined,
): string | undefined {
  if (seen === undefined || seen.outOf === 0 || seen.count === seen.outOf || field === undefined)
    return undefined;
  const what = status === 'request' ? 'requests' : 'responses';
  return field.required === true
    ? `the contract is the odd one out: there are ${what} without it, and the page does not require it`
    : `the page is the odd one out: there are ${what} without it, and the contract does not require it`;
}
