// Texts and numbers within all limits of the schemas that apply to them. For a pattern: classes, groups, alternatives and counts are
// understood; what can't be read gives no text, and the selftest then says that it derived no body.
import { attempt } from '../lib/attempt.ts';
import { schemaRegExp, statedPattern } from '../lib/regex.ts';
import type { SchemaObject } from '../schema/words.ts';

const OF_FORMAT: Readonly<Record<string, string>> = {
  'date-time': '2026-11-24T03:54:29Z',
  date: '2026-11-24',
  time: '03:54:29Z',
  duration: 'P1D',
  email: 'a@b.example',
  hostname: 'a.example',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://a.example/b',
  'uri-reference': '/b',
  'uri-template': '/b/{c}',
  uuid: '36d0ec18-bd10-4da7-86f3-ad7a5ddc55d7',
  'json-pointer': '/a',
  'relative-json-pointer': '0',
  byte: 'YQ==',
};

/** Candidates, the most likely first; the caller tries them against the schemas. */
export function texts(members: readonly SchemaObject[]): readonly string[] {
  const least = Math.max(0, ...numbers(members, 'minLength'));
  const patterns = members.flatMap(({ pattern }) =>
    typeof pattern === 'string' ? [textMatching(pattern)] : [],
  );
  const formats = members.flatMap(({ format }) => (typeof format === 'string' ? [OF_FORMAT[format]] : []));
  const stems = [...formats, ...patterns, 'text', ''].filter((stem) => stem !== undefined);
  return stems.flatMap((stem) => [
    stem,
    stem.padEnd(least, 'x'),
    stem.padEnd(least, '0'),
    stem.slice(0, Math.min(...numbers(members, 'maxLength'))),
  ]);
}

export function numberCandidates(members: readonly SchemaObject[]): readonly number[] {
  const low = [...numbers(members, 'minimum'), ...numbers(members, 'exclusiveMinimum')];
  const high = [...numbers(members, 'maximum'), ...numbers(members, 'exclusiveMaximum')];
  const steps = numbers(members, 'multipleOf');
  const ends = [...low, ...high];
  return [
    1,
    0,
    ...steps,
    ...ends,
    ...ends.flatMap((end) => [end + 1, end - 1, end + 0.5, end - 0.5]),
    ...steps.flatMap((step) =>
      ends.flatMap((end) => [Math.ceil(end / step) * step, Math.floor(end / step) * step]),
    ),
  ];
}

export function numbers(members: readonly SchemaObject[], keyword: string): number[] {
  return members.flatMap((member) => (typeof member[keyword] === 'number' ? [member[keyword]] : []));
}

type Reader = { readonly source: string; at: number };

/** The shortest text that matches the first alternative of the pattern, or undefined. */
export function textMatching(pattern: string): string | undefined {
  const source = statedPattern(pattern);
  return attempt(() => {
    const reader: Reader = { source, at: 0 };
    const text = readAlternatives(reader);
    return reader.at === source.length && schemaRegExp(source).test(text) ? text : undefined;
  });
}

function readAlternatives(reader: Reader): string {
  const first = readSequence(reader);
  while (reader.source[reader.at] === '|') {
    reader.at += 1;
    readSequence(reader);
  }
  return first;
}

function readSequence(reader: Reader): string {
  let text = '';
  while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at] ?? '')) {
    const atom = readAtom(reader);
    text += atom.repeat(readCount(reader));
  }
  return text;
}

function readAtom(reader: Reader): string {
  const character = reader.source[reader.at] ?? '';
  reader.at += 1;
  if (character === '^' || character === '$') return '';
  if (character === '.') return 'x';
  if (character === '[') return readClass(reader);
  if (character === '(') return readGroup(reader);
  return character === '\\' ? readEscape(reader) : character;
}

function readGroup(reader: Reader): string {
  const head = /^\?(?::|<\w+>)/.exec(reader.source.slice(reader.at));
  if (head === null && reader.source[reader.at] === '?') throw new Error('look-around');
  reader.at += head?.[0].length ?? 0;
  const text = readAlternatives(reader);
  reader.at += 1;
  return text;
}

const ESCAPES: Readonly<Record<string, string>> = {
  d: '0',
  w: 'a',
  s: ' ',
  D: 'x',
  W: '-',
  S: 'x',
  t: '\t',
  n: '\n',
  r: '\r',
  b: '',
};

function readEscape(reader: Reader): string {
  const character = reader.source[reader.at] ?? '';
  reader.at += 1;
  const code = /^u([0-9a-fA-F]{4})|^x([0-9a-fA-F]{2})/.exec(reader.source.slice(reader.at - 1));
  if (code !== null) {
    reader.at += code[0].length - 1;
    return String.fromCharCode(Number.parseInt(code[1] ?? code[2] ?? '', 16));
  }
  return ESCAPES[character] ?? character;
}

/** Its first member; of a negated class, the first of a few that is not in it. */
function readClass(reader: Reader): string {
  const start = reader.at - 1;
  while (reader.source[reader.at] !== ']') {
    if (reader.at >= reader.source.length) throw new Error('a class without an end');
    reader.at += reader.source[reader.at] === '\\' ? 2 : 1;
  }
  reader.at += 1;
  const member = schemaRegExp(`^${reader.source.slice(start, reader.at)}$`);
  const found = [
    ...'a0A-_. ~/:@!é',
    ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)),
  ].find((candidate) => member.test(candidate));
  if (found === undefined) throw new Error('no member');
  return found;
}

function readCount(reader: Reader): number {
  const rest = reader.source.slice(reader.at);
  const count = /^(?:\{(\d+)(?:,\d*)?\}|[*+?])\??/.exec(rest);
  if (count === null) return 1;
  reader.at += count[0].length;
  if (count[1] !== undefined) return Number(count[1]);
  return count[0].startsWith('+') ? 1 : 0;
}
