// A response against what the contract declares for it. Every rule runs, in one order, whether the body is clean or not.
import type { CompiledContent, CompiledSchema, Issue } from '../model.ts';
import { type BodyReader, readBody } from './body.ts';
import { mayHaveNoBody } from './responses.ts';
import { type Head, NO_ISSUES, type RequestObservation, type Rule, type Text } from './rule.ts';
import { judgeBody, type ValueVerdict } from './value.ts';

export type JudgedResponse = {
  readonly text: Text;
  readonly issues: readonly Issue[];
  /** How many issues there are beyond those listed. */
  readonly dropped: number;
  /** Patterns that some text was not held against, of the request too. */
  readonly untried: readonly string[];
};

/** undefined: there are issues, and no explainer is loaded to word them. */
export function judgeResponse(
  rules: readonly Rule[],
  reader: BodyReader,
  head: Head,
  request?: RequestObservation,
): JudgedResponse | undefined {
  const { exchange, response, mediaType, explainer } = head;
  const { headers, body: observed } = exchange.response;
  const declared = response === undefined || mayHaveNoBody(exchange) ? NO_CONTENT : response.content;
  const message = { content: declared, mediaType, headers, body: observed };
  const { content, body } = readBody(reader, message, explainer);
  if (body.kind === 'unsurveyed' || request?.body.kind === 'unsurveyed') return undefined;
  return judgeRead(rules, { ...head, content, body }, request);
}

/** The same with the body at hand. `schema`: what it is held to, where that is not its content. */
export function judgeRead(
  rules: readonly Rule[],
  text: Text,
  request?: RequestObservation,
  schema: CompiledSchema | undefined = text.content,
): JudgedResponse | undefined {
  const { body, explainer } = text;
  const values = judgeBody(schema, body, rules, explainer);
  const issues = askRules(rules, text, values, request);
  if (issues.length > 0 && explainer === undefined) return undefined;
  const untried =
    request === undefined || request.untried.length === 0
      ? values.untried
      : [...values.untried, ...request.untried];
  return { text, issues, dropped: values.dropped, untried };
}

const NO_CONTENT: readonly CompiledContent[] = [];

/** The issues of all rules in their order; allocates nothing where there are none. */
function askRules(
  rules: readonly Rule[],
  text: Text,
  values: ValueVerdict,
  request: RequestObservation | undefined,
): readonly Issue[] {
  let issues: Issue[] | undefined;
  let hasValues = values.issues.length > 0;
  for (const rule of rules) {
    let found = NO_ISSUES;
    if (rule.kind === 'head' || rule.kind === 'text') found = rule.find(text);
    else if (rule.kind === 'request') found = request === undefined ? NO_ISSUES : rule.find(request);
    else if (hasValues) {
      // They are in the order of the rules already.
      found = values.issues;
      hasValues = false;
    }
    if (found.length > 0) {
      issues ??= [];
      for (const issue of found) issues.push(issue);
    }
  }
  if (hasValues) return [...(issues ?? []), ...values.issues];
  return issues ?? NO_ISSUES;
}
