import type { PageSamples } from '../page-samples.ts';
import { placeKey } from '../places.ts';
import type { DocsIssue, DocsRule } from '../rule.ts';

export const docsStatusWithoutTable: DocsRule = {
  code: 'docs-status-without-table',
  level: 'warning',
  meaning: 'the page lists a status but describes no body for it',
  explanation:
    'A status in the list of status codes has neither a table nor the nature of having no body. 1xx, 204, 205 and 304 never have one; so has every success of a HEAD request. A status whose sample is there without a table, and one of an error, have codes of their own.',
  example: '202 is in the status list, no table says what its body is',
  fix: 'look at what the service sends; declare that',
  find: (page) => listedOnly(page, (status) => !/^[45]/.test(status)),
};

export const docsErrorStatusWithoutTable: DocsRule = {
  code: 'docs-error-status-without-table',
  level: 'off',
  meaning: 'the page lists a status of an error but describes no body for it',
  explanation:
    'Most vendors describe the body of an error once, on a page of its own, so this is off unless the config sets a level in rules.',
  example: '409 is in the status list, no table says what its body is',
  fix: 'look at what the service sends; declare that',
  find: (page) => listedOnly(page, (status) => /^[45]/.test(status)),
};

function listedOnly({ facts }: PageSamples, isMeant: (status: string) => boolean): readonly DocsIssue[] {
  const { statusCodes, statusesWithoutTable = [], responses, examples, method } = facts;
  return statusCodes
    .filter(isMeant)
    .filter((status) => method !== 'HEAD' && !/^(?:1..|204|205|304)$/.test(status))
    .filter((status) => !statusesWithoutTable.includes(status))
    .filter((status) => responses[status] === undefined && examples[status] === undefined)
    .map((status) => ({
      status,
      pointer: '/',
      message: `${status} is in the status list, no table says what its body is`,
      at: [placeKey.status(status)],
    }));
}
