// The three sides of a finding about a page: what the contract declares, what the page documents, what the traffic
// shows, and which of them stands alone.
import { listOf } from '../lib/suggest.ts';
import type { Documented } from '../model.ts';
import type { DocsFinding } from './check-page.ts';
import { documentedAt, matches } from './documented-at.ts';
import type { LockedPage } from './lock.ts';
import type { Observed } from './observed.ts';
import { oddKind } from './odd-kind.ts';
import { oddOneOut } from './odd-one-out.ts';
import { jsonKind } from './reading/types.ts';
import { type SeenOf, sightingOf, wantedOf } from './sighting.ts';
import type { Stated, StatedField } from './stated.ts';

export type Sides = {
  readonly declared?: string;
  readonly documented?: Documented;
  readonly observed?: SeenOf;
  readonly oddOneOut: string;
};

export type Known = {
  readonly page: LockedPage | undefined;
  /** undefined: no contract was looked at, or it lacks the operation. */
  readonly declared: Stated | undefined;
  /** undefined: no traffic was looked at. */
  readonly observed: Observed | undefined;
};

export function sidesOf(finding: DocsFinding, known: Known): Sides {
  const field = fieldOf(finding, known.declared);
  const documented = documentedOf(finding, known);
  const seen =
    known.observed &&
    sightingOf(
      known.observed,
      wantedOf({ ...finding, operation: known.declared?.operationId ?? finding.operation }),
    );
  const declared = declaredText(finding, field, known.declared);
  const sentence = sentenceOf(finding, { field, documented, seen, known }) ?? fallback(finding, known);
  return {
    ...(declared !== undefined && { declared }),
    ...(documented && { documented }),
    ...(seen && seen.outOf > 0 && { observed: seen }),
    oddOneOut: sentence,
  };
}

function fallback({ code }: DocsFinding, { declared, observed }: Known): string {
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
  readonly known: Known;
};

function fieldOf(
  { status, pointer, name, code }: DocsFinding,
  stated: Stated | undefined,
): StatedField | undefined {
  if (pointer === '') return stated?.parameters.find((each) => each.name === parameterName(code, name));
  return stated?.bodies[status]?.fields.find((each) => matches(each.pointer, pointer));
}

/** `query limit maximum` is about `query limit`; the values of a parameter's list are not counted. */
function parameterName(code: string, name: string | undefined): string | undefined {
  if (name === undefined || isAboutValue(code)) return undefined;
  return name.split(' ').slice(0, 2).join(' ');
}

function isAboutValue(code: string): boolean {
  return code.includes('enum-value');
}

/** What a change's code says of the page, else what the lock says of the pointer. */
function documentedOf(
  { code, operation, status, pointer, name }: DocsFinding,
  { page }: Known,
): Documented | undefined {
  if (code.endsWith('-added')) return { by: 'table', text: 'yes' };
  if (code.endsWith('-removed')) return { by: 'no', text: 'no' };
  if (page === undefined || code === 'docs-operation-changed') return undefined;
  if (code === 'docs-sample-without-table') return { by: 'sample', text: "only by the page's own sample" };
  if (code === 'docs-status-without-table')
    return { by: 'no', text: `its page lists status ${status}, without a body` };
  const value = code === 'docs-sample-enum-value-undocumented' && name !== undefined ? { name } : {};
  const at = pointer === '/' ? '' : pointer;
  const found = documentedAt({ version: 1, pages: [page] }, { operation, status, pointer: at, ...value });
  return value.name === undefined ? found : { ...found, by: 'sample' };
}

function declaredText(
  finding: DocsFinding,
  field: StatedField | undefined,
  stated: Stated | undefined,
): string | undefined {
  if (finding.code === 'docs-operation-added') return 'no';
  if (stated === undefined) return undefined;
  if (finding.code.startsWith('docs-status') || finding.pointer === '/')
    return stated.statuses.some(({ status }) => status === finding.status) || finding.status === 'request'
      ? `${stated.bodies[finding.status] === undefined ? 'without' : 'with'} a body`
      : 'no';
  if (finding.code === 'docs-operation-removed' || finding.code === 'docs-operation-changed')
    return `yes, as ${stated.method} ${stated.path}`;
  if (field === undefined) return 'no';
  if (isAboutValue(finding.code) && finding.name !== undefined && field.enum !== undefined)
    return field.enum.includes(finding.name) ? 'yes' : `no, it lists ${listOf(field.enum)}`;
  const need = field.required === true ? ', required' : '';
  return `yes, as ${field.type}${need}`;
}

function sentenceOf(finding: DocsFinding, facts: Facts): string | undefined {
  const { code } = finding;
  const { field, documented, seen, known } = facts;
  if (code === 'docs-sample-malformed') return "the page's sample is the odd one out: it can not be read";
  if (code === 'docs-sample-property-missing') return missingSentence(field, seen);
  if (code === 'docs-sample-out-of-range') return rangeSentence(field);
  if (code === 'docs-sample-type-mismatch' || code === 'docs-type-changed')
    return oddKind({
      isSample: code === 'docs-sample-type-mismatch',
      page: pageKind(finding, known.page),
      contract: field?.kinds ?? [],
      traffic: seen?.kinds ?? [],
    });
  if (code === 'docs-operation-changed')
    return (seen?.count ?? 0) > 0
      ? 'the page is the odd one out: the traffic goes where the contract says'
      : undefined;
  if (code === 'docs-required-changed') return requiredSentence(finding, field, seen);
  if (code === 'docs-default-changed' || code === 'docs-limit-changed')
    return 'page and contract differ, and traffic shows neither defaults nor limits';
  return oddOneOut({
    declared: isDeclared(finding, facts),
    documented: documented?.by ?? 'unknown',
    observed: seen === undefined || seen.outOf === 0 ? undefined : seen.count > 0,
  });
}

function isDeclared({ code, status, name }: DocsFinding, { field, known }: Facts): boolean {
  if (code.endsWith('-added')) return false;
  if (code.endsWith('-removed')) return true;
  if (code.endsWith('without-table')) return known.declared?.bodies[status] !== undefined;
  if (isAboutValue(code)) return name !== undefined && (field?.enum?.includes(name) ?? false);
  return field !== undefined;
}

function pageKind({ status, pointer, name }: DocsFinding, page: LockedPage | undefined) {
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
  { status }: DocsFinding,
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
