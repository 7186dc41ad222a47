// A parsed body against one operation: the verdict of the gate, for code that has no exchange at hand.
import { mediaTypeOf } from '../lib/media-type.ts';
import type { CompiledOperation, Exchange, Issue, JsonPointer, Level } from '../model.ts';
import type { Schemas } from '../schema/evaluation.ts';
import { valueReader } from '../verdict/body.ts';
import { createValueExplainer } from '../verdict/explain.ts';
import { judgeResponse } from '../verdict/judge-response.ts';
import { responseFor } from '../verdict/responses.ts';
import type { Explainer, Head, Rule } from '../verdict/rule.ts';
import { bodyRules, levelOf } from '../verdict/rules.ts';

/** One thing that the gate would say of a body. */
export type BodyFinding = {
  readonly code: string;
  readonly level: Level;
  readonly pointer: JsonPointer;
  /** Both sides, as the gate words it. */
  readonly message: string;
};

/** What the gate would say of this body; `mediaType` where a response declares several. A body that is undefined is none. */
export type Check = (status: number, body: unknown, mediaType?: string) => readonly BodyFinding[];

/** `rules`: those that the contract was compiled with, where they are not the usual ones. */
export function checker(
  operation: CompiledOperation,
  detail: Schemas,
  rules: readonly Rule[] = bodyRules,
): Check {
  const issuesOf = bodyJudge(operation, detail, rules);
  return (status, body, mediaType) =>
    issuesOf(status, body, mediaType).flatMap(({ code, pointer, message }) => {
      const level = levelOf(code, rules);
      return level === 'off' ? [] : [{ code, level, pointer, message }];
    });
}

/** The issues of a parsed body; nothing is said of headers. */
export function bodyJudge(
  operation: CompiledOperation,
  detail: Schemas,
  rules: readonly Rule[] = bodyRules,
): (status: number, body: unknown, mediaType?: string) => readonly Issue[] {
  const explainer = valueExplainer(detail);
  return (status, body, contentType) => {
    const head: Head = {
      exchange: exchangeOf(operation, status, body, contentType),
      operation,
      response: responseFor(operation, status),
      headers: undefined,
      mediaType: contentType === undefined ? undefined : mediaTypeOf(contentType),
      explainer,
      headersAllowed: [],
      staleBefore: undefined,
    };
    return judgeResponse(rules, valueReader, head)?.issues ?? [];
  };
}

function exchangeOf(
  operation: CompiledOperation,
  status: number,
  body: unknown,
  contentType: string | undefined,
): Exchange {
  return {
    source: '',
    index: 0,
    request: { method: operation.method, url: operation.path, headers: undefined, body: { kind: 'none' } },
    response: {
      status,
      headers: contentType === undefined ? undefined : { 'content-type': contentType },
      body: body === undefined ? { kind: 'none' } : { kind: 'json', value: body },
    },
  };
}

/** A parsed body has no text, and nothing is said of headers. */
function valueExplainer(detail: Schemas): Explainer {
  const neverAsked = (): never => {
    throw new Error('a parsed body has neither text nor headers');
  };
  return {
    value: createValueExplainer(detail),
    survey: neverAsked,
    form: neverAsked,
    items: neverAsked,
    misreading: neverAsked,
  };
}
