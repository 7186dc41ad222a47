// A response of the contract, made of its own example and checked before anyone is served with it: a mock that breaks the contract
// would test against nothing.
import { InputError } from '../lib/input-error.ts';
import { essenceOf, isJson } from '../lib/media-type.ts';
import { listOf, nearest } from '../lib/suggest.ts';
import type { CompiledOperation, CompiledResponse, ContractDetail, ResponseExample } from '../model.ts';
import { matchOperation } from '../verdict/match.ts';
import { checker } from './check.ts';
import { detailOf, type WatchedContract } from './received.ts';

export type ExampleOptions = {
  /** Scheme and host, and a path where the server is mounted deeper. */
  readonly origin: string;
  /** By operationId: the status to answer with, or `404 name` for one example by its name; the first success where it is not given. */
  readonly responses?: Readonly<Record<string, number | string>> | undefined;
};

export type ExampleResponse = {
  readonly operation: CompiledOperation;
  readonly status: number;
  readonly mediaType: string | undefined;
  readonly value: unknown;
};

/** One for each operation that has an example; an operation that is asked for by name has to have one. */
export async function exampleResponses(
  contract: WatchedContract,
  { responses = {} }: Pick<ExampleOptions, 'responses'> = {},
): Promise<readonly ExampleResponse[]> {
  const detail = await detailOf(contract);
  const ids = contract.operations.map(({ id }) => id);
  for (const id of Object.keys(responses)) if (!ids.includes(id)) throw unknownOperation(id, ids);
  return contract.operations.flatMap((operation) => {
    const wanted = Object.hasOwn(responses, operation.id) ? String(responses[operation.id]) : undefined;
    const found = pick(operation, detail, wanted);
    return found === undefined ? [] : [checked(operation, detail, found)];
  });
}

function unknownOperation(id: string, ids: readonly string[]): InputError {
  const near = nearest(id, ids);
  return new InputError(`unknown operation "${id}"; known: ${listOf(ids)}`, {
    ...(near === undefined ? {} : { fix: `did you mean ${near}?` }),
  });
}

type Picked = Pick<ExampleResponse, 'status' | 'mediaType' | 'value'> & { readonly name: string };

function pick(
  operation: CompiledOperation,
  detail: ContractDetail,
  wanted: string | undefined,
): Picked | undefined {
  const candidates = operation.responses.flatMap((response) => examplesOf(response, operation, detail));
  if (wanted === undefined) return candidates.find(({ status }) => status < 300) ?? candidates[0];
  const [status, ...name] = wanted.split(' ');
  const found = candidates.find(
    (each) => String(each.status) === status && (name.length === 0 || each.name === name.join(' ')),
  );
  if (found !== undefined) return found;
  const known = listOf(candidates.map((each) => `${each.status} ${each.name}`.trim())) || 'none';
  throw new InputError(`${operation.id} has no example "${wanted}"; known: ${known}`, {
    fix: `give the response an example in ${detail.files[0] ?? 'the contract'}`,
  });
}

/** A response without content is its own example. */
function examplesOf(
  { status, content }: CompiledResponse,
  { id }: CompiledOperation,
  { examples = {} }: ContractDetail,
): readonly Picked[] {
  const code = status === 'default' ? 500 : Number(status.replace('XX', '00'));
  // An interim response is never the answer (RFC 9110 section 15.2).
  if (code < 200) return [];
  if (content.length === 0) return [{ status: code, name: '', mediaType: undefined, value: undefined }];
  const own: readonly ResponseExample[] = Object.hasOwn(examples, id) ? (examples[id] ?? []) : [];
  return own
    .filter((example) => example.status.toUpperCase() === status.toUpperCase())
    .map(({ name, mediaType, value }) => ({ status: code, name, mediaType, value }));
}

function checked(operation: CompiledOperation, detail: ContractDetail, picked: Picked): ExampleResponse {
  const { status, mediaType, value, name } = picked;
  const findings = checker(operation, detail)(
    status,
    value,
    concreteType(mediaType ?? '', value) || undefined,
  );
  if (findings.length > 0)
    throw new InputError(
      `example "${name}" of ${operation.id} ${status} breaks the contract: ${listOf(
        findings.map(({ message, code }) => `${message} [${code}]`),
      )}`,
      { fix: `correct the example or the schema in ${detail.files[0] ?? 'the contract'}` },
    );
  return { operation, status, mediaType, value };
}

/** Whether a path, with or without a query, is that of the operation and of no other that the gate would prefer. */
export function servedAt(contract: WatchedContract, operation: CompiledOperation): (path: string) => boolean {
  return (path) => matchOperation(contract, operation.method, path) === operation;
}

/** An example as it goes over the wire. */
export function exampleBody({ status, mediaType, value }: ExampleResponse): {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
} {
  // RFC 9110 sections 15.3.5, 15.3.6 and 15.4.5: these have no content.
  if (mediaType === undefined || [204, 205, 304].includes(status))
    return { status, headers: {}, body: undefined };
  const concrete = concreteType(mediaType, value);
  const isText = typeof value === 'string' && !isJson(essenceOf(concrete) ?? '');
  return { status, headers: { 'Content-Type': concrete }, body: isText ? value : JSON.stringify(value) };
}

/** A response can't be of a range. */
function concreteType(mediaType: string, value: unknown): string {
  if (!mediaType.includes('*')) return mediaType;
  if (typeof value !== 'string' && !mediaType.startsWith('text/')) {
    const [, suffix = ''] = /^[^;]*\*(\+[^;]*)/.exec(mediaType) ?? [];
    return suffix === '' ? 'application/json' : `application/vnd.example${suffix}`;
  }
  return mediaType.startsWith('application/') ? 'application/octet-stream' : 'text/plain';
}
