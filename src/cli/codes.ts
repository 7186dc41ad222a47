// Every code that a report can show, from every stage: the list behind `codes`, `explain`, shell completion and the tables in docs.

import { diffCodes } from '../diff/codes.ts';
import type { Level } from '../model.ts';
import { changeCodes } from '../page/change-codes.ts';
import { docsRules } from '../page/rules.ts';
import type { Elsewhere } from '../verdict/rule.ts';
import { describeRules } from '../verdict/rules.ts';

/** What is said of a code, wherever it comes from. */
export type CodeWords = {
  readonly code: string;
  /** `unchecked` of what could not be checked: it fails with 3 whatever fails otherwise. */
  readonly level: Level | 'unchecked' | 'off';
  readonly meaning: string;
  readonly explanation: string;
  readonly example: string;
  readonly fix: string;
  readonly elsewhere?: Elsewhere;
};

/** Why something could not be checked. These are not rules and have no level: the gate exits with 3 unless the config allows them by name. */
const uncheckedWords: readonly Omit<CodeWords, 'level'>[] = [
  {
    code: 'nothing-observed',
    meaning: 'no exchange to check, or a recording without any',
    explanation:
      'A gate that looked at nothing can not pass. The name is that of the recording, or of the whole run.',
    example: 'recordings/empty.har: the recording holds no exchange [nothing-observed]',
    fix: 'record something, or leave the file out with exclude',
  },
  {
    code: 'exchange-unreadable',
    meaning: 'an entry of a recording that is no exchange',
    explanation:
      'A request that was aborted, a status of 0, a line that is not JSON. What the rest of the file says still counts.',
    example: 'traffic.ndjson:7: not JSON [exchange-unreadable]',
    fix: 'record it again, or take the entry out',
  },
  {
    code: 'host-undeclared',
    meaning:
      "a recorded exchange with a host that is none of the contract's servers, and whose request matches an operation",
    explanation:
      'A recording holds exchanges of several services. Scheme and port say nothing; loopback and a missing host are the service. Whether another host is too only its user knows.',
    example: 'api.example.com: none of the servers, and its exchanges match operations [host-undeclared]',
    fix: "say which hosts are the service: hosts: ['api.example.com'], or --host; with hosts set all others are only counted",
  },
  {
    code: 'host-other',
    meaning: 'recorded exchanges with another service: counted, and no failure',
    explanation:
      "Their host is none of the contract's servers, and they match no operation, or hosts says which hosts count.",
    example: 'cdn.example.com: 12 exchanges [host-other]',
    fix: 'nothing, or add the host to hosts',
  },
  {
    code: 'recording-undated',
    meaning: 'maxAge asks for the age of an exchange, and nothing says it',
    explanation: 'Neither the recording nor a Date header of the response says when the exchange took place.',
    example: 'old.ndjson: the recording does not say when it was made [recording-undated]',
    fix: 'record it again, or allow it by name: allow: ["recording-undated: old.ndjson"]',
  },
  {
    code: 'body-unrecorded',
    meaning: 'there was a body and the recording does not hold it',
    explanation:
      'Browsers leave out bodies of responses that they did not keep, recorders cut long ones. Such a body is never called missing.',
    example: 'GetBook 200: the recording holds no text of the body [body-unrecorded]',
    fix: 'record with bodies, or allow it: allow: ["body-unrecorded: GetBook 200"]',
  },
  {
    code: 'body-undecodable',
    meaning: 'a body that its Content-Encoding does not decode',
    explanation:
      'The octets are not what gzip, deflate, br or zstd would have made, or the coding is another one.',
    example: 'GetBook 200: the body is not gzip [body-undecodable]',
    fix: 'record it again; a recorder that decodes should say so',
  },
  {
    code: 'body-too-large',
    meaning: 'a body that is more than is read',
    explanation:
      'A few octets can decode to gigabytes, and a few megabytes of brackets can become gigabytes of values. limits.bodyBytes of the config bounds the octets of a body, content coding undone (100 MiB); limits.jsonTokens bounds the brackets, commas, colons, strings and other scalars of a JSON text (5,000,000). A record of a recording with more tokens is unreadable.',
    example:
      'ListBooks 200: more than 5,000,000 JSON tokens, the limit limits.jsonTokens of the config [body-too-large]',
    fix: 'raise the limit in the config, or record less',
  },
  {
    code: 'media-type-unreadable',
    meaning: 'a body with a schema, of a media type that can not be read here',
    explanation:
      'JSON, text, application/x-www-form-urlencoded, multipart/form-data and sequences whose items have a schema (docs/streams.md) are read. XML and other formats with a schema are not, nor is a form whose text OpenAPI gives no one meaning, such as brackets without style deepObject.',
    example:
      'GetReport 200: a body of application/xml has a schema and can not be read here [media-type-unreadable]',
    fix: 'allow it by name: allow: ["media-type-unreadable: GetReport 200"]',
  },
  {
    code: 'item-cut',
    meaning: 'a sequence of items that ends inside of an item',
    explanation:
      'The body of a stream (text/event-stream, JSON lines, JSON text sequences, multipart) ends before its last item is whole. The items before it are judged. The service, the network or the recorder broke off, or the client had enough.',
    example: 'StreamChat 200: the body ends inside of item 12 [item-cut]',
    fix: 'record it to its end, or allow it by name: allow: ["item-cut: StreamChat 200"]',
  },
  {
    code: 'request-item-cut',
    meaning: 'a sequence of items in a request that ends inside of an item',
    explanation: 'Only with --requests. As item-cut, for the other direction.',
    example: 'AddRows 200: the body ends inside of item 12 [request-item-cut]',
    fix: 'record it to its end, or allow it by name',
  },
  {
    code: 'request-body-unrecorded',
    meaning: 'a request had a body and the recording does not hold it',
    explanation: 'Only with --requests. As body-unrecorded, for the other direction.',
    example: 'PutBook 200: the recording holds no text of the body [request-body-unrecorded]',
    fix: 'record with bodies, or allow it by name',
  },
  {
    code: 'request-body-too-large',
    meaning: 'a request body that is more than is read',
    explanation: 'Only with --requests. As body-too-large, for the other direction.',
    example:
      'PutBook 200: more than 100 MiB, the limit limits.bodyBytes of the config, after br decoding [request-body-too-large]',
    fix: 'raise the limit in the config, or record less',
  },
  {
    code: 'request-media-type-unreadable',
    meaning: 'a request body with a schema, of a media type that can not be read here',
    explanation: 'Only with --requests. As media-type-unreadable, for the other direction.',
    example:
      'PutBook 200: a body of application/xml has a schema and can not be read here [request-media-type-unreadable]',
    fix: 'allow it by name',
  },
  {
    code: 'operation-ambiguous',
    meaning: 'a request that several operations of the contract match',
    explanation:
      'Their paths differ in nothing that a request shows, such as a fragment or the name of a parameter. Where it is allowed, the first of them takes the request.',
    example: 'POST /: POST / is that of several operations: addItem, removeItem [operation-ambiguous]',
    fix: "declare one operation, or allow it: allow: ['operation-ambiguous: POST /']",
  },
  {
    code: 'pattern',
    meaning: 'a value where the contract states a pattern that JavaScript can not compile',
    explanation: 'The value is judged without the pattern. The name is the pattern.',
    example: '(?i)a: values were observed where the contract can not be judged [pattern]',
    fix: "write the pattern as JavaScript does, or allow it: allow: ['pattern: (?i)a']",
  },
  {
    code: 'pattern-slow',
    meaning: 'a value where the contract states a pattern that may take more than quadratic time',
    explanation: 'The value is judged without the pattern. The name is the pattern.',
    example: '(a+)+b: values were observed where the contract can not be judged [pattern-slow]',
    fix: "write the pattern without nested repetition, or allow it: allow: ['pattern-slow: *']",
  },
  {
    code: 'pattern-long',
    meaning:
      'a text of more than 1,024 characters, or many texts, where the contract states a pattern that may take quadratic time',
    explanation:
      'The text is judged without the pattern. So are those of one body that come after some whose lengths, squared, add up to 4,194,304 (four of 1,024 characters, 1,024 of 64), in the gate and the runtime alike. The name is the pattern. Shorter texts are judged as ever, and a `maxLength` of at most 1,024 beside the pattern says that there are no others. In headers, parameters and requests the whole text counts.',
    example: '^.*,.*$: values were observed where the contract can not be judged [pattern-long]',
    fix: "state a maxLength beside the pattern, or allow it: allow: ['pattern-long: *']",
  },
  {
    code: 'keyword',
    meaning: 'a value where a keyword of the contract has a value that it can not have',
    explanation: 'The value is judged without the keyword. The name is the keyword and its value.',
    example: 'type "int": values were observed where the contract can not be judged [keyword]',
    fix: 'correct the keyword, or allow it: allow: [\'keyword: type "int"\']',
  },
  {
    code: 'schema',
    meaning: 'a value whose schema can not be compiled',
    explanation: 'The name is the pointer of the schema in the contract.',
    example: '/components/schemas/Loop: values were observed where the contract can not be judged [schema]',
    fix: "correct the schema, or allow it: allow: ['schema: /components/schemas/Loop']",
  },
  {
    code: 'reference',
    meaning: 'a value whose schema is a reference that leads nowhere',
    explanation: 'The name is the reference as it is written.',
    example: 'pet.yaml: values were observed where the contract can not be judged [reference]',
    fix: "put the file where the reference looks for it, or allow it: allow: ['reference: pet.yaml']",
  },
  {
    code: 'findings-dropped',
    meaning: 'one body has more findings than are listed',
    explanation:
      'The list stops at a thousand for each body, so that a hostile response can not fill the memory. What was cut off may be new.',
    example: 'GetBook 200: one body has 299000 findings more than are listed [findings-dropped]',
    fix: 'mend what is listed first',
  },
  {
    code: 'coverage-low',
    meaning: 'less was observed than minCoverage asks for',
    explanation:
      'Of what the contract declares, by kind: operations, statuses, media types, headers, properties, enum values, union branches.',
    example: 'statuses: 1 of 3 declared statuses observed, at least 60 % asked for [coverage-low]',
    fix: 'record what is missing, or ask for less',
  },
  {
    code: 'status-unexpected',
    meaning: 'the service answered a probe with another status than it was to',
    explanation:
      'Only live. A 401 instead of a 200 says that the credentials are wrong, not that the contract is.',
    example: 'GetBook: 401 instead of 200 [status-unexpected]',
    fix: 'check credentials and parameters, or state the status with expect',
  },
  {
    code: 'unreachable',
    meaning: 'the service gave no answer to a probe',
    explanation:
      'Only live. No address, no connection, no answer in time, or a host that the config does not allow.',
    example: 'GetBook: no connection in time [unreachable]',
    fix: 'check endpoint and network',
  },
  {
    code: 'page-unreadable',
    meaning: 'a reference page that is in no known layout, or lacks a part',
    explanation:
      'Only of docs check and docs diff. Such a page is never read in half; standard error names its line and the reason. The run ends with 2.',
    example: 'ShowThing.html: the page is empty [page-unreadable]',
    fix: 'save the whole page, or leave it out',
  },
  {
    code: 'page-unreachable',
    meaning: 'a reference page that could not be fetched',
    explanation: 'Only of docs check and docs diff, for pages by address.',
    example: 'https://vendor.example/ShowThing.html: no answer within 15 s [page-unreachable]',
    fix: 'save the page and pass the file, or allow it by name',
  },
  {
    code: 'shard-missing',
    meaning: 'the report of one part of a run in parts is not there',
    explanation:
      'A run that was divided among machines is whole only with the partial reports of all of them.',
    example: '3/8: no partial report of shard 3/8 [shard-missing]',
    fix: 'merge it with the others, or run that part again',
  },
  {
    code: 'interrupted',
    meaning: 'the run was ended before all was read',
    explanation: 'What was seen until then is in the report.',
    example: 'recordings: the run was interrupted before all was read [interrupted]',
    fix: 'let it run to its end',
  },
];

export type CodeGroup = {
  readonly name: string;
  readonly title: string;
  readonly codes: readonly CodeWords[];
};

const described = describeRules();

export const codeGroups: readonly CodeGroup[] = [
  {
    name: 'responses',
    title: 'responses',
    codes: described.filter(({ kind }) => kind !== 'request'),
  },
  {
    name: 'requests',
    title: 'requests, with --requests',
    codes: described.filter(({ kind }) => kind === 'request'),
  },
  { name: 'page', title: 'a page against itself', codes: docsRules },
  { name: 'changes', title: 'a page against the contract, or against its review', codes: changeCodes },
  { name: 'diff', title: 'a contract against the one before', codes: diffCodes },
  {
    name: 'unchecked',
    title: 'what could not be checked',
    codes: uncheckedWords.map((words) => ({ ...words, level: 'unchecked' })),
  },
];

export const codeWords: readonly CodeWords[] = codeGroups.flatMap(({ codes }) => codes);

/** The codes that have a level, which the config may set. */
export const ruleCodes: readonly string[] = [...described, ...docsRules, ...changeCodes, ...diffCodes].map(
  ({ code }) => code,
);
