// A text or number within all limits of the schemas that apply to it.
import type { SchemaObject } from '../schema/words.ts';
import { textMatching } from './regex-sample.ts';

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

/** Candidates, the likeliest first; the caller tries them against the schemas. */
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
