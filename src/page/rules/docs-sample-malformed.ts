import type { PageField } from '../../model.ts';
import { placeKey } from '../places.ts';
import { type DocsRule, tableAt } from '../rule.ts';

export const docsSampleMalformed: DocsRule = {
  code: 'docs-sample-malformed',
  level: 'error',
  meaning: 'a sample is not JSON',
  explanation:
    'The sample can be checked against nothing, and whoever copies it gets an error. A sample of a request line alone, or of a body that is a file, is none of these.',
  example: 'a comma is missing after "id"',
  fix: 'read the table instead; report it to the vendor',
  find: ({ facts }) =>
    Object.entries(facts.examples).flatMap(([side, samples]) =>
      isFile(side === 'request' ? facts.requestFields : facts.responses[side])
        ? []
        : samples.flatMap((sample, index) =>
            isInvalid(sample)
              ? [
                  {
                    status: side,
                    pointer: '/',
                    message: `the sample is not JSON: ${reasonOf(sample.$invalid)}`,
                    at: [placeKey.sample(side, index)],
                    table: tableAt(side, ''),
                  },
                ]
              : [],
          ),
    ),
};

function isInvalid(sample: unknown): sample is { readonly $invalid: string } {
  if (typeof sample !== 'object' || sample === null) return false;
  const keys = Object.keys(sample);
  return keys.length === 1 && keys[0] === '$invalid';
}

function isFile(fields: readonly PageField[] | undefined): boolean {
  return fields?.some(({ pointer, type }) => pointer === '/' && /file|stream|binary/i.test(type)) ?? false;
}

/** The parser's own words, without the excerpt that some engines append. */
function reasonOf(text: string): string {
  try {
    JSON.parse(text);
    return 'it nests too deep to be read';
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return message.replace(/,?\s*(?:\.\.\.)?".*$/s, '').toLowerCase() || 'it can not be parsed';
  }
}
