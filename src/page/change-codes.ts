// The codes for what a page and a contract, or two readings of a page, say differently.
import type { Level } from '../model.ts';
import type { DocsRule } from './rule.ts';

export type ChangeCode =
  | `docs-${'operation' | 'parameter' | 'property' | 'enum-value' | 'status'}-${'added' | 'removed'}`
  | `docs-${'operation' | 'type' | 'required' | 'default' | 'limit' | 'note' | 'sample'}-changed`;

type DocsCode = Omit<DocsRule, 'find' | 'code' | 'level'> & {
  readonly code: ChangeCode;
  readonly level: Level;
};

/** `level` is the usual one; a difference that breaks clients is an error whatever its code. */
export const changeCodes: readonly DocsCode[] = [
  {
    code: 'docs-operation-added',
    level: 'warning',
    meaning: 'the page describes an operation that the contract does not declare',
    explanation:
      'A page was passed whose operation stands nowhere in the contract, by operation id or by method and path.',
    example: 'the page describes DeleteThing, the contract has no such operation',
    fix: 'draft it with driftgate docs scaffold, or leave the page out',
    elsewhere: { oasdiff: 'endpoint-added' },
  },
  {
    code: 'docs-operation-removed',
    level: 'error',
    meaning: "the contract declares an operation that the vendor's OpenAPI document does not describe",
    explanation:
      'Such a document is whole: what it lacks was withdrawn, or never documented. Pages are reviewed one by one, so there a missing one is told on standard error only.',
    example: "DeleteThing is in the contract, the vendor's document has no such operation",
    fix: 'accept its page with driftgate docs accept, or mark it x-undocumented',
    elsewhere: { oasdiff: 'api-removed-without-deprecation' },
  },
  {
    code: 'docs-operation-changed',
    level: 'error',
    meaning: 'page and contract differ in operation id, method or path',
    explanation: 'A client that follows one of the two sends another request.',
    example: 'the contract says GET, the page POST',
    fix: 'correct the contract after what the service answers',
  },
  {
    code: 'docs-parameter-added',
    level: 'warning',
    meaning: 'the page has a parameter that the contract lacks',
    explanation:
      'A required one breaks clients and counts as an error, an optional one as a warning. Headers that OpenAPI keeps out of parameters, and credentials that a security scheme declares, are none.',
    example: 'the page has the query parameter "limit", the contract does not',
    fix: 'declare it',
    elsewhere: { oasdiff: 'new-required-request-parameter, new-optional-request-parameter' },
  },
  {
    code: 'docs-parameter-removed',
    level: 'error',
    meaning: 'the contract has a parameter that the page lacks',
    explanation: 'The vendor withdrew it, or it was never documented.',
    example: 'the contract has the query parameter "limit", the page does not',
    fix: 'drop it, or mark it x-undocumented with the evidence',
    elsewhere: { oasdiff: 'request-parameter-removed' },
  },
  {
    code: 'docs-property-added',
    level: 'warning',
    meaning: 'the page has a property that the contract lacks',
    explanation: 'Only the topmost one is named. In a request, a required one counts as an error.',
    example: 'the page has /spec_id, the contract does not',
    fix: 'declare it; driftgate propose writes the change',
    elsewhere: { oasdiff: 'response-optional-property-added, new-optional-request-property' },
  },
  {
    code: 'docs-property-removed',
    level: 'error',
    meaning: 'the contract has a property that the page lacks',
    explanation:
      'Code that reads it relies on something that is not documented, or no longer. Only the topmost one is named.',
    example: 'the contract has /eip_id, the page does not',
    fix: 'drop it, or mark it x-undocumented with the evidence',
    elsewhere: { oasdiff: 'response-optional-property-removed, request-property-removed' },
  },
  {
    code: 'docs-type-changed',
    level: 'error',
    meaning: 'page and contract differ in a type',
    explanation:
      'A narrower type in the contract (integer for Number) is no difference, and neither are words that say nothing of JSON. What is below a changed type is not compared.',
    example: '/size is string in the contract, Integer in the page',
    fix: 'correct the contract after what the service sends',
    elsewhere: { oasdiff: 'response-property-type-changed, request-property-type-changed' },
  },
  {
    code: 'docs-enum-value-added',
    level: 'warning',
    meaning: 'the page lists a value that the contract lacks',
    explanation: 'Clients that know only the declared values meet one that they do not know.',
    example: 'the page lists "PAUSED" for /state, the contract does not',
    fix: 'declare it; driftgate propose writes the change',
    elsewhere: { oasdiff: 'response-property-enum-value-added, request-property-enum-value-added' },
  },
  {
    code: 'docs-enum-value-removed',
    level: 'error',
    meaning: 'the contract lists a value that the page lacks',
    explanation:
      'Only where the page lists values formally: a list in the contract alone is a stricter reading, not a difference.',
    example: 'the contract lists "PAUSED" for /state, the page does not',
    fix: 'drop it, unless it is on the wire',
    elsewhere: { oasdiff: 'response-property-enum-value-removed, request-property-enum-value-removed' },
  },
  {
    code: 'docs-required-changed',
    level: 'error',
    meaning: 'page and contract differ in whether something is required',
    explanation: 'Judged where the page has such a column. To become optional is a warning.',
    example: '/name is optional in the contract, required in the page',
    fix: 'correct the contract after what the service accepts',
    elsewhere: { oasdiff: 'request-property-became-required, response-property-became-optional' },
  },
  {
    code: 'docs-status-added',
    level: 'warning',
    meaning: 'the page lists a status that the contract lacks',
    explanation: 'A range (4XX) or default in the contract covers it.',
    example: 'the page lists status 409, the contract does not',
    fix: 'declare the response',
    elsewhere: { oasdiff: 'response-success-status-added, response-non-success-status-added' },
  },
  {
    code: 'docs-status-removed',
    level: 'warning',
    meaning: 'the contract has a status that the page lacks',
    explanation: 'default, and ranges that cover a listed status, are none.',
    example: 'the contract has status 409, the page does not',
    fix: 'drop it, or mark the response x-undocumented',
    elsewhere: { oasdiff: 'response-success-status-removed, response-non-success-status-removed' },
  },
  {
    code: 'docs-default-changed',
    level: 'warning',
    meaning: 'page and contract differ in a default',
    explanation: 'Judged where the page states one formally.',
    example: 'the default of limit is 10 in the contract, 20 in the page',
    fix: 'correct the contract',
    elsewhere: { oasdiff: 'request-parameter-default-value-changed' },
  },
  {
    code: 'docs-limit-changed',
    level: 'warning',
    meaning: 'page and contract differ in a limit',
    explanation:
      'Judged where the page states one formally; a limit that it states in prose may be in the contract. A lower maximum or a higher minimum of a request breaks clients and counts as an error.',
    example: 'maximum of limit is 100 in the contract, 500 in the page',
    fix: 'correct the contract',
    elsewhere: { oasdiff: 'request-parameter-max-decreased, request-property-max-decreased' },
  },
  {
    code: 'docs-note-changed',
    level: 'warning',
    meaning:
      'the page calls something deprecated, reserved or not supported, and did not before, or no longer',
    explanation:
      'Only of docs diff. What is deprecated will go; what is not supported must not be populated.',
    example: '/eip_id is deprecated on the page, and was not when it was reviewed',
    fix: 'look for what takes its place; mark it in the contract',
    elsewhere: { oasdiff: 'response-property-deprecated' },
  },
  {
    code: 'docs-sample-changed',
    level: 'warning',
    meaning:
      'a sample has a key that it did not have when the page was reviewed, or no longer, or of another kind',
    explanation:
      'Only of docs diff, and only where the tables say nothing new of it: a changed sample is often the first sign of a change.',
    example: 'the sample of 200 has "spec_id", the reviewed one did not',
    fix: 'look at what the service sends',
  },
];
