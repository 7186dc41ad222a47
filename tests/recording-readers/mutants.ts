// Recordings with one thing changed that is neither in a body nor in a header's value: each still holds an exchange whose body drifts, so the
// gate must say so, or that it could not read it.
import { memberFinder, memberPlaces } from '../../src/json/places.ts';
import { pointerTokens } from '../../src/lib/pointer.ts';
import type { Told } from './forty.ts';
import type { Writer } from './writers.ts';

const CLEAN = '{"id":"a","n":1}';
const DRIFT = '{"id":"a","n":1,"drift":true}';
const HEADERS = [
  ['Content-Type', 'application/json'],
  ['X-Id', 'value-of-a-header'],
] as const;

export const contract = `
openapi: 3.1.0
info: { title: things, version: '1' }
servers: [{ url: / }]
paths:
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getThing
      responses:
        '200':
          description: ok
          content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
        '404':
          description: none
          content: { application/json: { schema: { type: object, properties: { error: { type: string } } } } }
    delete:
      operationId: deleteThing
      responses: { '204': { description: gone } }
components:
  schemas:
    Thing: { type: object, required: [id], properties: { id: { type: string }, n: { type: integer } } }
`;

function told(body: string): Told {
  return {
    startedAt: '2026-11-24T00:00:00.000Z',
    method: 'GET',
    url: 'https://things.test/things/a',
    requestHeaders: [['Accept', 'application/json']],
    requestBody: Buffer.alloc(0),
    status: 200,
    headers: HEADERS,
    body: Buffer.from(body),
  };
}

/** One exchange whose body drifts; the same beside a clean one, before and behind it. */
export function seedsOf({ write }: Writer): readonly string[] {
  const [clean, drift] = [told(CLEAN), told(DRIFT)];
  return [[drift], [clean, drift], [drift, clean]].map((list) => write(list).toString('utf8'));
}

/** A small generator of numbers, the same for the same seed. */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Range = readonly [start: number, end: number];

/** Where bodies and header values stand, in any spelling of the writers. */
function protectedIn(text: string): readonly Range[] {
  const values = [CLEAN, DRIFT, ...HEADERS.map(([, value]) => value)].flatMap((value) => {
    const pretty = value.startsWith('{') ? [prettyPattern(value)] : [];
    const spellings = [value, JSON.stringify(value).slice(1, -1), Buffer.from(value).toString('base64')];
    return [...spellings.map((spelling) => escaped(spelling)), ...pretty];
  });
  return [...text.matchAll(new RegExp(values.join('|'), 'g'))].map(
    (match): Range => [match.index, match.index + match[0].length],
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The same JSON with white space anywhere. */
function prettyPattern(json: string): string {
  return (json.match(/"[^"]*"|\w+|[^\w\s]/g) ?? []).map(escaped).join('\\s*');
}

type Mutant = { readonly text: string; readonly what: string };

export function mutantOf(text: string, roll: (below: number) => number): Mutant {
  const ranges = protectedIn(text);
  return (roll(2) === 0 ? memberMutant(text, ranges, roll) : undefined) ?? octetMutant(text, ranges, roll);
}

const isInside = (at: number, ranges: readonly Range[]) =>
  ranges.some(([start, end]) => at >= start && at < end);

function octetMutant(text: string, ranges: readonly Range[], roll: (below: number) => number): Mutant {
  let at = roll(text.length);
  while (isInside(at, ranges)) at = roll(text.length);
  if (roll(3) === 0) {
    const next = ranges.map(([start]) => start).find((start) => start > at) ?? text.length;
    const end = Math.min(at + 1 + roll(3), next);
    return { text: text.slice(0, at) + text.slice(end), what: `${at} to ${end} cut` };
  }
  const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << roll(7)));
  return { text: text.slice(0, at) + flipped + text.slice(at + 1), what: `${at} flipped` };
}

const OTHERS = ['null', '1', '"x"', '{}', '[]', 'true', '{"toString":1,"valueOf":1}', '[[{"a":[]}]]'];

/** A member of a JSON document, or of the JSON in one of its lines. */
function memberMutant(
  text: string,
  ranges: readonly Range[],
  roll: (below: number) => number,
): Mutant | undefined {
  const documents = documentsIn(text);
  const [start, json] = documents[roll(documents.length)] ?? [0, ''];
  if (json === '') return undefined;
  const pointers = [...memberPlaces(json).keys()].filter((pointer) => /\/(?!\d+$)[^/]*$/.test(pointer));
  const pointer = pointers[roll(pointers.length)] ?? '';
  const place = memberFinder(json)(pointerTokens(pointer));
  if (place === undefined || isInside(start + place.key, ranges)) return undefined;
  const [key, end] = [start + place.key, start + place.end];
  const value = text.slice(start + place.value, end);
  const other = OTHERS[roll(OTHERS.length)] ?? '1';
  const name = text.slice(key, start + place.value);
  const replaced = (by: string, what: string): Mutant => ({
    text: text.slice(0, key) + by + text.slice(end),
    what: `${pointer} ${what}`,
  });
  // Without it nothing says that there was an exchange.
  const holdsExchange = value.includes('things.test') && /\bid\\*"/.test(value);
  switch (roll(4)) {
    case 0:
      if (holdsExchange) return undefined;
      return { text: removed(text, key, end), what: `${pointer} removed` };
    case 1:
      return replaced(
        roll(2) === 0 ? `${name}${value},${name}${other}` : `${name}${other},${name}${value}`,
        `doubled with ${other}`,
      );
    case 2:
      return replaced(name.replace(/"(?=\s*:)/, 'z"') + value, 'renamed');
    default:
      // A header's value may be any text.
      if (/headers|header/.test(pointer) && other === '"x"') return undefined;
      // An empty list is right, and says no more of an exchange than one that is not there.
      if (holdsExchange && other === '[]') return undefined;
      return replaced(name + other, `made ${other}`);
  }
}

function documentsIn(text: string): readonly (readonly [start: number, json: string])[] {
  const documents: [number, string][] = [];
  const whole = text.replace(/^\ufeff/, '');
  if (isJson(whole)) return [[text.length - whole.length, whole]];
  let start = 0;
  for (const line of text.split('\n')) {
    if (isJson(line)) documents.push([start, line]);
    start += line.length + 1;
  }
  return documents;
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

function removed(text: string, start: number, end: number): string {
  const comma = /^\s*,/.exec(text.slice(end));
  if (comma !== null) return text.slice(0, start) + text.slice(end + comma[0].length);
  return text.slice(0, start).replace(/,\s*$/, '') + text.slice(end);
}
