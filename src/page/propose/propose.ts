// Findings of traffic and of pages -> overlay actions that would bring the contract in line.
import type { OpenApiDocument } from '../../contract/openapi.ts';
import { defined, isObject } from '../../lib/objects.ts';
import { plural } from '../../lib/plural.ts';
import { jsonPath } from '../../lib/pointer.ts';
import { listOf } from '../../lib/suggest.ts';
import type { Finding, JsonPointer, PageIssue } from '../../model.ts';
import { findOperation, statedByContract } from '../contract-stated.ts';
import { fieldAt, matches } from '../documented-at.ts';
import { type DocsLock, type LockedPage, lockedPageOf } from '../lock.ts';
import { type Observed, type Seen, type SeenOf, sightingOf, wantedOf } from '../observed.ts';
import { placeKey } from '../places.ts';
import { oddSideOf } from '../sides.ts';
import { fieldsOf } from '../stated.ts';
import {
  type Addition,
  addEnumValue,
  addParameter,
  addProperty,
  addStatus,
  noList,
  type Owner,
  requireProperty,
} from './additions.ts';
import { inlineProperty, schemaOf } from './draft-schema.ts';
import type { Evidence, OverlayAction, Proposal } from './overlay.ts';

export type PageEvidence = {
  readonly finding: PageIssue;
  readonly fingerprint: string;
  readonly seen: SeenOf | undefined;
};

type ProposalInput = {
  readonly document: OpenApiDocument;
  readonly findings: readonly Finding[];
  readonly observed: Observed;
  readonly lock: DocsLock | undefined;
  /** What the reviewed pages have and the contract lacks. */
  readonly pageFindings?: readonly PageEvidence[];
};

/** A thing that traffic and page both have is proposed once, with the traffic's evidence. */
export function propose(input: ProposalInput): Proposal {
  const actions = new Map<string, OverlayAction>();
  const left: Left[] = [];
  const take = (about: About, additions: readonly Addition[] | string, evidence: () => Evidence) => {
    if (typeof additions === 'string') left.push({ ...about, why: additions });
    else
      for (const { pointer, description, update } of additions) {
        const target = jsonPath(input.document, pointer);
        const key = `${target} ${JSON.stringify(addedBy(update))}`;
        const action = { target, description, update, 'x-evidence': evidence(), pointer };
        if (!actions.has(key)) actions.set(key, action);
      }
  };
  for (const finding of input.findings) {
    const { code, operation, path, status, pattern, name } = finding;
    const about = { code, at: `${operation ?? path} ${status}`, subject: pattern || (name ?? '') };
    take(about, additionsForTraffic(finding, input), () => evidenceOfTraffic(finding, input));
  }
  for (const evidence of input.pageFindings ?? []) {
    const { code, operation, status, pointer } = evidence.finding;
    const about = { code, at: `${operation} ${status}`, subject: pointer };
    take(about, additionsForPage(evidence, input), () => evidenceOfPage(evidence, input.lock));
  }
  return { actions: [...actions.values()], left: leftLines(left) };
}

type About = { readonly code: string; readonly at: string; readonly subject: string };

type Left = About & { readonly why: string };

/** One line for what is left for one reason in many places. */
function leftLines(left: readonly Left[]): readonly string[] {
  const groups = Map.groupBy(left, ({ code, subject, why }) => `${code}\n${subject}\n${why}`);
  return [...groups.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    const { code, at, subject, why } = first;
    if (more.length === 0) return [`${`${code} at ${at} ${subject}`.trimEnd()}: ${why}`];
    const all = [at, ...more.map((each) => each.at)];
    return [`${`${code} ${subject}`.trimEnd()} at ${all.length} places, ${listOf(all, 3)}: ${why}`];
  });
}

/** The names that an object gets, or the values that a list gets. */
function addedBy(update: unknown): unknown {
  if (!isObject(update)) return update;
  if ('in' in update && 'name' in update) return `${update.in} ${update.name}`;
  return Object.entries(update).map(([key, value]) => {
    if (Array.isArray(value)) return [key, value.map(addedBy)];
    return key === 'properties' && isObject(value) ? [key, Object.keys(value)] : key;
  });
}

function pageOf(
  lock: DocsLock | undefined,
  { operation = '', method, path }: Pick<Finding, 'operation' | 'method' | 'path'>,
): LockedPage | undefined {
  return lock && lockedPageOf(lock, { operationId: operation, method, path });
}

function additionsForTraffic(finding: Finding, input: ProposalInput): readonly Addition[] | string {
  const { document, observed, lock } = input;
  const { operation: operationId = '', method, path, pattern, status: side } = finding;
  const operation = findOperation(document, { operationId, method, path });
  if (operation === undefined)
    return 'the contract has no such operation; draft it with driftgate docs scaffold';
  const page = pageOf(lock, finding);
  const owner: Owner = { document, stated: statedByContract(document, operation) };
  const seen = observed.at(owner.stated.operationId, side).get(pattern);
  if (finding.code === 'property-undocumented')
    return addProperty(owner, { side, pattern }, (name) =>
      propertySeen(name, finding, page, { seen, responses: responsesWith(finding, observed) }),
    );
  if (finding.code === 'enum-value-undocumented')
    return finding.name === undefined
      ? noList
      : addEnumValue(owner, { side, pattern, text: finding.name }, seen?.kinds);
  if (finding.code !== 'status-undocumented') return 'not a thing to add; decide it by hand';
  return page?.facts.statusCodes.includes(side)
    ? [addStatus(owner, page, side)]
    : 'no page describes what it answers; declare it by hand';
}

/** As the page's table states it, else as it was seen; one sample never widens a type. */
function propertySeen(
  name: string,
  finding: Finding,
  page: LockedPage | undefined,
  { seen, responses }: { readonly seen: Seen | undefined; readonly responses: Responses },
): Readonly<Record<string, unknown>> | string {
  const row = fieldAt(page?.facts.responses[finding.status] ?? [], finding.pattern);
  if (row !== undefined) return { [name]: schemaOf({ type: row.type, ...(row.enum && { enum: row.enum }) }) };
  const [kind = 'nothing', ...more] = seen?.kinds ?? [];
  if (seen === undefined || more.length > 0 || kind === 'null')
    return `it was seen as ${[kind, ...more].join(' and ')}; one sample does not widen a type`;
  const type = kind.replace(/^an? /, '');
  const where = page === undefined ? '; no page of the operation was reviewed' : ', in no table of the page';
  const purpose = { reason: `on the wire${where}`, evidence: responsesText(responses) };
  return { [name]: { type, ...(type === 'array' && { items: {} }), 'x-undocumented': purpose } };
}

/** Without `outOf` the responses were not counted, and `occurrences` are places in them. */
type Responses = Pick<Evidence, 'occurrences' | 'outOf'>;

/** A finding counts every place: three items of one list are one response. */
function responsesWith(finding: Finding, observed: Observed): Responses {
  const { code, operation = '', status, pattern, name, occurrences } = finding;
  const wanted = wantedOf({ code, operation, status, pointer: pattern, ...defined({ name }) });
  const { count, outOf } = sightingOf(observed, wanted);
  return count > 0 && count <= outOf ? { occurrences: count, outOf } : { occurrences };
}

function responsesText({ occurrences, outOf }: Responses): string {
  if (outOf === undefined) return occurrences === 1 ? 'seen once' : `seen ${occurrences} times`;
  return `${occurrences} of ${plural(outOf, 'response')}`;
}

function additionsForPage(
  { finding }: PageEvidence,
  { document, lock, observed }: ProposalInput,
): readonly Addition[] | string {
  const page = pageOf(lock, finding);
  const operation = page && findOperation(document, page.facts);
  if (page === undefined || operation === undefined) return 'draft it with driftgate docs scaffold';
  const owner: Owner = { document, stated: statedByContract(document, operation) };
  const odd = oddSideOf(finding, { page, declared: owner.stated, observed });
  if (odd.side === 'page') return `leave the contract; ${odd.sentence}`;
  const { code, status: side, pointer, name } = finding;
  if (code === 'docs-property-added') return propertyOfPage(owner, page, side, pointer);
  if (code === 'docs-enum-value-added') {
    const isValue = pointer !== '' && name !== undefined;
    const added = isValue ? addEnumValue(owner, { side, pattern: pointer, text: name }) : noList;
    return added === noList
      ? 'a list of values where there was none narrows the contract; decide it by hand'
      : added;
  }
  if (code === 'docs-parameter-added') {
    const parameter = page.facts.parameters.find((each) => `${each.in} ${each.name}` === name);
    return parameter === undefined || parameter.in === 'formData'
      ? 'form data is declared by hand'
      : [addParameter(owner, parameter)];
  }
  return code === 'docs-status-added'
    ? [addStatus(owner, page, side)]
    : 'not a thing to add; decide it by hand';
}

function propertyOfPage(
  owner: Owner,
  page: LockedPage,
  side: string,
  pattern: JsonPointer,
): readonly Addition[] | string {
  if (pattern === '/') return 'the page describes a whole body; draft it with driftgate docs scaffold';
  const fields = fieldsOf(page.facts, side) ?? [];
  const { properties = {}, required } = inlineProperty(fields, pattern);
  const added = addProperty(owner, { side, pattern }, () => properties);
  if (typeof added === 'string' || required === undefined) return added;
  return [...added, ...requireProperty(owner, { side, pattern })];
}

function evidenceOfTraffic(finding: Finding, { observed, lock }: ProposalInput): Evidence {
  const { fingerprint, code, status, pattern, firstSeen, lastSeen } = finding;
  const { occurrences, outOf } = responsesWith(finding, observed);
  const page = pageOf(lock, finding);
  const line =
    page?.lines[placeKey.field(status, pattern)] ??
    page?.samples[status]?.find((key) => matches(key.pointer, pattern))?.line ??
    page?.lines[placeKey.body(status)];
  const seen = defined({ outOf, firstSeen, lastSeen, page: lineOn(page, line) });
  return { fingerprint, code, occurrences, ...seen };
}

function evidenceOfPage({ finding, fingerprint, seen }: PageEvidence, lock: DocsLock | undefined): Evidence {
  const page = pageOf(lock, finding);
  const line = finding.place.line ?? page?.lines[placeKey.body(finding.status)];
  const { count: occurrences = 0, outOf, firstSeen, lastSeen } = seen ?? {};
  const rest = defined({ outOf, firstSeen, lastSeen, page: lineOn(page, line) });
  return { fingerprint, code: finding.code, occurrences, ...rest };
}

function lineOn(page: LockedPage | undefined, line: number | undefined): string | undefined {
  return page && line !== undefined ? `${page.file}:${line}` : undefined;
}
