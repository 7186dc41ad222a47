// A response of the contract as a mock serves it: its own example or, without one, a value of its schema. It is judged before anyone is served
// with it: a mock that breaks the contract would test against nothing.
import { InputError } from '../lib/input-error.ts';
import { essenceOf, isJson, mediaTypeOf } from '../lib/media-type.ts';
import { listOf, nearest } from '../lib/suggest.ts';
import type {
  Body,
  CompiledContent,
  CompiledHeader,
  CompiledOperation,
  CompiledResponse,
  ContractDetail,
  Issue,
  ResponseExample,
} from '../model.ts';
import { bodiesOf, firstValueOf } from '../selftest/bodies.ts';
import { contentTypeOf, writtenBody, writtenHeader } from '../selftest/written.ts';
import { recordedBodyReader } from '../verdict/coding.ts';
import { createExplainer } from '../verdict/explain.ts';
import { matchOperation } from '../verdict/match.ts';
import { contentFor } from '../verdict/media-type.ts';
import { statusUnder } from '../verdict/responses.ts';
import { rules } from '../verdict/rules.ts';
import { createResponseJudge } from '../verdict/verdict.ts';
import { detailOf, type WatchedContract } from './received.ts';

/** Where mocks answer, and with which responses. */
export type ExampleOptions = {
  /** Scheme and host, and a path where the whole API is mounted deeper. The path of the contract's own server may stand there too. */
  readonly origin: string;
  /** By operationId: the status to answer with, or `404 name` for one example by its name; the first success where it is not given. */
  readonly responses?: Readonly<Record<string, number | string>> | undefined;
};

/** As it goes over the wire. */
export type ExampleResponse = {
  readonly operation: CompiledOperation;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
};

/**
 * One for each operation. An operation of whose responses none can be made answers 501 and says so, or its requests would reach the network;
 * one that is asked for by name has to have the response.
 */
export async function exampleResponses(
  contract: WatchedContract,
  { responses = {} }: Pick<ExampleOptions, 'responses'> = {},
): Promise<readonly ExampleResponse[]> {
  const detail = await detailOf(contract);
  const ids = contract.operations.map(({ id }) => id);
  for (const id of Object.keys(responses)) if (!ids.includes(id)) throw unknownOperation(id, ids);
  const judge = createResponseJudge(rules, recordedBodyReader());
  const explainer = createExplainer(detail);
  const issuesOf: IssuesOf = ({ operation, status, headers, body }) =>
    judge(
      operation,
      {
        source: 'example',
        index: 0,
        request: {
          method: operation.method,
          url: operation.path,
          headers: undefined,
          body: { kind: 'none' },
        },
        response: { status, headers, body: asBody(body) },
      },
      explainer,
    )?.issues ?? [];
  return contract.operations.map((operation) => {
    const wanted = Object.hasOwn(responses, operation.id) ? String(responses[operation.id]) : undefined;
    return served({ operation, detail, issuesOf }, wanted);
  });
}

type IssuesOf = (response: ExampleResponse) => readonly Issue[];

type Source = {
  readonly operation: CompiledOperation;
  readonly detail: ContractDetail;
  readonly issuesOf: IssuesOf;
};

/** Without an example the value is made when it is needed. */
type Candidate = {
  readonly response: CompiledResponse;
  readonly status: number;
  readonly name: string;
  readonly example: ResponseExample | undefined;
};

function served(source: Source, wanted: string | undefined): ExampleResponse {
  const { operation, detail } = source;
  const candidates = operation.responses.flatMap((response) => candidatesOf(operation, response, detail));
  const successes = candidates.filter(({ status }) => status < 300);
  const chosen =
    wanted === undefined
      ? [...successes, ...successes.map(withoutExample), ...candidates]
      : named(source, candidates, wanted);
  let broken: InputError | undefined;
  for (const candidate of chosen) {
    const made = candidate.example === undefined ? madeOf(source, candidate) : stated(source, candidate);
    if (made instanceof InputError) broken ??= made;
    else if (made !== undefined) return made;
  }
  const wantedName = wanted === undefined ? '' : ` ${wanted}`;
  const reason = broken?.message ?? `no response of ${operation.id}${wantedName} can be made from its schema`;
  if (wanted !== undefined) throw broken ?? new InputError(reason, { fix: fixOf(detail) });
  return {
    operation,
    status: 501,
    headers: { 'Content-Type': 'text/plain' },
    body: `driftgate: ${reason}; ${broken?.fix ?? fixOf(detail)}`,
  };
}

function withoutExample(candidate: Candidate): Candidate {
  return { ...candidate, name: '', example: undefined };
}

function unknownOperation(id: string, ids: readonly string[]): InputError {
  const near = nearest(id, ids);
  return new InputError(`unknown operation "${id}"; known: ${listOf(ids)}`, {
    ...(near === undefined ? {} : { fix: `did you mean ${near}?` }),
  });
}

function fixOf({ files }: ContractDetail): string {
  return `give the response an example in ${files[0] ?? 'the contract'}`;
}

function named(
  { operation, detail }: Source,
  candidates: readonly Candidate[],
  wanted: string,
): readonly Candidate[] {
  const [status, ...name] = wanted.split(' ');
  const hasName = name.length > 0;
  const found = candidates.filter(
    (each) => String(each.status) === status && (!hasName || each.name === name.join(' ')),
  );
  if (found.length > 0) return hasName ? found : [...found, ...found.map(withoutExample)];
  const known = listOf(candidates.map((each) => `${each.status} ${each.name}`.trim())) || 'none';
  throw new InputError(`${operation.id} has no example "${wanted}"; known: ${known}`, { fix: fixOf(detail) });
}

/** An interim response is never the answer (RFC 9110 section 15.2). */
function candidatesOf(
  operation: CompiledOperation,
  response: CompiledResponse,
  detail: ContractDetail,
): readonly Candidate[] {
  const status = statusUnder(operation, response);
  if (status === undefined || status < 200) return [];
  const own = examplesOf(operation, response, detail).filter(({ header }) => header === undefined);
  if (own.length === 0 || response.content.length === 0)
    return [{ response, status, name: '', example: undefined }];
  return own.map((example) => ({ response, status, name: example.name, example }));
}

function examplesOf(
  { id }: CompiledOperation,
  { status }: CompiledResponse,
  { examples = {} }: ContractDetail,
): readonly ResponseExample[] {
  const own: readonly ResponseExample[] = Object.hasOwn(examples, id) ? (examples[id] ?? []) : [];
  return own.filter((example) => example.status.toUpperCase() === status.toUpperCase());
}

/** An InputError where the example breaks the contract: contracts of others have such examples, and nobody is served with one. */
function stated(source: Source, candidate: Candidate): ExampleResponse | InputError | undefined {
  const { example, response } = candidate;
  const type = concreteType(example?.mediaType ?? '', example?.value);
  const content = contentFor(response.content, mediaTypeOf(type) ?? { essence: type, parameters: [] });
  const own = content ?? response.content[0];
  // The parts that are written here have a boundary of their own.
  const hasParts = own !== undefined && type.startsWith('multipart/') && typeof example?.value !== 'string';
  const use = { content: own, type: hasParts ? contentTypeOf(own) : type };
  const made = written(source, candidate, use, example?.value);
  const issues = made === undefined ? [] : source.issuesOf(made);
  if (issues.length === 0) return made;
  return new InputError(
    `example "${candidate.name}" of ${source.operation.id} ${candidate.status} breaks the contract: ${listOf(
      issues.map(({ message, code }) => `${message} [${code}]`),
    )}`,
    { fix: `correct the example or the schema in ${source.detail.files[0] ?? 'the contract'}` },
  );
}

/** The first that the contract has nothing to say against: always the same. */
function madeOf(source: Source, candidate: Candidate): ExampleResponse | undefined {
  const { content } = candidate.response;
  const contents = content.length === 0 ? [undefined] : content;
  for (const each of contents)
    for (const value of valuesOf(source.detail, each)) {
      const type =
        each === undefined || each.mediaType.includes('*')
          ? concreteType(each?.mediaType ?? '', value)
          : contentTypeOf(each);
      const made = written(source, candidate, { content: each, type }, value);
      if (made !== undefined && source.issuesOf(made).length === 0) return made;
    }
  return undefined;
}

function* valuesOf(detail: ContractDetail, content: CompiledContent | undefined): Generator<unknown> {
  if (content === undefined) return yield undefined;
  const first = content.schema === undefined ? {} : firstValueOf(detail, content);
  if (first !== undefined) yield first;
  yield* bodiesOf(detail, content).bodies;
}

function written(
  { operation, detail }: Source,
  { response, status }: Candidate,
  { content, type }: { readonly content: CompiledContent | undefined; readonly type: string },
  value: unknown,
): ExampleResponse | undefined {
  const headers = fieldsOf(response.headers, examplesOf(operation, response, detail), detail);
  if (headers === undefined) return undefined;
  // RFC 9110 sections 15.3.5, 15.3.6 and 15.4.5: these have no content.
  if (content === undefined || [204, 205, 304].includes(status))
    return { operation, status, headers, body: undefined };
  const body = bodyText(content, type, value, detail);
  if (body === undefined) return undefined;
  return {
    operation,
    status,
    headers: { ...headers, 'Content-Type': type },
    body: operation.method.toUpperCase() === 'HEAD' ? undefined : body,
  };
}

/** Those with an example and those that are required; undefined where one of these has no value that can be written. */
function fieldsOf(
  headers: readonly CompiledHeader[],
  examples: readonly ResponseExample[],
  detail: ContractDetail,
): Record<string, string> | undefined {
  const fields: Record<string, string> = {};
  for (const header of headers) {
    const example = examples.find((each) => each.header === header.name);
    if (example === undefined && !header.required) continue;
    const value = example?.value ?? (header.schema === undefined ? 'x' : firstValueOf(detail, header));
    const text = value === undefined ? undefined : writtenHeader(header, value);
    if (text === undefined) return undefined;
    fields[header.name] = text;
  }
  return fields;
}

function bodyText(
  content: CompiledContent,
  type: string,
  value: unknown,
  detail: ContractDetail,
): ExampleResponse['body'] {
  if (isJson(essenceOf(type) ?? '')) return JSON.stringify(value);
  if (typeof value === 'string') return value;
  const body = writtenBody(content, value, (headers) => fieldsOf(headers, [], detail));
  if (body?.kind === 'text') return body.text;
  return body?.kind === 'bytes' ? Uint8Array.from(body.bytes) : undefined;
}

function asBody(body: ExampleResponse['body']): Body {
  if (body === undefined) return { kind: 'none' };
  return typeof body === 'string' ? { kind: 'text', text: body } : { kind: 'bytes', bytes: body };
}

/**
 * Whether a path of the host, with or without a query, is that of the operation and of no other that the gate would prefer. The path of one of
 * the contract's servers is part of its operations' paths, whether the origin repeats it or not.
 */
export function servedAt(
  contract: WatchedContract,
  operation: CompiledOperation,
  origin: string,
): (path: string) => boolean {
  const base = new URL(origin).pathname.replace(/\/+$/, '');
  const mount = operation.prefixes.includes(base) ? '' : base;
  return (path) =>
    path.startsWith(mount) &&
    /^(?:[/?]|$)/.test(path.slice(mount.length)) &&
    matchOperation(contract, operation.method, path.slice(mount.length)) === operation;
}

const OF_RANGE: Readonly<Record<string, string>> = {
  application: 'octet-stream',
  audio: 'mpeg',
  image: 'png',
  text: 'plain',
  video: 'mp4',
};

/** A response can't be of a range. */
function concreteType(mediaType: string, value: unknown): string {
  if (!mediaType.includes('*')) return mediaType;
  const [, top = '*', suffix = ''] = /^([^/;]*)\/\*(\+[^;]*)?/.exec(mediaType) ?? [];
  if (suffix !== '') return `${top}/vnd.example${suffix}`;
  const isAny = top === '*' || top === 'application';
  if (isAny && typeof value !== 'string') return 'application/json';
  return top === '*' ? 'text/plain' : `${top}/${OF_RANGE[top] ?? 'vnd.example'}`;
}
