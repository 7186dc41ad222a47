// Findings -> an OpenAPI Overlay 1.0 document that would bring the contract in line.
// https://spec.openapis.org/overlay/v1.0.0.html
// It only ever adds: no type is widened, no `required` is dropped, whatever a few samples show.

import type { OpenApiDocument } from '../../contract/openapi.ts';
import { unescapeToken, valueAt } from '../../lib/pointer.ts';
import type { Finding, JsonPointer } from '../../model.ts';
import { findOperation, statedByContract } from '../contract-stated.ts';
import { fieldAt, matches } from '../documented-at.ts';
import type { DocsLock, LockedPage } from '../lock.ts';
import type { Observed, Seen } from '../observed.ts';
import type { Stated } from '../stated.ts';
import { schemaOf } from './draft-schema.ts';
import type { OverlayAction, PageEvidence } from './overlay-action.ts';
import { enumAt, jsonPath, objectAt } from './overlay-target.ts';
import { pageActions } from './propose-page.ts';
import { addStatus } from './propose-status.ts';

export type Proposal = {
  readonly actions: readonly OverlayAction[];
  /** What has to be decided by a person, one sentence each. */
  readonly left: readonly string[];
};

export type ProposalInput = {
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
  const left: string[] = [];
  const take = (where: string, result: readonly OverlayAction[] | string) => {
    if (typeof result === 'string') left.push(`${where}: ${result}`);
    else
      for (const action of result) {
        const key = `${action.target} ${addedBy(action)}`;
        if (!actions.has(key)) actions.set(key, action);
      }
  };
  for (const finding of input.findings) {
    const result = actionFor(finding, input);
    const { code, operation, path, status, pattern } = finding;
    take(
      `${code} at ${operation ?? path} ${status} ${pattern}`,
      typeof result === 'string' ? result : [result],
    );
  }
  for (const evidence of input.pageFindings ?? []) {
    const { code, operation, status, pointer } = evidence.finding;
    take(`${code} at ${operation} ${status} ${pointer}`.trimEnd(), pageActions(evidence, input));
  }
  return { actions: [...actions.values()], left };
}

/** The names that an object gets, or the value that a list gets. */
function addedBy({ update }: OverlayAction): string {
  if (typeof update !== 'object' || update === null) return JSON.stringify(update);
  if ('in' in update && 'name' in update) return `${update.in} ${update.name}`;
  return JSON.stringify(
    'properties' in update ? update.properties && Object.keys(update.properties) : Object.keys(update),
  );
}

function actionFor(finding: Finding, input: ProposalInput): OverlayAction | string {
  const { operation: id = '', method, path } = finding;
  const operation = findOperation(input.document, { operationId: id, method, path });
  if (operation === undefined)
    return 'the contract has no such operation; draft it with driftgate docs scaffold';
  const page = input.lock?.pages.find(({ facts }) => facts.operationId === id);
  const stated = statedByContract(input.document, operation);
  if (finding.code === 'property-undocumented') return addProperty(finding, input, stated, page);
  if (finding.code === 'enum-value-undocumented') return addValue(finding, input, stated, page);
  if (finding.code === 'status-undocumented') return addSeenStatus(finding, input, operation.pointer, page);
  return 'not a thing to add; decide it by hand';
}

function addProperty(
  finding: Finding,
  { document, observed }: ProposalInput,
  stated: Stated,
  page: LockedPage | undefined,
): OverlayAction | string {
  const { pattern } = finding;
  const parent = pattern.slice(0, pattern.lastIndexOf('/'));
  const name = unescapeToken(pattern.slice(parent.length + 1));
  const owner = objectAt(document, stated, finding.status, parent);
  if (owner === undefined) return 'its object stands nowhere in the contract, or is one of several';
  const seen = observed.at(stated.operationId, finding.status).get(pattern);
  const row = fieldAt(fieldsOf(page, finding.status), pattern);
  const schema =
    row === undefined ? schemaSeen(seen) : schemaOf({ type: row.type, ...(row.enum && { enum: row.enum }) });
  if (schema === undefined)
    return `it was seen as ${seen?.kinds.join(' and ') ?? 'nothing'}; one sample does not widen a type`;
  const purpose = row === undefined && {
    'x-undocumented': {
      reason: 'on the wire, in no table of the page',
      evidence: `${finding.occurrences} of ${finding.outOf ?? finding.occurrences} responses`,
    },
  };
  const property = { ...schema, ...purpose };
  const hasProperties = valueAt(document, `${owner}/properties`) !== undefined;
  const pointer = hasProperties ? `${owner}/properties` : owner;
  return action(
    pointer,
    `declare ${pattern}`,
    hasProperties ? { [name]: property } : { properties: { [name]: property } },
    finding,
    page,
  );
}

function addValue(
  finding: Finding,
  { document, observed }: ProposalInput,
  stated: Stated,
  page: LockedPage | undefined,
): OverlayAction | string {
  const owner = enumAt(document, stated, finding.status, finding.pattern);
  if (owner === undefined || finding.name === undefined)
    return 'its list of values stands nowhere in the contract';
  const listed = owner.schema.enum as readonly unknown[];
  const seen = observed.at(stated.operationId, finding.status).get(finding.pattern);
  const isNumber = listed.every((value) => typeof value === 'number');
  if (!isNumber && !listed.every((value) => typeof value === 'string'))
    return 'its values are of several types';
  if (seen?.kinds.some((kind) => (isNumber ? !/integer|number/.test(kind) : kind !== 'a string')))
    return `it was seen as ${seen.kinds.join(' and ')}; the list holds another type`;
  const value = isNumber ? Number(finding.name) : finding.name;
  if (Number.isNaN(value)) return 'the value is no number';
  return action(`${owner.at}/enum`, `add the value to the list of ${finding.pattern}`, value, finding, page);
}

function addSeenStatus(
  finding: Finding,
  { document }: ProposalInput,
  operation: JsonPointer,
  page: LockedPage | undefined,
): OverlayAction | string {
  if (page === undefined || !page.facts.statusCodes.includes(finding.status))
    return 'no page describes what it answers; declare it by hand';
  const { pointer, update } = addStatus(document, operation, page, finding.status);
  return action(pointer, `declare status ${finding.status}`, update, finding, page);
}

function schemaSeen(seen: Seen | undefined): Record<string, unknown> | undefined {
  const kinds = seen?.kinds.filter((kind) => kind !== 'null') ?? [];
  if (kinds.length !== 1 || kinds.length !== seen?.kinds.length) return undefined;
  const type = (kinds[0] ?? '').replace(/^an? /, '');
  return type === 'array' ? { type, items: {} } : { type };
}

function fieldsOf(page: LockedPage | undefined, status: string) {
  return page?.facts.responses[status] ?? [];
}

function action(
  pointer: JsonPointer,
  description: string,
  update: unknown,
  finding: Finding,
  page: LockedPage | undefined,
): OverlayAction {
  const { fingerprint, code, occurrences, outOf, firstSeen, lastSeen } = finding;
  const line =
    page &&
    (page.lines[`response/${finding.status}#${finding.pattern}`] ??
      page.samples[finding.status]?.find((key) => matches(key.pointer, finding.pattern))?.line ??
      page.lines[`response/${finding.status}`]);
  return {
    target: jsonPath(pointer),
    description,
    update,
    'x-evidence': {
      fingerprint,
      code,
      occurrences,
      ...(outOf !== undefined && { outOf }),
      ...(firstSeen !== undefined && { firstSeen }),
      ...(lastSeen !== undefined && { lastSeen }),
      ...(page && line !== undefined && { page: `${page.file}:${line}` }),
    },
    pointer,
  };
}

export function overlayOf(
  proposal: Proposal,
  contract: { readonly source: string; readonly title: string },
): Record<string, unknown> {
  return {
    overlay: '1.0.0',
    info: { title: `What ${contract.title} lacks`, version: '1' },
    extends: contract.source,
    actions: proposal.actions.map(({ pointer: _pointer, ...rest }) => rest),
  };
}
