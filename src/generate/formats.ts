// Formats that are asserted, as regular expressions only: a regular expression is inlined in generated code and kept as data for the
// explainer, a function could be neither. ajv-formats is the source; what it has as functions stands here.
import ajvFormats from 'ajv-formats/dist/formats.js';
import type { OwnFormats } from '../model.ts';
import { isHostName } from './host-name.ts';

const LEAP_DAY = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29';
const DAY =
  '\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))';
const FULL_DATE = `(?:${DAY}|${LEAP_DAY})`;
const HOUR = '(?:[01]\\d|2[0-3])';
const FRACTION = '(?:\\.\\d+)?';
const OFFSET = `(?:z|[+-]${HOUR}:[0-5]\\d)`;

/** RFC 3339 section 5.7 and appendix D: a leap second is 23:59:60 in UTC, whatever the offset; whether one was announced is not asserted. */
function leapSecond(): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const each = (count: number, write: (index: number) => string): string =>
    `(?:${Array.from({ length: count }, (_, index) => write(index)).join('|')})`;
  const sixty = `:60${FRACTION}`;
  // Behind UTC, hour and minute are what is left of 23:59: digit by digit, but for the hour.
  const behind =
    `(?=\\d\\d:${each(6, (ten) => `${5 - ten}\\d${sixty}-\\d\\d:${ten}`)})(?=\\d\\d:\\d${each(10, (one) => `${9 - one}${sixty}-\\d\\d:\\d${one}`)})` +
    each(24, (hour) => `${two(23 - hour)}:\\d\\d${sixty}-${two(hour)}:\\d\\d`);
  // Ahead of UTC it is the offset less a minute.
  const fullHours = each(24, (hour) => `${two((hour + 23) % 24)}:59${sixty}\\+${two(hour)}:00`);
  const minutes = `(?<hour>${HOUR}):(?:(?<ten>[0-5])${each(9, (one) => `${one}${sixty}\\+\\k<hour>:\\k<ten>${one + 1}`)}|${each(5, (ten) => `${ten}9${sixty}\\+\\k<hour>:${ten + 1}0`)})`;
  return `(?:23:59${sixty}z|${behind}|${fullHours}|${minutes})`;
}

// RFC 3339 section 5.6.
const FULL_TIME = `(?:${HOUR}:[0-5]\\d:[0-5]\\d${FRACTION}${OFFSET}|${leapSecond()})`;

// RFC 3339 appendix A: no unit is skipped between two others.
const DURATION_DATE = '(?:\\d+D|\\d+M(?:\\d+D)?|\\d+Y(?:\\d+M(?:\\d+D)?)?)';
const DURATION_TIME = 'T(?:\\d+S|\\d+M(?:\\d+S)?|\\d+H(?:\\d+M(?:\\d+S)?)?)';

// RFC 3986 section 3.2.2.
const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = `(?:${OCTET}\\.){3}${OCTET}`;
const IPV6 = ipv6();

function ipv6(): string {
  const group = '[0-9a-f]{1,4}';
  const last = `(?:${group}:${group}|${IPV4})`;
  const before = (most: number): string => `(?:(?:${group}:){0,${most}}${group})?`;
  const short = [5, 4, 3, 2, 1].map(
    (left) => `${left === 5 ? '' : before(4 - left)}::(?:${group}:){${left}}${last}`,
  );
  return `(?:(?:${group}:){6}${last}|${short.join('|')}|${before(4)}::${last}|${before(5)}::${group}|${before(6)}::)`;
}

// RFC 3986 appendix A: URI and relative-ref.
const UNRESERVED = "[\\w.~!$&'()*+,;=-]|%[0-9a-f]{2}";
const PCHAR = `(?:${UNRESERVED}|[:@])`;
const HOST = `(?:\\[(?:${IPV6}|v[0-9a-f]+\\.[\\w.~!$&'()*+,;=:-]+)\\]|(?:${UNRESERVED})*)`;
const AUTHORITY = `(?:(?:${UNRESERVED}|:)*@)?${HOST}(?::\\d*)?`;
const SEGMENTS = `(?:/${PCHAR}*)*`;
const ABSOLUTE_PATH = `/(?:${PCHAR}+${SEGMENTS})?`;
const QUERY_AND_FRAGMENT = `(?:\\?(?:${PCHAR}|[/?])*)?(?:#(?:${PCHAR}|[/?])*)?`;
const URI = `[a-z][a-z0-9+.-]*:(?://${AUTHORITY}${SEGMENTS}|${ABSOLUTE_PATH}|${PCHAR}+${SEGMENTS}|)${QUERY_AND_FRAGMENT}`;
const RELATIVE = `(?://${AUTHORITY}${SEGMENTS}|${ABSOLUTE_PATH}|(?:${UNRESERVED}|@)+${SEGMENTS}|)${QUERY_AND_FRAGMENT}`;

// RFC 6570 section 2, with erratum 6937 (an apostrophe is a literal).
const VARCHAR = '(?:[a-z0-9_]|%[0-9a-f]{2})';
const VARSPEC = `${VARCHAR}(?:\\.?${VARCHAR})*(?::[1-9]\\d{0,3}|\\*)?`;
const LITERAL = '[^\\x00-\\x20"%<>\\\\^`{|}\\x7f-\\x9f]|%[0-9a-f]{2}';

// RFC 5321 section 4.1.2: Mailbox.
const ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const QUOTED = '"(?:[ !#-[\\]-~]|\\\\[ -~])*"';
const LABEL = '[a-z0-9]+(?:-+[a-z0-9]+)*';

const OWN: Readonly<Record<string, RegExp>> = {
  date: new RegExp(`^${FULL_DATE}$`),
  time: new RegExp(`^${FULL_TIME}$`, 'i'),
  'date-time': new RegExp(`^${FULL_DATE}t${FULL_TIME}$`, 'i'),
  duration: new RegExp(`^P(?:${DURATION_DATE}(?:${DURATION_TIME})?|${DURATION_TIME}|\\d+W)$`),
  email: new RegExp(
    `^(?:${ATOM}(?:\\.${ATOM})*|${QUOTED})@(?:${LABEL}(?:\\.${LABEL})*|\\[(?:${IPV4}|IPv6:${IPV6})\\])$`,
    'i',
  ),
  // RFC 1123 section 2.1; a trailing dot is no part of a host name. A-labels are looked into by host-name.ts.
  hostname: /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i,
  ipv4: new RegExp(`^${IPV4}$`),
  ipv6: new RegExp(`^${IPV6}$`, 'i'),
  uri: new RegExp(`^${URI}$`, 'i'),
  'uri-reference': new RegExp(`^(?:${URI}|${RELATIVE})$`, 'i'),
  'uri-template': new RegExp(`^(?:${LITERAL}|\\{[+#./;?&=,!@|]?${VARSPEC}(?:,${VARSPEC})*\\})*$`, 'i'),
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  byte: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
};

const FROM_LIBRARY = ['json-pointer', 'json-pointer-uri-fragment', 'relative-json-pointer'];

/** Whether a text has a format that is asserted; undefined where it is not asserted. */
export function hasFormat(name: string, text: string): boolean | undefined {
  return name === 'hostname' ? isHostName(text) : stringFormats[name]?.test(text);
}

/** By name; only strings are held to them. */
export const stringFormats: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries(FROM_LIBRARY.map((name) => [name, regexOf(name)])),
  ...OWN,
};

/** Formats that no regular expression tells; like the functions of a config they are texts, which are put into generated code. */
export const functionFormats: OwnFormats = { hostname: String(isHostName).replaceAll(/\s+/g, ' ') };

/** Numbers: int32, int64 and float by their range, double says nothing that JSON does not say. */
export const numberFormats: readonly string[] = ['int32', 'int64', 'float', 'double'];

function regexOf(name: string): RegExp {
  const format: unknown = (ajvFormats.fullFormats as Record<string, unknown>)[name];
  const regex = format instanceof RegExp ? format : (format as { validate?: unknown } | undefined)?.validate;
  if (regex instanceof RegExp) return regex;
  throw new Error(
    `ajv-formats no longer has ${name} as a regular expression; write it down in ${import.meta.url}`,
  );
}
