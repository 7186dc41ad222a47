import type { PageFacts } from '../../model.ts';
import { isJson } from '../page-samples.ts';
import { placeKey } from '../places.ts';
import type { DocsRule } from '../rule.ts';

export const docsSampleWithoutTable: DocsRule = {
  code: 'docs-sample-without-table',
  level: 'warning',
  meaning: 'a sample stands under a status that has no table',
  explanation:
    'The sample shows a body that nothing describes, so nothing of it can be checked. A request sample counts too, unless the page describes form data.',
  example: 'there is a sample of 202, but no table for 202',
  fix: 'ask the vendor for the table; declare what the service sends',
  find: ({ facts }) =>
    Object.entries(facts.examples)
      .filter(([side, samples]) => samples.some(isBody) && !hasTable(facts, side))
      .map(([side, samples]) => ({
        status: side,
        pointer: '/',
        message: `there is a sample of ${side === 'request' ? 'the request' : side}, but no table for it`,
        at: [placeKey.sample(side, samples.findIndex(isBody))],
      })),
};

function isBody(sample: unknown): boolean {
  return isJson(sample) && sample !== null && JSON.stringify(sample) !== '{}';
}

function hasTable(facts: PageFacts, side: string): boolean {
  if (side !== 'request') return facts.responses[side] !== undefined || facts.responsesBySample === true;
  return facts.requestFields.length > 0 || facts.parameters.some((parameter) => parameter.in === 'formData');
}
