import { placeKey } from '../places.ts';
import type { DocsRule } from '../rule.ts';

export const docsStatusWithoutTable: DocsRule = {
  code: 'docs-status-without-table',
  level: 'warning',
  meaning: 'the page lists a status but describes no body for it',
  explanation:
    'A status in the list of status codes has neither a table nor the nature of having no body. 1xx, 204, 205 and 304 never have one; so has every success of a HEAD request. A status whose sample is there without a table is the other code.',
  example: '409 is in the status list, no table says what its body is',
  fix: 'look at what the service sends; declare that',
  find: ({ facts }) =>
    facts.statusCodes
      .filter((status) => facts.method !== 'HEAD' && !/^(?:1..|204|205|304)$/.test(status))
      .filter((status) => facts.statusesInProse?.includes(status) !== true)
      .filter((status) => facts.responses[status] === undefined && facts.examples[status] === undefined)
      .map((status) => ({
        status,
        pointer: '/',
        message: `${status} is in the status list, no table says what its body is`,
        at: [placeKey.status(status)],
      })),
};
