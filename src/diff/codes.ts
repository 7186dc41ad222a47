// The codes of a comparison of two contracts, and what each means to a client that was compiled from the old one. What a value may be is
// said of requests and responses alike, so those codes are made from a table of aspects.
import type { Direction } from '../contract/reading.ts';
import type { Level } from '../model.ts';

type DiffCode = {
  readonly code: string;
  /** Of most; what breaks less, or more, says so itself. */
  readonly level: Level;
  readonly meaning: string;
  readonly explanation: string;
  readonly example: string;
  readonly fix: string;
  readonly elsewhere?: Readonly<Record<string, string>>;
};

/** What happens where the new contract takes more values, or fewer: a word for the code, a sentence for people, an example. */
type Turn = readonly [word: string, meaning: string, example: string, mild?: Level];

const wider = {
  type: ['type-widened', 'may be of a type that it was not before', 'type string became string or integer'],
  null: ['null-added', 'may be null', 'null is a new value'],
  enum: ['enum-value-added', 'may have a value that was not listed', 'value "paused" is new'],
  format: ['format-widened', 'no longer has the format that it had', 'format uuid became none'],
  pattern: ['pattern-widened', 'no longer matches the pattern that it matched', 'pattern ^a became none'],
  limit: ['limit-loosened', 'may be beyond a limit that it had', 'maxLength 10 became 20'],
  condition: [
    'condition-loosened',
    'may break a condition of the old contract',
    'the condition not is gone',
    'warning',
  ],
  property: ['property-added', 'has a property that was not declared', 'property "tags" is new', 'note'],
  required: [
    'property-optional',
    'may leave out a property that was required',
    'required property "id" became optional',
  ],
  further: [
    'properties-opened',
    'may have more properties than those declared',
    'no further properties became any',
    'note',
  ],
  branch: ['branch-added', 'may be what no branch of the union described', 'branch Dog is new'],
} as const;

const narrower: Readonly<Record<Aspect, Turn>> = {
  type: [
    'type-narrowed',
    'is no longer of a type that it was before',
    'type string or integer became string',
  ],
  null: ['null-removed', 'is null no longer', 'null is no value any more'],
  enum: ['enum-value-removed', 'no longer has a value that was listed', 'value "paused" is gone'],
  format: ['format-narrowed', 'has a format that it did not have', 'format none became uuid'],
  pattern: ['pattern-narrowed', 'matches a pattern that it did not have to match', 'pattern none became ^a'],
  limit: ['limit-tightened', 'has a limit that it did not have, or a tighter one', 'maxLength 20 became 10'],
  condition: [
    'condition-tightened',
    'has to meet another condition than before',
    'the condition not is new',
    'warning',
  ],
  property: [
    'property-removed',
    'no longer has a property that was declared',
    'property "tags" is gone',
    'warning',
  ],
  required: [
    'property-required',
    'has to have a property that was optional or not declared',
    'optional property "id" became required',
  ],
  further: [
    'properties-closed',
    'may have fewer properties beside those declared',
    'any further properties became none',
    'note',
  ],
  branch: ['branch-removed', 'is no longer what a branch of the union described', 'branch Dog is gone'],
};

const turns: Readonly<Record<Way, Readonly<Record<Aspect, Turn>>>> = { wider, narrower };

/** What is said of a value. */
export type Aspect = keyof typeof wider;

type Way = 'wider' | 'narrower';

const WHY: Readonly<Record<`${Direction} ${Way}`, string>> = {
  'response wider':
    'The types and validators of a client come from the old contract: they refuse what it does not say, or the code has no branch for it.',
  'response narrower':
    'Whatever comes now the old contract allowed before: no client breaks. A client can be simplified once it follows.',
  'request narrower': 'A client that keeps to the old contract may send what the new one refuses.',
  'request wider': 'Whatever a client sent before is still right: no client breaks.',
};

const FIX: Readonly<Record<`${Direction} ${Way}`, string>> = {
  'response wider': 'make the client ready for it before the service changes, or keep it out of the contract',
  'response narrower': 'make the client ready to do without it, or keep it',
  'request narrower': 'change what the client sends before the service changes, or keep what was right',
  'request wider': 'nothing, or use it',
};

const ASPECTS = Object.keys(wider) as Aspect[];
const DIRECTIONS: readonly Direction[] = ['response', 'request'];
const WAYS: readonly Way[] = ['wider', 'narrower'];

/** An added response property fits the old types; the strict verdict of the gate tells it as property-undocumented. */
const OWN_EXPLANATION: Readonly<Record<string, string>> = {
  'diff-response-property-added':
    'A type has room for more properties, so no client breaks, and this is a note. The strict verdict of the gate, which holds traffic to the old contract, tells the same property as property-undocumented. Where the old contract closes the object itself (additionalProperties: false) its validators refuse the property: an error.',
  'diff-response-property-removed':
    'A property that was required is missed by every client, an error; one that was optional is a warning, since clients did without it at times.',
  'diff-request-property-removed':
    'The service ignores what it does not declare, or refuses it: a warning. Where the new contract closes the object itself (additionalProperties: false) it is refused: an error.',
  'diff-response-properties-opened':
    'Where the old contract closes the object itself, its validators refuse more properties: an error. Where only the strict reading closes it, the gate tells them as property-undocumented: a note.',
};

function valueCode(direction: Direction, way: Way, aspect: Aspect): DiffCode {
  const [word, meaning, example, mild] = turns[way][aspect];
  const code = `diff-${direction}-${word}`;
  const breaks = (direction === 'response') === (way === 'wider');
  const level = breaks || aspect === 'property' ? (mild ?? 'error') : 'note';
  return {
    code,
    level,
    meaning: `a value of a ${direction} ${meaning}`,
    explanation: OWN_EXPLANATION[code] ?? WHY[`${direction} ${way}`],
    example,
    fix: level === 'note' ? 'nothing, or use it' : FIX[`${direction} ${way}`],
  };
}

const valueCodes: readonly DiffCode[] = DIRECTIONS.flatMap((direction) =>
  WAYS.flatMap((way) => ASPECTS.map((aspect) => valueCode(direction, way, aspect))),
);

/** The code of a change of a value. */
export function codeOfChange(direction: Direction, aspect: Aspect, way: Way): string {
  return `diff-${direction}-${turns[way][aspect][0]}`;
}

const operationCodes: Readonly<Record<string, Omit<DiffCode, 'code'>>> = {
  'diff-not-compared': {
    level: 'warning',
    meaning: 'some schemas were not compared with one another',
    explanation:
      'Schemas that refer to one another in rings whose lengths differ between the contracts would be compared each with each. Beyond a number that grows with the contracts that is left out, though each was compared with something.',
    example: '1200 pairs of schemas were not compared with one another',
    fix: 'compare the schemas of the ring by eye',
  },
  'diff-operation-removed': {
    level: 'error',
    meaning: 'the new contract lacks an operation of the old one',
    explanation:
      'Operations are the same by method and path, whatever their path parameters are called, below the servers or not. One that moved to another path is gone at the old one.',
    example: 'DELETE /things/{id} is gone',
    fix: 'keep the operation until no client calls it',
    elsewhere: { oasdiff: 'api-removed-without-deprecation, api-path-removed-without-deprecation' },
  },
  'diff-operation-added': {
    level: 'note',
    meaning: 'the new contract has an operation that the old one lacks',
    explanation: 'No client calls it yet.',
    example: 'DELETE /things/{id} is new',
    fix: 'nothing, or use it',
    elsewhere: { oasdiff: 'endpoint-added' },
  },
  'diff-operation-id-changed': {
    level: 'warning',
    meaning: 'an operation has another operationId',
    explanation: 'Nothing changes on the wire, but generated types and functions are named after it.',
    example: 'operationId getThing became showThing',
    fix: 'keep the operationId, or rename what uses the generated names',
    elsewhere: { oasdiff: 'api-operation-id-removed' },
  },
  'diff-incoming-changed': {
    level: 'warning',
    meaning: 'a webhook or a callback is new, gone or written otherwise',
    explanation:
      'The service sends those requests, and whoever receives them has the other half of the contract. How they are written is held against one another, with all that they refer to; what a change means is not judged.',
    example: 'the webhook thingAdded is written otherwise, and is not compared',
    fix: 'compare it by eye, where you receive it',
  },
  'diff-deprecated': {
    level: 'note',
    meaning: 'an operation or a parameter is deprecated now',
    explanation: 'It works still, and will go.',
    example: 'the operation is deprecated now',
    fix: 'look for what takes its place',
    elsewhere: { oasdiff: 'endpoint-deprecated' },
  },
  'diff-server-removed': {
    level: 'warning',
    meaning: 'the new contract lacks a server of the old one',
    explanation:
      'A client that was built for that address may find nobody there. Where the service still answers there, nothing breaks.',
    example: 'the server https://api.example.com/v1 is gone',
    fix: 'keep the server in the contract as long as it answers',
  },
  'diff-server-added': {
    level: 'note',
    meaning: 'the new contract has a server that the old one lacks',
    explanation: 'Clients of the old contract do not call it.',
    example: 'the server https://eu.example.com is new',
    fix: 'nothing, or use it',
  },
  'diff-security-tightened': {
    level: 'error',
    meaning: 'credentials that were enough no longer are',
    explanation:
      'A client sends one of the ways of the old contract to authenticate. This one is none of the new contract, or asks for more there.',
    example: 'credentials token are not enough any more; asked for: token and key',
    fix: 'accept the old credentials until clients send the new ones',
    elsewhere: { oasdiff: 'api-security-added, api-security-removed, api-security-scope-added' },
  },
  'diff-security-loosened': {
    level: 'note',
    meaning: 'there is a new way to authenticate, or none is asked for any more',
    explanation: 'The old ways still work.',
    example: 'credentials key are enough now',
    fix: 'nothing, or use it',
  },
};

const responseCodes: Readonly<Record<string, Omit<DiffCode, 'code'>>> = {
  'diff-status-added': {
    level: 'warning',
    meaning:
      'a response may have a status that the old contract does not declare, by itself, by a range or by default',
    explanation:
      'A success with a new status is an error: a client that waits for the old one takes it for a failure, or its body for what it is not. Any other is a warning, as status-undocumented of the gate is.',
    example: 'status 202 is new',
    fix: 'make the client ready for it before the service changes',
    elsewhere: { oasdiff: 'response-success-status-added, response-non-success-status-added' },
  },
  'diff-status-removed': {
    level: 'warning',
    meaning: 'the new contract lacks a status of the old one',
    explanation:
      'Without a success status a client waits for what does not come: an error. Any other is a warning: the client has a branch for what never comes, and may get what the new contract does not say.',
    example: 'status 200 is gone',
    fix: 'follow with the client, or keep the status',
    elsewhere: { oasdiff: 'response-success-status-removed, response-non-success-status-removed' },
  },
  'diff-response-media-type-added': {
    level: 'warning',
    meaning: 'a response may come in a media type that the old contract does not declare',
    explanation:
      'A client that accepts the old one alone, by its Accept header, does not get it; any other may.',
    example: 'media type application/xml is new',
    fix: 'send an Accept header, or make the client ready for it',
    elsewhere: { oasdiff: 'response-media-type-added' },
  },
  'diff-response-media-type-removed': {
    level: 'error',
    meaning: 'a response no longer comes in a media type of the old contract',
    explanation: 'A client that asks for it and reads it gets another one, or an error.',
    example: 'media type application/json is gone',
    fix: 'keep the media type until no client asks for it',
    elsewhere: { oasdiff: 'response-media-type-removed' },
  },
  'diff-response-body-removed': {
    level: 'error',
    meaning: 'a response no longer has a body',
    explanation: 'A client that reads it finds nothing.',
    example: 'the body is gone',
    fix: 'make the client ready for it, or keep the body',
    elsewhere: { oasdiff: 'response-body-type-changed' },
  },
  'diff-response-body-added': {
    level: 'note',
    meaning: 'a response has a body that the old contract does not declare',
    explanation: 'A client does not read it. The gate tells it as body-unexpected.',
    example: 'a body is new',
    fix: 'nothing, or use it',
  },
  'diff-header-removed': {
    level: 'warning',
    meaning: 'a response no longer has a header of the old contract',
    explanation: 'A header that was required is an error, an optional one a warning.',
    example: 'required header "x-total" is gone',
    fix: 'make the client ready to do without it, or keep it',
    elsewhere: { oasdiff: 'required-response-header-removed, optional-response-header-removed' },
  },
  'diff-header-optional': {
    level: 'error',
    meaning: 'a response may leave out a header that was required',
    explanation: 'Clients count on it.',
    example: 'required header "x-total" became optional',
    fix: 'make the client ready to do without it, or keep it required',
    elsewhere: { oasdiff: 'response-header-became-optional' },
  },
  'diff-header-added': {
    level: 'note',
    meaning:
      'a response has a header that the old contract does not declare, or always has one that was optional',
    explanation: 'A client does not read it.',
    example: 'header "x-total" is new',
    fix: 'nothing, or use it',
  },
};

const requestCodes: Readonly<Record<string, Omit<DiffCode, 'code'>>> = {
  'diff-parameter-removed': {
    level: 'error',
    meaning: 'the new contract lacks a parameter of the old one',
    explanation: 'A client that sends it is refused, or its wish is ignored.',
    example: 'query parameter "limit" is gone',
    fix: 'keep the parameter until no client sends it',
    elsewhere: { oasdiff: 'request-parameter-removed' },
  },
  'diff-parameter-required': {
    level: 'error',
    meaning: 'a request has to have a parameter that was optional or not declared',
    explanation: 'A client that keeps to the old contract does not send it.',
    example: 'query parameter "region" is new and required',
    fix: 'keep it optional, or give it a default in the service',
    elsewhere: { oasdiff: 'new-required-request-parameter, request-parameter-became-required' },
  },
  'diff-parameter-added': {
    level: 'note',
    meaning: 'there is an optional parameter that the old contract does not declare',
    explanation: 'No client sends it yet.',
    example: 'query parameter "limit" is new',
    fix: 'nothing, or use it',
    elsewhere: { oasdiff: 'new-optional-request-parameter' },
  },
  'diff-parameter-optional': {
    level: 'note',
    meaning: 'a request may leave out a parameter that was required',
    explanation: 'Clients send it all the same.',
    example: 'query parameter "region" became optional',
    fix: 'nothing, or leave it out',
    elsewhere: { oasdiff: 'request-parameter-became-optional' },
  },
  'diff-parameter-style-changed': {
    level: 'error',
    meaning: 'a parameter or header stands in the message in another way',
    explanation:
      'Style, explode or content decide how a value becomes text: what one side writes the other reads as another value.',
    example: 'query parameter "ids": style form, exploded became style form',
    fix: 'read the old form too until no client sends it',
    elsewhere: { oasdiff: 'request-parameter-style-changed, request-parameter-explode-changed' },
  },
  'diff-parameter-default-changed': {
    level: 'warning',
    meaning: 'a parameter that a request leaves out stands for another value than before',
    explanation: 'No request becomes wrong, but those without the parameter mean something else.',
    example: 'query parameter "limit": default 10 became 20',
    fix: 'send the value that is meant',
    elsewhere: { oasdiff: 'request-parameter-default-value-changed' },
  },
  'diff-request-body-required': {
    level: 'error',
    meaning: 'a request has to have a body, which was optional or not declared',
    explanation: 'A client that keeps to the old contract may send none.',
    example: 'the body became required',
    fix: 'keep it optional',
    elsewhere: { oasdiff: 'request-body-became-required, request-body-added-required' },
  },
  'diff-request-body-optional': {
    level: 'note',
    meaning: 'a request may do without a body, which was required, or may have one, which was not declared',
    explanation: 'What clients send is still right.',
    example: 'the body became optional',
    fix: 'nothing, or leave it out',
    elsewhere: { oasdiff: 'request-body-became-optional, request-body-added-optional' },
  },
  'diff-request-body-removed': {
    level: 'error',
    meaning: 'the new contract declares no body for a request that had one',
    explanation: 'A client that sends it is refused, or what it says is ignored.',
    example: 'the body is gone',
    fix: 'read the body until no client sends it',
    elsewhere: { oasdiff: 'request-body-removed' },
  },
  'diff-request-media-type-removed': {
    level: 'error',
    meaning: 'a request body may no longer come in a media type of the old contract',
    explanation: 'A client that sends it is refused.',
    example: 'media type application/xml is gone',
    fix: 'read the media type until no client sends it',
    elsewhere: { oasdiff: 'request-body-media-type-removed' },
  },
  'diff-request-media-type-added': {
    level: 'note',
    meaning: 'a request body may come in a media type that the old contract does not declare',
    explanation: 'No client sends it yet.',
    example: 'media type application/xml is new',
    fix: 'nothing, or use it',
    elsewhere: { oasdiff: 'request-body-media-type-added' },
  },
};

export const diffCodes: readonly DiffCode[] = [
  ...Object.entries({ ...operationCodes, ...responseCodes, ...requestCodes }).map(([code, said]) => ({
    code,
    ...said,
  })),
  ...valueCodes,
];
