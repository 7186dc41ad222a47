// Findings -> an OpenAPI Overlay 1.0 document that would bring the contract in line.
// https://spec.openapis.org/overlay/v1.0.0.html
// It only ever adds: no type is widened, no `required` is dropped, whatever a few samples show.
import { appendToken, pointerTokens, unescapeToken, valueAt } from '../lib/pointer.ts';
import type { Finding, JsonPointer, OpenApiDocument } from '../model.ts';
import { nodesAt } from './contract-schema.ts';
import { findOperation, statedByContract } from './contract-stated.ts';
import { fieldAt, matches } from './documented-at.ts';
import { schemaOf } from './draft-schema.ts';
import type { DocsLock, LockedPage } from './lock.ts';
import type { Observed, Seen } from './observed.ts';
import type { Stated } from './stated.ts';

export type Evidence = {
  readonly fingerprint: string;
  readonly code: string;
  readonly occurrences: number;
  readonly outOf?: number;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  /** `ShowThing.md:12`. */
  readonly page?: string;
};

export type OverlayAction = {
  /** JSONPath (RFC 9535). */
  readonly target: string;
  readonly description: string;
  /** Merged into an object, appended to an array. */
  readonly update: unknown;
  readonly 'x-evidence': Evidence;
  /** The target as a pointer; left out of the written document. */
  readonly pointer: JsonPointer;
};

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
};

export function propose(input: ProposalInput): Proposal {
  const actions: OverlayAction[] = [];
  const left: string[] = [];
  for (const finding of input.findings) {
    const result = actionFor(finding, input);
    if (typeof result === 'string')
      left.push(
        `${finding.code} at ${finding.operation ?? finding.path} ${finding.status} ${finding.pattern}: ${result}`,
      );
    else if (
      !actions.some(
        (each) =>
          each.target === result.target && JSON.stringify(each.update) === JSON.stringify(result.update),
      )
    )
      actions.push(result);
  }
  return { actions, left };
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
  const field = stated.bodies[finding.status]?.fields.find(({ pointer }) =>
    matches(pointer, finding.pattern),
  );
  const nodes = field === undefined ? [] : nodesAt(document, field.at);
  const owner = nodes.find(({ schema }) => Array.isArray(schema.enum));
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

/** The one schema of the object at `pattern` that has the properties. */
function objectAt(
  document: OpenApiDocument,
  stated: Stated,
  status: string,
  pattern: JsonPointer,
): JsonPointer | undefined {
  const body = stated.bodies[status] ?? stated.bodies[`${status[0]}XX`] ?? stated.bodies.default;
  let at = body?.at;
  for (const token of pointerTokens(pattern)) {
    if (at === undefined) return undefined;
    const steps = nodesAt(document, at).flatMap(({ schema, at: place }) => {
      if (token === '*' && schema.items !== undefined) return [`${place}/items`];
      const own = appendToken(`${place}/properties`, token);
      if (valueAt(document, own) !== undefined) return [own];
      return typeof schema.additionalProperties === 'object' ? [`${place}/additionalProperties`] : [];
    });
    at = steps[0];
  }
  const owners =
    at === undefined ? [] : nodesAt(document, at).filter(({ schema }) => schema.properties !== undefined);
  const [owner] = owners;
  if (owners.length > 1) return undefined;
  return (
    owner?.at ??
    (at === undefined ? undefined : nodesAt(document, at).find(({ schema }) => schema.type === 'object')?.at)
  );
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

/** RFC 9535 section 2.3.1: names in quotes, so that any key can be said. */
export function jsonPath(pointer: JsonPointer): string {
  return `$${pointerTokens(pointer)
    .map((token) => (/^[A-Za-z_]\w*$/.test(token) ? `.${token}` : `['${token.replace(/[\\']/g, '\\$&')}']`))
    .join('')}`;
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
