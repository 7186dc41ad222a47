// A JSON body against its schema. What explains a drift is imported only once there is one.
import {
  countNames,
  countNamesAtMost,
  describeMistake,
  isDeeperThan,
  isValueDeeperThan,
  MAX_DEPTH,
  surveyJson,
} from '../json/survey.ts';
import type { CompiledContent, Issue } from '../model.ts';
import {
  bodyMalformedMessage,
  bodyTooDeepMessage,
  bodyWording,
  duplicateMessage,
} from '../verdict/wording.ts';
import { fits } from './guard.ts';
import type { ObservedBody, WatchedContract } from './observed.ts';

/** About the body as a whole. */
export function whole(code: string, message: string, name?: string): Issue {
  return { code, pointer: '', message, ...(name === undefined ? {} : { name }) };
}

export async function jsonIssues(
  contract: WatchedContract,
  content: CompiledContent,
  body: ObservedBody,
): Promise<readonly Issue[]> {
  if (body.kind === 'unread') return [];
  if (body.kind !== 'text')
    return valueIssues(contract, content, body.kind === 'value' ? body.value : undefined);
  const text = body.text.charCodeAt(0) === 0xfeff ? body.text.slice(1) : body.text;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [malformed(text)];
  }
  if (isDeeperThan(text, MAX_DEPTH)) return [whole('body-too-deep', bodyTooDeepMessage(MAX_DEPTH))];
  const repeated = countNamesAtMost(text) === countNames(value) ? [] : duplicates(text);
  return [...repeated, ...(await valueIssues(contract, content, value))];
}

function malformed(text: string): Issue {
  const survey = surveyJson(text);
  const mistake = survey.isJson
    ? 'the parser refuses it'
    : describeMistake(text, survey.offset, survey.message);
  return whole('body-malformed', bodyMalformedMessage(mistake));
}

function duplicates(text: string): Issue[] {
  const survey = surveyJson(text);
  if (!survey.isJson) return [];
  const last = new Map(survey.repetitions.map((repetition) => [repetition.pointer, repetition]));
  return [...last.values()].map(({ pointer, name, ordinal }) => ({
    code: 'body-duplicate-key',
    pointer,
    name,
    message: duplicateMessage(name, ordinal),
  }));
}

async function valueIssues(
  contract: WatchedContract,
  content: CompiledContent,
  value: unknown,
): Promise<readonly Issue[]> {
  if (isValueDeeperThan(value, MAX_DEPTH)) return [whole('body-too-deep', bodyTooDeepMessage(MAX_DEPTH))];
  if (content.schema === undefined || fits(content.strict, value)) return [];
  const { contentIssues } = await import('./check.ts');
  const { detail } = contract;
  const issues = contentIssues(content, typeof detail === 'function' ? await detail() : detail, value);
  return issues.map(withoutValue);
}

/** The value stays part of the identity, which is a hash, and leaves the words. */
function withoutValue(issue: Issue): Issue {
  if (issue.code !== 'enum-value-undocumented') return issue;
  const { pointer, expected = '', received = '' } = issue;
  const message = bodyWording[issue.code]({
    code: issue.code,
    pointer,
    expected,
    received,
    schemaPointer: '',
  });
  return { ...issue, message };
}
