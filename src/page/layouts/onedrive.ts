// Microsoft's pages of OneDrive and Graph: one operation a page with several request lines for it, placeholders without
// rows, requiredness in the first word of a description. Responses are shown by samples alone.
import type { Layout } from '../layout.ts';

export const onedrive: Layout = {
  name: 'onedrive',
  extends: 'common',
  repeatedHeadings: true,
  alternativeRequestLines: true,
  responsesBySample: true,
  pathParametersImplied: true,
  headings: {
    uri: ['^http requests?\\b', 'path parameters', 'function parameters', 'query parameters'],
    request: [
      '^request body\\b',
      '^(?:optional )?request headers$',
      '^(?:optional )?query (?:string )?parameters$',
      'parameters',
      'properties',
    ],
    requestExamples: ['^request(?: \\d+)?$', '^example\\b.*\\brequest'],
    responseExamples: ['^(?:http )?responses?(?: \\d+)?$', '^example\\b.*\\bresponse'],
    examples: ['^examples?\\b'],
  },
  columns: { name: ['header', 'parameter name', 'property'], type: ['value'] },
  requiredText: '^required\\b',
  optionalText: '^optional\\b',
  allOptionalText: '^optional (?:request headers|query (?:string )?parameters)$',
  locations: { header: 'headers?', query: '^(?:optional )?query' },
  statusesInText:
    '\\b(?:returns?|response will be|or)(?: an?| the| with)?(?: http)? *(?<status>[2-5]\\d\\d)(?= (?:ok|created|accepted|no content|not modified|response)| |$)',
};
