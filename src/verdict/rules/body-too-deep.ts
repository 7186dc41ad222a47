import { MAX_DEPTH } from '../../json/survey.ts';
import type { JsonPointer } from '../../model.ts';
import { isWhole, type ReadBody } from '../body.ts';
import { NO_ISSUES, type RuleWords, type TextRule } from '../rule.ts';
import { subject } from '../wording.ts';

export const bodyTooDeep: TextRule = {
  kind: 'text',
  code: 'body-too-deep',
  level: 'error',
  find: ({ body }) => {
    if (isWhole(body)) return NO_ISSUES;
    return tooDeepIn(body).map((pointer) => ({
      code: 'body-too-deep',
      pointer,
      message: `${pointer === '' ? '' : `${subject(pointer)} is `}nested deeper than ${MAX_DEPTH} levels`,
    }));
  },
};

/** The body, or items of it. */
export function tooDeepIn(body: ReadBody): readonly JsonPointer[] {
  if (body.kind === 'too-deep') return [''];
  const faults = body.kind === 'value' ? (body.items?.faults ?? []) : [];
  return faults.filter(({ kind }) => kind === 'too-deep').map(({ pointer }) => pointer);
}

export const bodyTooDeepWords: RuleWords = {
  meaning: 'a body nested too deep to be judged',
  explanation:
    'The body nests deeper than 500 levels. Recursive validators and parsers of many languages overflow on such text, so it is refused before any schema meets it.',
  example: 'nested deeper than 500 levels',
  fix: 'report it to the vendor; no client should have to read this',
};
