// driftgate against its own contract: bodies that are right must be clean, and each planted mutation must be exactly its finding.

import { pointerTokens } from '../lib/pointer.ts';
import type { Body, CompiledContract, CompiledHeader, ContractDetail, Exchange, Issue } from '../model.ts';
import { createExplainer } from '../verdict/explain.ts';
import { createJudge, type Judge } from '../verdict/judge.ts';
import { isJsonContent } from '../verdict/media-type.ts';
import { mayHaveNoBody } from '../verdict/responses.ts';
import { bodiesOf, firstValueOf } from './bodies.ts';
import { type Answer, exchangeOf, wireMutations } from './exchange.ts';
import { type Mutation, mutationKinds } from './mutations.ts';
import { type BodyPlace, placesOf, planted } from './places.ts';
import { writtenBody, writtenHeader } from './written.ts';

type KindResult = { readonly planted: number; readonly killed: number };

export type Selftest = {
  readonly bodies: number;
  /** Choices of the schemas for which no body was found. */
  readonly unreachable: number;
  readonly falseAlarms: readonly string[];
  readonly survivors: readonly string[];
  /** By code, sorted. */
  readonly kinds: Readonly<Record<string, KindResult>>;
};

export function selftest(contract: CompiledContract, detail: ContractDetail): Selftest {
  const tally = createTally();
  const explain = createExplainer(detail);
  const judgeOnce = createJudge(contract);
  const judge: Judge = (exchange) => judgeOnce(exchange, explain);
  for (const operation of contract.operations)
    for (const response of operation.responses) {
      if (response.content.length === 0) continue;
      const headers = headersOf(response.headers, detail);
      for (const content of response.content)
        testContent({ judge, detail, operation, response, content, headers, tally });
    }
  return tally.result();
}

type TestedContent = Answer & {
  readonly judge: Judge;
  readonly detail: ContractDetail;
  readonly tally: Tally;
};

/** A value of each header; undefined where a required one has none that this can write. */
function headersOf(headers: readonly CompiledHeader[], detail: ContractDetail): TestedContent['headers'] {
  const fields: Record<string, string> = {};
  for (const header of headers) {
    const value = header.schema === undefined ? 'x' : firstValueOf(detail, header);
    const text = value === undefined ? undefined : writtenHeader(header, value);
    if (text !== undefined) fields[header.name] = text;
    else if (header.required) return undefined;
  }
  return fields;
}

/** undefined: a content that is neither JSON, text, form, sequence nor octets is not judged. */
function bodyOf({ content, detail }: TestedContent, value: unknown): Body | undefined {
  if (isJsonContent(content)) return { kind: 'json', value };
  const isWritten =
    content.isOctets === true ||
    content.form !== undefined ||
    content.items !== undefined ||
    content.textTypes !== undefined;
  return isWritten ? writtenBody(content, value, (headers) => headersOf(headers, detail)) : undefined;
}

function testContent(subject: TestedContent): void {
  const { content, detail, tally } = subject;
  if (mayHaveNoBody(exchangeOf(subject, { kind: 'none' }))) return;
  const { bodies, unreachable } = bodiesOf(detail, content);
  tally.unreachable(unreachable);
  const seen = new Set<string>();
  let first: Body | undefined;
  for (const value of bodies) {
    const body = bodyOf(subject, value);
    if (body === undefined) continue;
    first ??= body;
    const issues = issuesOf(subject, exchangeOf(subject, body));
    tally.body(subject, issues);
    const isMutated = body.kind === 'json' || content.items !== undefined;
    if (issues.length === 0 && isMutated) testMutations(subject, value, seen);
  }
  if (first === undefined) return;
  for (const { code, exchange } of wireMutations(subject, exchangeOf(subject, first)))
    tally.mutation(subject, { code, pointer: '' }, issuesOf(subject, exchange), false);
}

function testMutations(subject: TestedContent, body: unknown, seen: Set<string>): void {
  const { content, detail, tally } = subject;
  if (content.schema === undefined) return;
  for (const place of placesOf(detail, content.schema, body))
    for (const mutation of mutationKinds.flatMap((kind) => kind(place))) {
      const identity = identityOf(mutation, place);
      if (seen.has(identity)) continue;
      seen.add(identity);
      const mutant = planted(body, pointerTokens(mutation.at), mutation);
      // Still right as written, by another branch perhaps: nothing to find.
      if (mutation.closedWorld !== true && content.open(mutant)) continue;
      const written = bodyOf(subject, mutant);
      // A sequence holds no other value than its items.
      if (written === undefined) continue;
      const issues = issuesOf(subject, exchangeOf(subject, written));
      tally.mutation(subject, mutation, issues, place.underUnion);
    }
}

/** A mutation is planted once at each place; where values have to go together, once beside each value. */
function identityOf({ code, at, value }: Mutation, place: BodyPlace): string {
  const around = code === 'rule-violated' ? place.value : place.schemas.length;
  return JSON.stringify([code, at.replaceAll(/\/\d+(?=\/|$)/g, '/*'), value, around]);
}

function issuesOf({ judge }: TestedContent, exchange: Exchange): readonly Issue[] {
  return judge(exchange)?.issues ?? [];
}

/**
 * A value of another type may be of the type of another branch, and break what that one says of its values. An unknown value may be
 * measured by a branch of another type, as a text beside the JSON of an event is.
 */
function saysSo(found: string, code: string, underUnion: boolean): boolean {
  if (found === code) return true;
  if (!underUnion) return false;
  return code === 'type-mismatch'
    ? OF_VALUES.has(found)
    : code === 'enum-value-undocumented' && found === 'type-mismatch';
}

const OF_VALUES = new Set(
  'enum-value-undocumented format-mismatch integer-unsafe out-of-range pattern-mismatch rule-violated'.split(
    ' ',
  ),
);

type Tally = ReturnType<typeof createTally>;

function createTally() {
  const kinds: Record<string, { planted: number; killed: number }> = {};
  const falseAlarms: string[] = [];
  const survivors: string[] = [];
  let bodies = 0;
  let unreachable = 0;
  const placeOf = ({ operation, response }: TestedContent): string => `${operation.id} ${response.status}`;
  const named = (issues: readonly Issue[]): string =>
    issues.map(({ code, pointer }) => `${code} ${pointer}`).join(', ') || 'nothing';
  return {
    unreachable: (count: number): void => {
      unreachable += count;
    },
    body: (subject: TestedContent, issues: readonly Issue[]): void => {
      bodies += 1;
      if (issues.length > 0) falseAlarms.push(`${placeOf(subject)}: ${named(issues)}`);
    },
    mutation: (
      subject: TestedContent,
      { code, pointer }: Pick<Mutation, 'code' | 'pointer'>,
      issues: readonly Issue[],
      underUnion: boolean,
    ): void => {
      const kind = kinds[code] ?? { planted: 0, killed: 0 };
      kinds[code] = kind;
      kind.planted += 1;
      const isRight =
        issues.some((issue) => issue.pointer === pointer && saysSo(issue.code, code, underUnion)) &&
        (issues.length === 1 || underUnion);
      if (isRight) kind.killed += 1;
      else survivors.push(`${placeOf(subject)}: planted ${code} ${pointer}, found ${named(issues)}`);
    },
    result: (): Selftest => ({
      bodies,
      unreachable,
      falseAlarms,
      survivors,
      kinds: Object.fromEntries(Object.entries(kinds).sort(([a], [b]) => (a < b ? -1 : 1))),
    }),
  };
}
