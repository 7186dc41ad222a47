// No value of a recording is made a text or a number that is none: whatever stands at any place of any format is read, unreadable, or refused.
import { expect, test } from 'vitest';
import { memberFinder, memberPlaces } from '../../src/json/places.ts';
import { InputError } from '../../src/lib/input-error.ts';
import { pointerTokens } from '../../src/lib/pointer.ts';
import { seedsOf } from './mutants.ts';
import { readUntilError } from './reading.ts';
import { writers } from './writers.ts';

const DEEP = 20_000;
const HOSTILE: readonly (readonly [what: string, json: string])[] = [
  ['an object with a toString of its own', '{"toString":1,"valueOf":1}'],
  ['the same in a list', '[{"toString":1,"valueOf":1}]'],
  ['a list in a list', '[[["x"]]]'],
  ['deep lists', '['.repeat(DEEP) + ']'.repeat(DEEP)],
  ['deep objects', `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`],
  ['a number beyond double', '1e999'],
  ['a name that is no name', '{"__proto__":{"x":1}}'],
];

/** Where JSON stands in what a writer wrote; a format that is none of these is read octet by octet. */
function documentsIn(text: string): readonly string[] {
  const whole = text.replace(/^\ufeff/, '');
  return [whole, ...whole.split(/\r?\n/)].filter((part) => {
    try {
      return typeof JSON.parse(part) === 'object';
    } catch {
      return false;
    }
  });
}

test.each(writers)('$format: $variant', { timeout: 300_000 }, async (writer) => {
  const [, text = ''] = seedsOf(writer);
  const [json = ''] = documentsIn(text);
  for (const pointer of memberPlaces(json).keys()) {
    const place = memberFinder(json)(pointerTokens(pointer));
    if (place === undefined) continue;
    for (const [what, hostile] of HOSTILE) {
      const changed = text.replace(json, () => json.slice(0, place.value) + hostile + json.slice(place.end));
      const { read, error } = await readUntilError(changed);
      expect(error === undefined || error instanceof InputError, `${pointer}: ${what}: ${error}`).toBe(true);
      for (const entry of read)
        if ('response' in entry) {
          expect(typeof entry.request.method, `${pointer}: ${what}`).toBe('string');
          expect(typeof entry.request.url, `${pointer}: ${what}`).toBe('string');
          expect(Number.isInteger(entry.response.status), `${pointer}: ${what}`).toBe(true);
        }
    }
  }
});
