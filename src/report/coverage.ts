// What of the contract was seen, counted by identity of the compiled objects: no strings are made per exchange.
import type {
  CompiledContract,
  CompiledOperation,
  CompiledResponse,
  Coverage,
  OperationCoverage,
  ResponseCoverage,
} from '../model.ts';

type ResponseCount = { observed: number; readonly mediaTypes: Map<string, number> };
type OperationCount = {
  observed: number;
  readonly responses: Map<CompiledResponse, ResponseCount>;
  /** By status as observed, declared or not. */
  readonly statuses: Map<number, number>;
};

export type CoverageCounter = {
  readonly add: (seen: {
    readonly operation: CompiledOperation;
    readonly response: CompiledResponse | undefined;
    readonly mediaType: string | undefined;
    readonly status: number;
  }) => void;
  /** Exchanges of one operation and observed status. */
  readonly observed: (operationId: string, status: string) => number;
  readonly finish: () => Coverage;
};

export function createCoverage(contract: CompiledContract): CoverageCounter {
  const counts = new Map(contract.operations.map((operation) => [operation, newCount(operation)]));
  return {
    add: ({ operation, response, mediaType, status }) => {
      const count = counts.get(operation);
      if (count === undefined) return;
      count.observed++;
      increment(count.statuses, status);
      const of = response && count.responses.get(response);
      if (of === undefined) return;
      of.observed++;
      if (mediaType !== undefined) increment(of.mediaTypes, mediaType);
    },
    observed: (operationId, status) => {
      let sum = 0;
      for (const [operation, count] of counts)
        if (operation.id === operationId) sum += count.statuses.get(Number(status)) ?? 0;
      return sum;
    },
    finish: () => coverageOf(counts),
  };
}

function newCount(operation: CompiledOperation): OperationCount {
  const responses = operation.responses.map((response) => [response, newResponse()] as const);
  return { observed: 0, responses: new Map(responses), statuses: new Map() };
}

function newResponse(): ResponseCount {
  return { observed: 0, mediaTypes: new Map() };
}

function increment<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function coverageOf(counts: ReadonlyMap<CompiledOperation, OperationCount>): Coverage {
  const byOperation = [...counts].map(([operation, count]) => operationCoverage(operation, count));
  const statuses = byOperation.flatMap((operation) => operation.responses);
  return { operations: share(byOperation), statuses: share(statuses), byOperation };
}

function share(parts: readonly { readonly observed: number }[]): Coverage['operations'] {
  return { declared: parts.length, observed: parts.filter((part) => part.observed > 0).length };
}

function operationCoverage(operation: CompiledOperation, count: OperationCount): OperationCoverage {
  const { id, method, path } = operation;
  const responses = [...count.responses].map(([response, seen]) => responseCoverage(response, seen));
  return { id, method, path, observed: count.observed, responses };
}

/** Every declared media type, then what a range such as `application/*` was observed as. */
function responseCoverage(response: CompiledResponse, seen: ResponseCount): ResponseCoverage {
  const declared = response.content.map((content) => content.mediaType);
  const names = new Set([...declared, ...[...seen.mediaTypes.keys()].sort()]);
  const mediaTypes = [...names].map((mediaType) => ({
    mediaType,
    observed: seen.mediaTypes.get(mediaType) ?? 0,
  }));
  return { status: response.status, observed: seen.observed, mediaTypes };
}
