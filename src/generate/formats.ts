// Formats that are asserted, as regular expressions only: a regular expression is inlined in generated code and kept as data for the
// explainer, a function could be neither. ajv-formats is the source; what it has as functions stands here.
import ajvFormats from 'ajv-formats/dist/formats.js';

const LEAP_DAY = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29';
const DAY =
  '\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))';
const FULL_DATE = `(?:${DAY}|${LEAP_DAY})`;
// RFC 3339 section 5.6; a leap second is let pass in any minute 59, since whether one was announced is no matter of form.
const FULL_TIME =
  '(?:(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d|(?:[01]\\d|2[0-3]):[0-5]9:60)(?:\\.\\d+)?(?:z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)';

// RFC 3986 appendix A: an absolute reference, scheme ":" hier-part, with IPv6 hosts in brackets left to `ipv6`.
const PCHAR = "(?:[\\w.~!$&'()*+,;=:@-]|%[0-9a-f]{2})";
const HOST =
  "(?:\\[[0-9a-f:.]+\\]|\\[v[0-9a-f]+\\.[\\w.~!$&'()*+,;=:-]+\\]|(?:[\\w.~!$&'()*+,;=-]|%[0-9a-f]{2})*)";
const AUTHORITY = `(?:(?:[\\w.~!$&'()*+,;=:-]|%[0-9a-f]{2})*@)?${HOST}(?::\\d*)?`;
const URI = `^[a-z][a-z0-9+.-]*:(?://${AUTHORITY}(?:/${PCHAR}*)*|/(?:${PCHAR}+(?:/${PCHAR}*)*)?|${PCHAR}+(?:/${PCHAR}*)*|)(?:\\?(?:${PCHAR}|[/?])*)?(?:#(?:${PCHAR}|[/?])*)?$`;

const OWN: Readonly<Record<string, RegExp>> = {
  date: new RegExp(`^${FULL_DATE}$`),
  time: new RegExp(`^${FULL_TIME}$`, 'i'),
  'date-time': new RegExp(`^${FULL_DATE}t${FULL_TIME}$`, 'i'),
  uri: new RegExp(URI, 'i'),
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  byte: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
};

const FROM_LIBRARY = [
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'json-pointer',
  'json-pointer-uri-fragment',
  'relative-json-pointer',
  'uri-reference',
  'uri-template',
];

/** By name; only strings are held to them. */
export const stringFormats: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries(FROM_LIBRARY.map((name) => [name, regexOf(name)])),
  ...OWN,
};

/** Numbers: int32, int64 and float by their range, double says nothing that JSON does not say. */
export const numberFormats: readonly string[] = ['int32', 'int64', 'float', 'double'];

/** Names of the OpenAPI format registry and of JSON Schema that are known and assert nothing here. */
export const hintFormats: readonly string[] = [
  'base64url',
  'binary',
  'char',
  'commonmark',
  'date-time-local',
  'decimal',
  'decimal128',
  'double-int',
  'html',
  'http-date',
  'idn-email',
  'idn-hostname',
  'int16',
  'int8',
  'iri',
  'iri-reference',
  'media-range',
  'password',
  'regex',
  'sf-binary',
  'sf-boolean',
  'sf-decimal',
  'sf-integer',
  'sf-string',
  'sf-token',
  'single',
  'time-local',
  'uint16',
  'uint32',
  'uint64',
  'uint8',
  'unixtime',
];

export const knownFormats: readonly string[] = [
  ...Object.keys(stringFormats),
  ...numberFormats,
  ...hintFormats,
].sort();

function regexOf(name: string): RegExp {
  const format: unknown = (ajvFormats.fullFormats as Record<string, unknown>)[name];
  const regex = format instanceof RegExp ? format : (format as { validate?: unknown } | undefined)?.validate;
  if (regex instanceof RegExp) return regex;
  throw new Error(
    `ajv-formats no longer has ${name} as a regular expression; write it down in ${import.meta.url}`,
  );
}
