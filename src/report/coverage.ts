// What of the contract was seen, counted by identity of the compiled objects: no strings are made per exchange.
import { headerValue } from '../lib/headers.ts';
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
} from '../model.ts';

type ResponseCount = {
  observed: number;
  readonly mediaTypes: Map<string, number>;
  readonly headers: Map<string, number>;
};
type OperationCount = {
  observed: number;
  readonly responses: Map<CompiledResponse, ResponseCount>;
  /** By status as observed, declared or not. */
  readonly statuses: Map<number, number>;
};

export type Seen = {
  readonly operation: CompiledOperation;
  readonly response: CompiledResponse | undefined;
  readonly mediaType: string | undefined;
  readonly status: number;
};

export type CoverageCounter = {
  readonly add: (seen: Seen, headers: Headers | undefined) => void;
  /** Exchanges of one operation and observed status. */
  readonly observed: (operationId: string, status: string) => number;
  readonly finish: () => Coverage;
};

export type BodyCoverageOf = (content: CompiledContent) => BodyCoverage | undefined;

/** `bodies`: what was counted inside of bodies, where that was done. */
export function createCoverage(
  contract: CompiledContract,
  bodies: BodyCoverageOf = () => undefined,
): CoverageCounter {
  const counts = new Map(contract.operations.map((operation) => [operation, newCount(operation)]));
  // A recording repeats itself: what is like the one before is only counted, and noted when something else comes.
  let last: Seen | undefined;
  let repeated = 0;

  function add(seen: Seen, headers: Headers | undefined): void {
    if (last === undefined || !isSame(seen, last)) {
      note();
      last = seen;
    }
    repeated++;
    const { operation, response } = seen;
    if (response === undefined || response.headers.length === 0) return;
    const of = counts.get(operation)?.responses.get(response);
    for (const { name } of response.headers)
      if (of !== undefined && headerValue(headers, name) !== undefined) increment(of.headers, name);
  }

  function note(): void {
    if (last !== undefined) noteSeen(last, repeated);
    last = undefined;
    repeated = 0;
  }

  function noteSeen({ operation, response, mediaType, status }: Seen, times: number): void {
    const count = counts.get(operation);
    if (count === undefined) return;
    count.observed += times;
    increment(count.statuses, status, times);
    const of = response && count.responses.get(response);
    if (of === undefined) return;
    of.observed += times;
    if (mediaType !== undefined) increment(of.mediaTypes, mediaType, times);
  }

  return {
    add,
    observed: (operationId, status) => {
      note();
      let sum = 0;
      for (const [operation, count] of counts)
        if (operation.id === operationId) sum += count.statuses.get(Number(status)) ?? 0;
      return sum;
    },
    finish: () => {
      note();
      return coverageOf(counts, bodies);
    },
  };
}

function newCount(operation: CompiledOperation): OperationCount {
  const responses = operation.responses.map((response) => [response, newResponse()] as const);
  return { observed: 0, responses: new Map(responses), statuses: new Map() };
}

function newResponse(): ResponseCount {
  return { observed: 0, mediaTypes: new Map(), headers: new Map() };
}

function isSame(a: Seen, b: Seen): boolean {
  return (
    a.operation === b.operation &&
    a.response === b.response &&
    a.status === b.status &&
    a.mediaType === b.mediaType
  );
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
  return { operations: share(byOperation), statuses: share(statuses), ...inside(statuses), byOperation };
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
  const { id, method, path } = operation;
  const responses = [...count.responses].map(([response, seen]) => responseCoverage(response, seen, bodies));
  return { id, method, path, observed: count.observed, responses };
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
