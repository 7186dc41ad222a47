// Judging exchange by exchange. What explains a finding and words it is loaded once something is not clean.

import type { Config } from '../../config.ts';
import { headerValue } from '../../lib/headers.ts';
import { methodNamed } from '../../lib/http-methods.ts';
import { namePatterns } from '../../lib/name-patterns.ts';
import { LONGEST_FOR_SLOW_PATTERN, statedPattern } from '../../lib/regex.ts';
import { listOf } from '../../lib/suggest.ts';
import type {
  Body,
  CodeDescription,
  CompiledContent,
  CompiledContract,
  CompiledOperation,
  Declared,
  Exchange,
  Issue,
  Level,
} from '../../model.ts';
import type { Judged } from '../../report/options.ts';
import type { Gap } from '../../report/partial.ts';
import { hasLongText } from '../../schema/long-texts.ts';
import type { describeCode, describeIssue } from '../../verdict/describe.ts';
import { createJudge as createVerdict, type JudgeOptions } from '../../verdict/judge.ts';
import { matchOperation, rivalsOf } from '../../verdict/match.ts';
import type { Explainer, Rule } from '../../verdict/rule.ts';
import { recordedAt } from '../../verdict/rules/recording-stale.ts';
import { levelOf, optionalRules, rules as usualRules } from '../../verdict/rules.ts';
import { pathOf } from '../../verdict/url.ts';
import { notJudgedReason, type Verdict } from '../../verdict/verdict.ts';
import { createLevels } from '../config/levels.ts';
import { type HostGate, hostOf } from './hosts.ts';
import type { ContractModule } from './module.ts';

export type Judge = {
  readonly judge: (exchange: Exchange) => Judged | Promise<Judged>;
  /** Has the words for findings that were counted elsewhere. */
  readonly load: () => Promise<void>;
  readonly levelOf: (issue: Issue, operation: string | undefined) => Level | 'off';
  readonly codeOf: (code: string) => CodeDescription | undefined;
  readonly describe: (issue: Issue) => { readonly declared: Declared; readonly fix: string };
};

/** What looks at more than the response: at requests, and at what bodies show of their schema. */
type Extras = Pick<JudgeOptions, 'rules' | 'readRequest' | 'staleBefore'> & {
  /** Which exchanges are not of this service. */
  readonly hostGate?: HostGate | undefined;
  /** Told of each body that was judged. */
  readonly observe?: (content: CompiledContent, value: unknown) => void;
  /** Observed values are in the words of findings, not only their shapes. */
  readonly showValues?: boolean;
  /** What `observe` still has to do before the next exchange. */
  readonly waiting?: () => Promise<void> | undefined;
  /** Names of what the contract says of the last body and nobody can judge. */
  readonly takeNotJudged?: (content: CompiledContent) => readonly string[];
};

type Explaining = {
  readonly explainer: Explainer;
  readonly describeIssue: (issue: Issue) => ReturnType<typeof describeIssue>;
  readonly describeCode: typeof describeCode;
};

export function createJudge(module: ContractModule, config: Config, extras: Extras = {}): Judge {
  const { observe, waiting, takeNotJudged, hostGate, showValues = false, ...options } = extras;
  const isAllowed = namePatterns(config.allow ?? []);
  const headersAllowed = (config.headersAllowed ?? []).map((name) => name.toLowerCase());
  const { rules = rulesOf(config) } = options;
  const { contract, ready } = module;
  const verdictOn = createVerdict(contract, {
    headersAllowed,
    limits: config.limits,
    ...options,
    rules,
    ...(ready && { isReady: (operation) => ready(operation) === undefined }),
  });
  const levels = createLevels(config.rules);
  /** `not judged` comes first, and may be added when an operation is compiled. */
  const isJudgedInFull = (): boolean => contract.defects?.[0]?.outcome !== 'not judged';
  let explaining: Explaining | undefined;

  async function judgedLater(exchange: Exchange): Promise<Judged> {
    const { method, url } = exchange.request;
    const operation = ready && matchOperation(contract, method, url);
    if (operation !== undefined) await ready?.(operation);
    const first = verdictOn(exchange, explaining?.explainer);
    if (first !== undefined) return observed(first, exchange);
    explaining ??= await loadExplaining(module, showValues);
    const verdict = verdictOn(exchange, explaining.explainer);
    if (verdict === undefined) throw new Error('a verdict with an explanation at hand is always given');
    return observed(verdict, exchange);
  }

  function observed(verdict: Verdict, exchange: Exchange): Judged | Promise<Judged> {
    if (verdict.judged !== undefined) observe?.(verdict.judged.content, verdict.judged.value);
    const wait = waiting?.();
    if (isJudgedInFull() && wait === undefined && verdict.untried.length === 0)
      return withGaps(verdict, exchange);
    const tell = (): Judged => withNotJudged(withGaps(verdict, exchange), verdict, exchange);
    return wait === undefined ? tell() : wait.then(tell);
  }

  function withNotJudged(judged: Judged, verdict: Verdict, exchange: Exchange): Judged {
    if (isJudgedInFull() && verdict.untried.length === 0) return judged;
    const names = new Set([
      ...(verdict.judged === undefined ? [] : (takeNotJudged?.(verdict.judged.content) ?? [])),
      ...verdict.untried.map((pattern) => `pattern-long: ${statedPattern(pattern)}`),
      ...notJudgedAround(verdict, exchange, options.readRequest !== undefined),
    ]);
    const said = judged.unchecked && `${judged.unchecked.reason}: ${judged.unchecked.subject}`;
    const gaps = [...names].filter((name) => name !== said).map(notJudgedReason);
    return gaps.length === 0 ? judged : { ...judged, notJudged: gaps };
  }

  /** What of the exchange could not be checked beside the verdict, and how a request that matches nothing is named. */
  function withGaps(verdict: Verdict, exchange: Exchange): Judged {
    const { unchecked } = verdict;
    if (verdict.operation === undefined && unchecked !== undefined) {
      if (isAllowed(`${unchecked.reason}: ${unchecked.subject}`)) return verdict;
      return { ...verdict, unchecked: unmatched(contract, exchange) };
    }
    const rivals = verdict.operation === undefined ? [] : rivalsOf(module.contract, verdict.operation);
    if (rivals.length > 0) {
      const gap = ambiguous(rivals);
      if (!isAllowed(`${gap.reason}: ${gap.subject}`))
        return { ...verdict, outcome: 'unchecked', unchecked: gap };
    }
    if (options.staleBefore === undefined || unchecked !== undefined) return verdict;
    return recordedAt(exchange) === undefined ? { ...verdict, unchecked: undated(exchange) } : verdict;
  }

  return {
    judge: (exchange) => {
      const elsewhere = hostGate?.(exchange);
      if (elsewhere !== undefined) return elsewhere;
      const verdict = verdictOn(exchange, explaining?.explainer);
      return verdict === undefined ? judgedLater(exchange) : observed(verdict, exchange);
    },
    load: async () => {
      explaining ??= await loadExplaining(module, showValues);
    },
    levelOf: (issue, operation) => levels(issue, operation, levelOf(issue.code, rules)),
    codeOf: (code) => explaining?.describeCode(code),
    describe: (issue) => explaining?.describeIssue(issue) ?? { declared: { text: 'no' }, fix: '' },
  };
}

/** The usual ones, and those others that the config names. */
export function rulesOf(config: Config): readonly Rule[] {
  return [...usualRules, ...optionalRules.filter(({ code }) => Object.hasOwn(config.rules ?? {}, code))];
}

async function loadExplaining(module: ContractModule, showValues: boolean): Promise<Explaining> {
  const [detail, { createExplainer }, { describeCode, describeIssue }] = await Promise.all([
    module.detail(),
    import('../../verdict/explain.ts'),
    import('../../verdict/describe.ts'),
  ]);
  return {
    explainer: createExplainer(detail, { showValues }),
    describeIssue: (issue) => describeIssue(issue, detail),
    describeCode,
  };
}

/** In headers of the response and, where requests are judged, in theirs. */
function notJudgedAround(
  { operation, response }: Verdict,
  { request, response: received }: Exchange,
  withRequest: boolean,
): readonly string[] {
  const ofHeaders = (response?.headers ?? []).flatMap(({ name, notJudged }) =>
    met(notJudged, received.headers && headerValue(received.headers, name)),
  );
  if (!withRequest) return ofHeaders;
  const ofParameters = (operation?.parameters ?? []).flatMap(({ name, in: where, notJudged }) => {
    if (where === 'path' || where === 'querystring') return met(notJudged, request.url);
    if (where === 'query') return met(notJudged, request.url.includes(name) ? request.url : undefined);
    return met(notJudged, request.headers && headerValue(request.headers, where === 'cookie' ? where : name));
  });
  const { body } = request;
  const ofBody =
    body.kind === 'none' ? [] : (operation?.requestBody?.content ?? []).map(({ notJudged }) => notJudged);
  return [...ofHeaders, ...ofParameters, ...ofBody.flatMap((names) => metBy(names, holdsLongText(body)))];
}

/** Octets may be compressed, so nothing is known of what they hold. */
function holdsLongText(body: Body): boolean {
  if (body.kind === 'text') return body.text.length > LONGEST_FOR_SLOW_PATTERN;
  return body.kind !== 'json' || hasLongText(body.value);
}

function met(names: readonly string[] | undefined, text: string | undefined): readonly string[] {
  return text === undefined ? [] : metBy(names, text.length > LONGEST_FOR_SLOW_PATTERN);
}

/** Some patterns are skipped only where a text is long. */
function metBy(names: readonly string[] = [], isLong: boolean): readonly string[] {
  return isLong ? names : names.filter((name) => !name.startsWith('pattern-long: '));
}

function ambiguous(rivals: readonly CompiledOperation[]): Gap {
  const [{ method, path } = { method: '', path: '' }] = rivals;
  const subject = `${method} ${path}`;
  const message = `${subject} is that of several operations: ${listOf(rivals.map(({ id }) => id))}`;
  return { reason: 'operation-ambiguous', subject, message };
}

function undated({ source }: Exchange): Gap {
  const message = 'the recording does not say when it was made, and maxAge asks for it';
  return { reason: 'recording-undated', subject: source, message };
}

/** Ids in a path are `*`, so that many requests for one kind of thing are one line, and its name can be allowed as it stands. */
function unmatched(contract: CompiledContract, { request: { method, url } }: Exchange): Gap {
  const path = pathOf(url);
  const subject = `${methodNamed(method)} ${path.split('/').map(withoutId).join('/')}`;
  const others = [...new Set(contract.operations.map((operation) => operation.method))].filter(
    (other) => matchOperation(contract, other, url) !== undefined,
  );
  const host = hostOf(url);
  const where = host === undefined ? '' : ` on ${host}`;
  const has = others.length === 0 ? '' : `; the path has ${listOf(others)}`;
  const message = `${subject} matches no operation${where}${has}`;
  return { reason: 'operation-undocumented', subject, message };
}

/** Numbers, UUIDs, and long texts with a digit are ids. */
function withoutId(segment: string): string {
  const isId = /^\d+$/.test(segment) || (/^[\w.~%-]{16,}$/.test(segment) && /\d/.test(segment));
  return isId ? '*' : segment;
}
