import { MAX_DEPTH } from '../../json/survey.ts';
import type { RuleWords, TextRule } from '../rule.ts';

export const bodyTooDeep: TextRule = {
  kind: 'text',
  code: 'body-too-deep',
  level: 'error',
  find: ({ body }) =>
    body.kind === 'too-deep'
      ? [{ code: 'body-too-deep', pointer: '', message: `nested deeper than ${MAX_DEPTH} levels` }]
      : [],
};

export const bodyTooDeepWords: RuleWords = {
  meaning: 'a body nested too deep to be judged',
  explanation:
    'The body nests deeper than 500 levels. Recursive validators and parsers of many languages overflow on such text, so it is refused before any schema meets it.',
  example: 'nested deeper than 500 levels',
  fix: 'report it to the vendor; no client should have to read this',
};
