// What a reviewed page has and the contract lacks -> overlay actions.

import type { OpenApiDocument } from '../../contract/openapi.ts';
import { unescapeToken, valueAt } from '../../lib/pointer.ts';
import type { JsonPointer } from '../../model.ts';
import { findOperation, statedByContract } from '../contract-stated.ts';
import type { DocsLock, LockedPage } from '../lock.ts';
import { placeKey } from '../places.ts';
import type { Stated } from '../stated.ts';
import { schemaOf } from './draft-schema.ts';
import { inlineProperty } from './inline-body.ts';
import type { OverlayAction, PageEvidence } from './overlay-action.ts';
import { enumAt, jsonPath, objectAt } from './overlay-target.ts';
import { addStatus } from './propose-status.ts';

type Input = { readonly document: OpenApiDocument; readonly lock: DocsLock | undefined };
type Addition = { readonly pointer: JsonPointer; readonly update: unknown; readonly description: string };
type Place = Input & { readonly page: LockedPage; readonly stated: Stated };

export function pageActions(
  evidence: PageEvidence,
  { document, lock }: Input,
): readonly OverlayAction[] | string {
  const { finding } = evidence;
  const page = lock?.pages.find(({ facts }) => facts.operationId === finding.operation);
  const operation = page && findOperation(document, page.facts);
  if (page === undefined || operation === undefined) return 'draft it with driftgate docs scaffold';
  const stated = statedByContract(document, operation);
  const additions = additionsFor(evidence, { document, lock, page, stated });
  return typeof additions === 'string' ? additions : additions.map((each) => actionOf(each, evidence, page));
}

function additionsFor({ finding }: PageEvidence, place: Place): readonly Addition[] | string {
  if (finding.code === 'docs-property-added') return addProperty(finding, place);
  if (finding.code === 'docs-enum-value-added') return addValue(finding, place);
  if (finding.code === 'docs-parameter-added') return addParameter(finding, place);
  if (finding.code !== 'docs-status-added') return 'not a thing to add; decide it by hand';
  const { pointer, update } = addStatus(place.document, place.stated.at, place.page, finding.status);
  return [{ pointer, update, description: `declare status ${finding.status}` }];
}

type About = PageEvidence['finding'];

function addProperty(
  { status, pointer }: About,
  { document, page, stated }: Place,
): readonly Addition[] | string {
  if (pointer === '/') return 'the page describes a whole body; draft it with driftgate docs scaffold';
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  const name = unescapeToken(pointer.slice(parent.length + 1));
  const owner = objectAt(document, stated, status, parent);
  if (owner === undefined || name === '*')
    return 'its object stands nowhere in the contract, or is one of several';
  const fields = status === 'request' ? page.facts.requestFields : (page.facts.responses[status] ?? []);
  const { properties, required } = inlineProperty(fields, pointer);
  const description = `declare ${pointer}`;
  const has = (keyword: string) => valueAt(document, `${owner}/${keyword}`) !== undefined;
  const need: Addition[] =
    required === undefined || status !== 'request'
      ? []
      : [
          has('required')
            ? { pointer: `${owner}/required`, update: name, description: `require ${pointer}` }
            : { pointer: owner, update: { required: [name] }, description: `require ${pointer}` },
        ];
  return [
    has('properties')
      ? { pointer: `${owner}/properties`, update: properties, description }
      : { pointer: owner, update: { properties }, description },
    ...need,
  ];
}

function addValue(
  { status, pointer, name }: About,
  { document, stated }: Place,
): readonly Addition[] | string {
  const owner = pointer === '' ? undefined : enumAt(document, stated, status, pointer);
  const listed = owner?.schema.enum as readonly unknown[] | undefined;
  if (owner === undefined || listed === undefined || name === undefined)
    return 'a list of values where there was none narrows the contract; decide it by hand';
  const isNumber = listed.every((value) => typeof value === 'number');
  const value = isNumber ? Number(name) : name;
  if (Number.isNaN(value) || (!isNumber && !listed.every((each) => typeof each === 'string')))
    return 'its list holds values of another type';
  return [
    { pointer: `${owner.at}/enum`, update: value, description: `add the value to the list of ${pointer}` },
  ];
}

function addParameter({ name }: About, { document, page, stated }: Place): readonly Addition[] | string {
  const parameter = page.facts.parameters.find((each) => `${each.in} ${each.name}` === name);
  if (parameter === undefined || parameter.in === 'formData') return 'form data is declared by hand';
  const { in: location, required } = parameter;
  const entry = {
    name: parameter.name,
    in: location,
    required: location === 'path' || required,
    schema: schemaOf(parameter),
  };
  const description = `declare the ${location} parameter ${parameter.name}`;
  const list = `${stated.at}/parameters`;
  return valueAt(document, list) === undefined
    ? [{ pointer: stated.at, update: { parameters: [entry] }, description }]
    : [{ pointer: list, update: entry, description }];
}

function actionOf(
  { pointer, update, description }: Addition,
  evidence: PageEvidence,
  page: LockedPage,
): OverlayAction {
  const { finding, fingerprint, seen } = evidence;
  const line = finding.place.line ?? page.lines[placeKey.body(finding.status)];
  return {
    target: jsonPath(pointer),
    description,
    update,
    'x-evidence': {
      fingerprint,
      code: finding.code,
      occurrences: seen?.count ?? 0,
      ...(seen && { outOf: seen.outOf }),
      ...(seen?.firstSeen !== undefined && { firstSeen: seen.firstSeen }),
      ...(seen?.lastSeen !== undefined && { lastSeen: seen.lastSeen }),
      ...(line !== undefined && { page: `${page.file}:${line}` }),
    },
    pointer,
  };
}
