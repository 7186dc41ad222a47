// GitLab's pages: several operations a file, the request line in a block of its own, one table for all that a request
// takes. Names of inner properties are paths, placeholders are written `:id`.
import type { Layout } from '../layout.ts';

export const gitlab: Layout = {
  name: 'gitlab',
  extends: 'common',
  operations: 'headings',
  alternativeRequestLines: true,
  pathParametersImplied: true,
  responsesBySample: true,
  queryMethods: ['GET', 'HEAD', 'DELETE'],
  columns: { other: ['values', 'in', 'introduced'] },
  namePaths: true,
  sampleComments: true,
  responseLabel:
    '^(?:example|sample)(?: of an?| for an?)? ?.{0,40}\\bresponses?\\b|^(?:response|returns|output)[:：]?$|\\bfollowing\\s+response attributes|^response body attributes',
  requestLabel: '^(?:example|sample) .{0,40}\\brequests?\\b',
  statusesInText: '\\breturns?\\b(?: an?| the)?(?: http)?(?: status)?(?: code)? *(?<status>[1-5]\\d\\d)\\b',
};
