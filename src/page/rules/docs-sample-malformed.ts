import { isObject } from '../../lib/objects.ts';
import type { PageField } from '../../model.ts';
import { placeKey } from '../places.ts';
import { type DocsRule, tableAt } from '../rule.ts';
import { fieldsOf } from '../stated.ts';

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
      samples.flatMap((sample, index) => {
        if (!isInvalid(sample) || isFile(fieldsOf(facts, side))) return [];
        const message = `the sample is not JSON: ${reasonOf(sample.$invalid)}`;
        const at = [placeKey.sample(side, index)];
        return [{ status: side, pointer: '/', message, at, table: tableAt(side, '') }];
      }),
    ),
};

function isInvalid(sample: unknown): sample is { readonly $invalid: string } {
  return isObject(sample) && Object.keys(sample).join() === '$invalid';
}

function isFile(fields: readonly PageField[] = []): boolean {
  return fields.some(({ pointer, type }) => pointer === '/' && /file|stream|binary/i.test(type));
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
