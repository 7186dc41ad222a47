// Binance's pages: several operations a file, the request line in a block of its own, bold lines for headings. All
// parameters may go into the query; a response is described by samples alone, with comments.
import type { Layout } from '../layout.ts';

export const binance: Layout = {
  name: 'binance',
  extends: 'common',
  operations: 'headings',
  boldHeadings: true,
  alternativeRequestLines: true,
  responsesBySample: true,
  defaultLocation: 'query',
  sampleComments: true,
  plainEnumValues: true,
  enumLabels: ['supported values', 'allowed values', 'the allowed values are', 'select response format'],
  limits: { maximum: ['max'] },
  failureLabel: '^response when .*\\bfails?\\b|^response when .*has been exceeded',
  headings: {
    request: ['^parameters?$', '^request parameters?$', '参数'],
    responseExamples: ['^(?:sample )?responses?\\b', '^响应'],
  },
};
