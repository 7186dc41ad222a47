import { MAX_DEPTH } from '../../json/survey.ts';
import type { Rule } from '../rule.ts';
import { bodyTooDeepMessage } from '../wording.ts';

export const bodyTooDeep: Rule = {
  code: 'body-too-deep',
  level: 'error',
  meaning: 'a body nested too deep to be judged',
  explanation:
    'The body nests deeper than 500 levels. Recursive validators and parsers of many languages overflow on such text, so it is refused before any schema meets it.',
  example: 'nested deeper than 500 levels',
  fix: 'report it to the vendor; no client should have to read this',
  find: ({ body }) =>
    body.kind === 'too-deep'
      ? [{ code: 'body-too-deep', pointer: '', message: bodyTooDeepMessage(MAX_DEPTH) }]
      : [],
};
