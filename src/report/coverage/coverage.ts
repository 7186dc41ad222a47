// What of the contract was seen, counted by identity of the compiled objects: no strings are made per exchange.
import { headerValue } from '../../lib/headers.ts';
import type {
  BodyCoverage,
  CompiledContent,
  CompiledContract,
  CompiledOperation,
  CompiledResponse,
  Coverage,
  Headers,
  OperationCoverage,
  ResponseCoverage,
} from '../../model.ts';
import type { PartialReport, PartialResponse } from '../partial.ts';

const NONE_DECLARED = '*';

type ResponseCount = {
  observed: number;
  readonly mediaTypes: Map<string, number>;
  /** By declared name; where none is declared, `*` counts the responses that came with headers. */
  readonly headers: Map<string, number>;
};
type OperationCount = {
  observed: number;
  readonly responses: Map<CompiledResponse, ResponseCount>;
  /** By status as observed, declared or not. */
  readonly statuses: Map<number, number>;
};

type Seen = {
  readonly operation: CompiledOperation;
  readonly response: CompiledResponse | undefined;
  readonly mediaType: string | undefined;
  readonly status: number;
};

type CoverageCounter = {
  readonly add: (seen: Seen, headers: Headers | undefined) => void;
  /** Exchanges of one operation and observed status. */
  readonly observed: (operationId: string, status: string) => number;
  readonly partial: () => PartialReport['operations'];
  readonly addPartial: (operations: PartialReport['operations']) => void;
  readonly finish: () => Coverage;
};

type BodyCoverageOf = (content: CompiledContent) => BodyCoverage | undefined;

/** `bodies`: what was counted inside of bodies, where that was done. */
export function createCoverage(
  contract: CompiledContract,
  bodies: BodyCoverageOf = () => undefined,
): CoverageCounter {
  const counts = new Map(contract.operations.map((operation) => [operation, newCount(operation)]));
  let byId: Map<string, (readonly [CompiledOperation, OperationCount])[]> | undefined;

  function add({ operation, response, mediaType, status }: Seen, headers: Headers | undefined): void {
    const count = counts.get(operation);
    if (count === undefined) return;
    count.observed++;
    increment(count.statuses, status);
    const of = response && count.responses.get(response);
    if (response === undefined || of === undefined) return;
    of.observed++;
    if (mediaType !== undefined) increment(of.mediaTypes, mediaType);
    if (response.headers.length === 0 && headers !== undefined) increment(of.headers, NONE_DECLARED);
    for (const { name } of response.headers)
      if (headerValue(headers, name) !== undefined) increment(of.headers, name);
  }

  return {
    add,
    partial: () => partialOf(counts),
    addPartial: (operations) => addPartial(counts, operations),
    observed: (operationId, status) => {
      byId ??= Map.groupBy(counts, ([operation]) => operation.id);
      const same = byId.get(operationId) ?? [];
      return same.reduce((sum, [, count]) => sum + (count.statuses.get(Number(status)) ?? 0), 0);
    },
    finish: () => coverageOf(counts, bodies),
  };
}

type Counts = ReadonlyMap<CompiledOperation, OperationCount>;

function partialOf(counts: Counts): PartialReport['operations'] {
  return observedOf(counts.values(), ({ observed, statuses, responses }) => ({
    observed,
    statuses: Object.fromEntries(statuses),
    responses: observedOf(responses.values(), ({ observed, mediaTypes, headers }) => ({
      observed,
      mediaTypes: sorted(mediaTypes),
      headers: sorted(headers),
    })),
  }));
}

/** By index; what was not observed is left out. */
function observedOf<Count extends { readonly observed: number }, Part>(
  counts: Iterable<Count>,
  partOf: (count: Count) => Part,
): Record<string, Part> {
  const observed = [...counts].map((count, index) => [index, count] as const);
  return Object.fromEntries(
    observed.filter(([, count]) => count.observed > 0).map(([index, count]) => [index, partOf(count)]),
  );
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function addPartial(counts: Counts, operations: PartialReport['operations']): void {
  for (const [index, count] of [...counts.values()].entries()) {
    const more = operations[index];
    if (more === undefined) continue;
    count.observed += more.observed;
    for (const [status, times] of Object.entries(more.statuses))
      increment(count.statuses, Number(status), times);
    for (const [at, response] of [...count.responses.values()].entries())
      addResponse(response, more.responses[at]);
  }
}

function addResponse(count: ResponseCount, more: PartialResponse | undefined): void {
  if (more === undefined) return;
  count.observed += more.observed;
  for (const [name, times] of Object.entries(more.mediaTypes)) increment(count.mediaTypes, name, times);
  for (const [name, times] of Object.entries(more.headers)) increment(count.headers, name, times);
}

function newCount(operation: CompiledOperation): OperationCount {
  const responses = operation.responses.map((response): [CompiledResponse, ResponseCount] => [
    response,
    { observed: 0, mediaTypes: new Map(), headers: new Map() },
  ]);
  return { observed: 0, responses: new Map(responses), statuses: new Map() };
}

function increment<Key>(counts: Map<Key, number>, key: Key, times = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + times);
}

function coverageOf(
  counts: ReadonlyMap<CompiledOperation, OperationCount>,
  bodies: BodyCoverageOf,
): Coverage {
  const byOperation = [...counts].map(([operation, count]) => operationCoverage(operation, count, bodies));
  const statuses = byOperation.flatMap((operation) => operation.responses);
  const headersNotJudged = [...counts.values()]
    .flatMap(({ responses }) => [...responses.values()])
    .reduce((sum, { headers }) => sum + (headers.get(NONE_DECLARED) ?? 0), 0);
  return {
    operations: share(byOperation),
    statuses: share(statuses),
    ...inside(statuses),
    ...(headersNotJudged > 0 && { headersNotJudged }),
    byOperation,
  };
}

/** What the observed responses declare; of one that never came, its status is what is missing. */
function inside(statuses: readonly ResponseCoverage[]): Partial<Coverage> {
  const seen = statuses.filter(({ observed }) => observed > 0);
  const bodies = seen.flatMap((response) => response.bodies ?? []);
  const properties = bodies.flatMap((body) => body.properties);
  return {
    mediaTypes: share(seen.flatMap((response) => response.mediaTypes)),
    headers: share(seen.flatMap((response) => response.headers ?? [])),
    properties: share(properties),
    enumValues: share(properties.flatMap(({ values = [] }) => values)),
    branches: share(bodies.flatMap((body) => body.branches)),
  };
}

function share(parts: readonly { readonly observed: number }[]): Coverage['operations'] {
  return { declared: parts.length, observed: parts.filter((part) => part.observed > 0).length };
}

function operationCoverage(
  operation: CompiledOperation,
  count: OperationCount,
  bodies: BodyCoverageOf,
): OperationCoverage {
  const { id, method, path, deprecated } = operation;
  const responses = [...count.responses].map(([response, seen]) => responseCoverage(response, seen, bodies));
  return { id, method, path, ...(deprecated && { deprecated }), observed: count.observed, responses };
}

/** Every declared media type, then what a range such as `application/*` was observed as. */
function responseCoverage(
  response: CompiledResponse,
  seen: ResponseCount,
  bodiesOf: BodyCoverageOf,
): ResponseCoverage {
  const declared = response.content.map((content) => content.mediaType);
  const names = new Set([...declared, ...[...seen.mediaTypes.keys()].sort()]);
  const mediaTypes = [...names].map((mediaType) => ({
    mediaType,
    observed: seen.mediaTypes.get(mediaType) ?? 0,
  }));
  const headers = response.headers.map(({ name }) => ({ name, observed: seen.headers.get(name) ?? 0 }));
  const bodies = response.content.flatMap((content) => {
    const body = bodiesOf(content);
    return body === undefined ? [] : [{ mediaType: content.mediaType, ...body }];
  });
  return {
    status: response.status,
    observed: seen.observed,
    mediaTypes,
    ...(headers.length === 0 ? {} : { headers }),
    ...(bodies.length === 0 ? {} : { bodies }),
  };
}
