import { isObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
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
      .filter(([side]) => !hasTable(facts, side))
      .flatMap(([side, samples]) => {
        const index = samples.findIndex((sample) => isBody(sample) && !isOtherName(sample, side, facts));
        if (index === -1) return [];
        const whose = side === 'request' ? 'the request' : side === 'default' ? 'an error' : side;
        const message = `there is a sample of ${whose}, but no table for it`;
        return [{ status: side, pointer: '/', message, at: [placeKey.sample(side, index)] }];
      }),
};

/**
 * `{ badRequest: { code, message } }` where the table of the success has a row `error` with those two: the row stands for every
 * error, whatever it is called.
 */
function isOtherName(sample: unknown, side: string, facts: PageFacts): boolean {
  if (side !== 'default' || !isObject(sample)) return false;
  const [inside, ...more] = Object.values(sample);
  if (!isObject(inside) || more.length > 0) return false;
  const pointers = Object.values(facts.responses).flatMap((fields) => fields.map(({ pointer }) => pointer));
  return pointers.some((owner) => {
    const isError = /^\/error$/i.test(owner);
    return isError && Object.keys(inside).every((key) => pointers.includes(appendToken(owner, key)));
  });
}

function isBody(sample: unknown): boolean {
  return isJson(sample) && sample !== null && JSON.stringify(sample) !== '{}';
}

function hasTable(facts: PageFacts, side: string): boolean {
  if (side !== 'request') return facts.responses[side] !== undefined || facts.responsesBySample === true;
  return facts.requestFields.length > 0 || facts.parameters.some((parameter) => parameter.in === 'formData');
}
