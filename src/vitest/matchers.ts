// Matchers for any expect that has `extend`: vitest's, jest's, playwright's. They are asynchronous, since bodies are.

import { methodNamed } from '../lib/http-methods.ts';
import { listOf, unknownName } from '../lib/suggest.ts';
import type { Baseline, CompiledOperation, Exchange, Report } from '../model.ts';
import { knownOrExpired } from '../report/baseline.ts';
import type { WatchedContract } from '../runtime/received.ts';
import { matchOperation } from '../verdict/match.ts';
import { type Received, receivedOf } from './received.ts';
import { reportOn, textOf, type VerdictOptions } from './verdict.ts';

/** An operationId, or what `driftgate/apig` exports under it. */
export type OperationReference = string | { readonly operation: { readonly id: string } };

/** What a matcher answers to `expect`. */
export type MatcherResult = { readonly pass: boolean; readonly message: () => string };

/** The matchers of `contractMatchers`, by the names under which `expect` has them. */
export type ContractMatchers = {
  /** The response says nothing that the contract does not. */
  readonly toMatchContract: (received: unknown, operation?: OperationReference) => Promise<MatcherResult>;
  /** A response, several of them or a report has no finding that the baseline does not know. */
  readonly toHaveNoDrift: (received: unknown, baseline?: Baseline) => Promise<MatcherResult>;
};

/** Matchers for `expect.extend`: a response or a report held against the contract. */
export function contractMatchers(contract: WatchedContract, options: VerdictOptions = {}): ContractMatchers {
  return {
    toMatchContract: async (received, operation) =>
      resultOf(await reportOnResponses(contract, [received], options, operation)),
    toHaveNoDrift: async (received, baseline) => {
      if (isReport(received)) return resultOf(withBaseline(received, baseline));
      const responses = Array.isArray(received) ? received : [received];
      return resultOf(
        await reportOnResponses(contract, responses, { ...options, baseline: baseline ?? options.baseline }),
      );
    },
  };
}

/** What could not be checked fails `toMatchContract` and its negation alike. */
function resultOf(report: Report): MatcherResult {
  if (report.outcome === 'unchecked') throw new Error(textOf(report));
  const pass = report.outcome === 'passed';
  return { pass, message: () => (pass ? 'expected drift, and there is none' : textOf(report)) };
}

function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'findings' in value && 'coverage' in value;
}

function withBaseline(report: Report, baseline: Baseline | undefined): Report {
  if (baseline === undefined || report.outcome === 'unchecked') return report;
  const known = new Map(baseline.findings.map((entry) => [entry.fingerprint, entry]));
  const today = new Date().toISOString().slice(0, 10);
  const findings = report.findings.map((finding) => {
    const entry = known.get(finding.fingerprint);
    return { ...finding, ...(entry && knownOrExpired(entry, today)) };
  });
  const fails = findings.some((finding) => finding.known === undefined);
  return { ...report, findings, outcome: fails ? 'findings' : 'passed' };
}

async function reportOnResponses(
  contract: WatchedContract,
  responses: readonly unknown[],
  options: VerdictOptions,
  reference?: OperationReference,
): Promise<Report> {
  const named = reference === undefined ? undefined : operationNamed(contract, reference);
  const exchanges = await Promise.all(
    responses.map(async (response, index) => {
      const received = await receivedOf(response);
      if (received === undefined)
        throw new Error(
          'this is no response\n  fix: give a fetch Response, an undici, axios, supertest or Playwright response, or { status, headers, body }',
        );
      if (named !== undefined) return exchangeOf(received, named, index, ownPath(named));
      return exchangeOf(received, operationOf(contract, received), index);
    }),
  );
  return reportOn(named === undefined ? contract : { ...contract, operations: [named] }, exchanges, options);
}

function operationNamed({ operations }: WatchedContract, reference: OperationReference): CompiledOperation {
  const id = typeof reference === 'string' ? reference : reference.operation.id;
  const operation = operations.find((each) => each.id === id);
  if (operation !== undefined) return operation;
  const { message, fix } = unknownName({
    noun: 'operation',
    name: id,
    known: operations.map((each) => each.id),
  });
  throw new Error(fix === undefined ? message : `${message}\n  fix: ${fix}`);
}

/** A fetch Response does not have its method: the path alone has to decide. */
function operationOf(contract: WatchedContract, { method, url }: Received): CompiledOperation | undefined {
  const { operations } = contract;
  if (url === undefined) {
    if (operations.length === 1) return operations[0];
    throw ambiguous('the response does not tell its url', operations);
  }
  if (method !== undefined) return undefined;
  const methods = [...new Set(operations.map((operation) => operation.method))];
  const found = methods.flatMap((each) => matchOperation(contract, each, url) ?? []);
  if (found.length > 1) throw ambiguous('the response does not tell its method', found);
  return found[0];
}

function ambiguous(why: string, operations: readonly CompiledOperation[]): Error {
  const ids = listOf(operations.map(({ id }) => id));
  return new Error(`${why}\n  fix: name the operation, one of ${ids}`);
}

function exchangeOf(
  received: Received,
  operation: CompiledOperation | undefined,
  index: number,
  path?: string,
): Exchange {
  const { status, headers, body } = received;
  const method = methodNamed(operation?.method ?? received.method ?? 'GET');
  const known = received.url?.replace(/[?#].*$/s, '');
  const url = path ?? known ?? (operation === undefined ? '/' : ownPath(operation));
  return {
    source: `${method} ${known ?? operation?.path ?? url}`,
    index,
    request: { method, url, headers: undefined, body: { kind: 'none' } },
    response: { status, headers, body },
  };
}

/** A path that belongs to this operation. */
function ownPath({ path, prefixes }: CompiledOperation): string {
  return `${prefixes[0] ?? ''}${path.replaceAll(/\{[^{}]*\}/g, 'x')}`;
}
