import { isObject } from '../../lib/objects.ts';
import { lastToken } from '../../lib/pointer.ts';
import type { PageFacts } from '../../model.ts';
import { hasOtherKeysOnly } from '../page-samples.ts';
import { placeKey } from '../places.ts';
import { aboutValue, type DocsIssue, type DocsRule, tableAt } from '../rule.ts';

export const docsSamplePropertyMissing: DocsRule = {
  code: 'docs-sample-property-missing',
  level: 'error',
  meaning: 'a request sample lacks a property that its table marks as required',
  explanation:
    'Whoever copies the sample gets a refusal, or the property is not required after all. Looked at in request samples only: response tables do not say what is required.',
  example: 'the table marks "name" as required, the sample has none',
  fix: 'try the request without it; correct the contract after what the service does',
  find: ({ values, facts }) => [
    ...bodyMissing(facts),
    ...values
      .filter(({ side, value }) => side === 'request' && isObject(value))
      .filter((object) => object.isRightType && object.isDocumented && !hasOtherKeysOnly(object))
      .flatMap((object) =>
        object.properties
          .filter(({ required, pointer }) => required === true && !pointer.endsWith('/*'))
          .filter(({ pointer }) => !Object.hasOwn(object.value as object, lastToken(pointer)))
          .map(({ pointer: pattern }) => {
            const message = `the table marks "${lastToken(pattern)}" as required, the sample has none`;
            return aboutValue({ ...object, pattern }, message);
          }),
      ),
  ],
};

/** The only sample has no body, and the table requires a part of it. */
function bodyMissing({ examples, requestFields, method }: PageFacts): readonly DocsIssue[] {
  const [sample, ...more] = examples.request ?? [];
  const isBare = isObject(sample) && '$nobody' in sample;
  const required = requestFields.find(
    (field) => field.required === true && field.pointer.lastIndexOf('/') === 0 && field.pointer !== '/',
  );
  if (!isBare || more.length > 0 || required === undefined || ['GET', 'HEAD'].includes(method)) return [];
  return [
    {
      status: 'request',
      pointer: '/',
      message: `the table marks "${lastToken(required.pointer)}" as required, the only sample has no body`,
      at: [placeKey.sample('request', 0)],
      table: tableAt('request', required.pointer),
    },
  ];
}
