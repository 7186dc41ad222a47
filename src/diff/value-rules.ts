// What two contracts may say differently of one value, a rule each. A rule knows neither direction nor operation: it says what is wider (the
// new contract takes more values than the old one) and what is narrower. codes.ts says what either means to a client.

import type { Direction } from '../contract/reading.ts';
import { functionFormats, numberFormats, stringFormats } from '../generate/formats.ts';
import { isMultipleOf } from '../json/equal.ts';
import { listOf } from '../lib/suggest.ts';
import type { JsonPointer, Level } from '../model.ts';
import { either } from '../schema/words.ts';
import type { Aspect } from './codes.ts';
import type { Member, Position, Value } from './values.ts';

/** Where the change breaks clients: how much it weighs in either direction. */
type Levels = { readonly [direction in Direction]?: Level };

export type ValueChange = {
  readonly aspect: Aspect;
  readonly is: 'wider' | 'narrower';
  /** The property that it is about, where that is not the value itself. */
  readonly property?: string;
  /** What tells several of one aspect apart: a value, a limit. */
  readonly name?: string;
  readonly message: string;
  /** What weighs more or less than its code does. */
  readonly levels?: Levels;
  /** Among the schemas of either side. */
  readonly before: JsonPointer;
  readonly after: JsonPointer;
};

/** `token` undefined: the same value, by some of its schemas. */
export type Inner = {
  readonly token: string | undefined;
  /** Told instead of what changed inside. */
  readonly condition?: readonly ValueChange[] | undefined;
  readonly old: Position;
  readonly now: Position;
};
export type Compared = { readonly changes: readonly ValueChange[]; readonly inside: readonly Inner[] };

export const NOTHING: Compared = { changes: [], inside: [] };

export type ValueRule = (old: Value, now: Value) => readonly ValueChange[];

/** Each with the types that it limits. */
const LIMITS: readonly (readonly [keyword: string, ...types: string[]])[] = [
  ['maximum', 'number', 'integer'],
  ['minimum', 'number', 'integer'],
  ['maxLength', 'string'],
  ['minLength', 'string'],
  ['maxItems', 'array'],
  ['minItems', 'array'],
  ['maxProperties', 'object'],
  ['minProperties', 'object'],
];

/** To add one: a function here, a row in `codes.ts`, a row in the tests. */
export const valueRules: readonly ValueRule[] = [
  typeRule,
  nullRule,
  enumRule,
  formatRule,
  contentRule,
  patternRule,
  ...LIMITS.map(limitRule),
  multipleRule,
  uniqueRule,
];

/** Both contracts take values of this type: what else they say of it can differ. */
export function share(old: Value, now: Value, ...types: readonly string[]): boolean {
  return types.some((type) => old.types.has(type) && now.types.has(type));
}

function typesText({ types }: Value): string {
  const names = [...types].filter((type) => type !== 'null' && !(type === 'integer' && types.has('number')));
  if (names.length === 0) return types.has('null') ? 'null' : 'no value';
  return names.length >= 5 ? 'any type' : either(names);
}

function typeRule(old: Value, now: Value): readonly ValueChange[] {
  const more = [...now.types].filter((type) => isTold(type, old) && !old.types.has(type));
  const less = [...old.types].filter((type) => isTold(type, now) && !now.types.has(type));
  const message = `type ${typesText(old)} became ${typesText(now)}`;
  const places = { before: keywordAt(old, 'type'), after: keywordAt(now, 'type') };
  const at = { aspect: 'type', message, ...places } as const;
  return inWays(at, { wider: more.length > 0, narrower: less.length > 0 });
}

type Ways = { readonly wider: boolean; readonly narrower: boolean };

/** The same change, told as wider, as narrower, or as both. */
export function inWays(change: Omit<ValueChange, 'is'>, ways: Ways): readonly ValueChange[] {
  return (['wider', 'narrower'] as const).filter((is) => ways[is]).map((is) => ({ ...change, is }));
}

/** null has a rule of its own, but where there is no other type. */
function isTold(type: string, other: Value): boolean {
  return type !== 'null' || other.types.size === 0;
}

function nullRule(old: Value, now: Value): readonly ValueChange[] {
  const [was, is] = [old.types.has('null'), now.types.has('null')];
  // Of what takes anything, or nothing, the type says it.
  const isSaid = [old, now].some(({ types }) => types.size === 7 || types.size === 0);
  if (was === is || isSaid) return [];
  const message = is ? 'null is a new value' : 'null is no value any more';
  const places = { before: keywordAt(old, 'type'), after: keywordAt(now, 'type') };
  return inWays({ aspect: 'null', message, ...places }, { wider: is, narrower: was });
}

function enumRule(old: Value, now: Value): readonly ValueChange[] {
  const types = new Set([...old.lists.keys(), ...now.lists.keys()]);
  return [...types]
    .filter((type) => share(old, now, type, ...(type === 'number' ? ['integer'] : [])))
    .flatMap((type): readonly ValueChange[] => {
      const [was, is] = [old.lists.get(type), now.lists.get(type)];
      const places = { aspect: 'enum', before: first(was) ?? old.at, after: first(is) ?? now.at } as const;
      if (was === undefined) {
        const message = `any ${type} became one of ${listOf([...(is?.keys() ?? [])])}`;
        return [{ ...places, is: 'narrower', message }];
      }
      if (is === undefined)
        return [{ ...places, is: 'wider', message: `one of ${listOf([...was.keys()])} became any ${type}` }];
      const added = [...is.keys()].filter((value) => !was.has(value));
      const gone = [...was.keys()].filter((value) => !is.has(value));
      return [
        ...added.map((name) => ({ ...places, is: 'wider', name, message: `value ${name} is new` }) as const),
        ...gone.map(
          (name) => ({ ...places, is: 'narrower', name, message: `value ${name} is gone` }) as const,
        ),
      ];
    });
}

function first(list: ReadonlyMap<string, JsonPointer> | undefined): JsonPointer | undefined {
  return list?.values().next().value;
}

function formatRule(old: Value, now: Value): readonly ValueChange[] {
  return textsRule('format', old, now, formatsOf(old, now), formatsOf(now, old));
}

/**
 * Those that say something of JSON values, and those that the other side says and this one implies: int32 of integers whose limits are as
 * tight, and byte of what contentEncoding calls base64, which is its successor in OpenAPI 3.1.
 */
function formatsOf(value: Value, other: Value): readonly string[] {
  const stated = textsOf(value, 'format').filter((format) => format !== 'int64' && format !== 'double');
  const [least, most] = [limitOf(value, 'minimum')?.bound, limitOf(value, 'maximum')?.bound];
  const isWithin32 = least !== undefined && most !== undefined && least >= -(2 ** 31) && most < 2 ** 31;
  const implied = [
    ...(isWithin32 && !value.types.has('number') ? ['int32'] : []),
    ...(textsOf(value, 'contentEncoding').includes('base64') ? ['byte'] : []),
  ].filter((format) => textsOf(other, 'format').includes(format));
  return [...new Set([...stated, ...implied])].sort();
}

/** How the text is to be decoded, and what it stands for then: no validator asserts it, and a reader that goes by it breaks. */
function contentRule(old: Value, now: Value): readonly ValueChange[] {
  return ['contentEncoding', 'contentMediaType'].flatMap((keyword) => textsRule(keyword, old, now));
}

function patternRule(old: Value, now: Value): readonly ValueChange[] {
  return share(old, now, 'string') ? textsRule('pattern', old, now) : [];
}

function textsRule(
  keyword: string,
  old: Value,
  now: Value,
  was = textsOf(old, keyword),
  is = textsOf(now, keyword),
): readonly ValueChange[] {
  if (!share(old, now, 'string', 'integer', 'number')) return [];
  const lost = was.filter((text) => !is.includes(text));
  const gained = is.filter((text) => !was.includes(text));
  const message = `${keyword} ${was.join(' and ') || 'none'} became ${is.join(' and ') || 'none'}`;
  const at = {
    aspect: keyword === 'pattern' ? 'pattern' : 'format',
    ...(keyword.startsWith('content') && { name: keyword }),
    message,
    before: keywordAt(old, keyword),
    after: keywordAt(now, keyword),
  } as const;
  return [
    ...(lost.length > 0 ? [{ ...at, is: 'wider' as const, levels: weight(keyword, lost) }] : []),
    ...(gained.length > 0 ? [{ ...at, is: 'narrower' as const, levels: weight(keyword, gained) }] : []),
  ];
}

const ASSERTED: ReadonlySet<string> = new Set([
  ...Object.keys(stringFormats),
  ...Object.keys(functionFormats),
  ...numberFormats,
]);

/** A format that no validator asserts is a hint. */
function weight(keyword: string, texts: readonly string[]): Levels {
  if (keyword.startsWith('content')) return { response: 'warning', request: 'warning' };
  const isHint = keyword === 'format' && !texts.some((text) => ASSERTED.has(text));
  return isHint ? { response: 'note', request: 'note' } : {};
}

function textsOf({ members }: Value, keyword: string): readonly string[] {
  const texts = members.map(({ schema }) => schema[keyword]).filter((text) => typeof text === 'string');
  return [...new Set(texts)].sort();
}

function limitRule([keyword, ...types]: (typeof LIMITS)[number]): ValueRule {
  const isMost = keyword.startsWith('max');
  return (old, now) => {
    if (!share(old, now, ...types)) return [];
    const [was, is] = [limitOf(old, keyword), limitOf(now, keyword)];
    const order = compareLimits(was, is, isMost);
    if (order === 0) return [];
    const text = (limit: Limit | undefined) =>
      limit === undefined ? 'none' : `${limit.isExclusive ? 'exclusive ' : ''}${limit.bound}`;
    return [
      {
        aspect: 'limit',
        is: order > 0 === isMost ? 'wider' : 'narrower',
        name: keyword,
        message: `${keyword} ${text(was)} became ${text(is)}`,
        before: was?.at ?? old.at,
        after: is?.at ?? now.at,
      },
    ];
  };
}

type Limit = { readonly bound: number; readonly isExclusive: boolean; readonly at: JsonPointer };

/** The tightest of all members. A least count of 0 is none; of integers, beyond 4 is from 5 on. */
function limitOf({ members, types }: Value, keyword: string): Limit | undefined {
  const isMost = keyword.startsWith('max');
  const exclusive =
    keyword === 'maximum' || keyword === 'minimum'
      ? `exclusive${keyword[0]?.toUpperCase()}${keyword.slice(1)}`
      : undefined;
  const limits = members.flatMap(({ schema, at }) =>
    [keyword, exclusive].flatMap((name): readonly Limit[] => {
      const bound = name === undefined ? undefined : schema[name];
      if (typeof bound !== 'number' || (bound === 0 && /^min[A-Z]/.test(keyword))) return [];
      const isExclusive = name === exclusive;
      if (isExclusive && !types.has('number') && Number.isSafeInteger(bound))
        return [{ bound: isMost ? bound - 1 : bound + 1, isExclusive: false, at: `${at}/${name}` }];
      return [{ bound, isExclusive, at: `${at}/${name}` }];
    }),
  );
  return limits.reduce<Limit | undefined>(
    (tightest, limit) =>
      tightest !== undefined && compareLimits(limit, tightest, isMost) < 0 === isMost ? tightest : limit,
    undefined,
  );
}

/** Above 0 where the second bound is the greater one. */
function compareLimits(one: Limit | undefined, other: Limit | undefined, isMost: boolean): number {
  const none = isMost ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const [left, right] = [one?.bound ?? none, other?.bound ?? none];
  if (left !== right) return right > left ? 1 : -1;
  const shift = (limit: Limit | undefined) => (limit?.isExclusive === true ? (isMost ? -1 : 1) : 0);
  return shift(other) - shift(one);
}

function multipleRule(old: Value, now: Value): readonly ValueChange[] {
  if (!share(old, now, 'number', 'integer')) return [];
  const divisors = ({ members }: Value): number[] => {
    const stated = members.map(({ schema }) => schema.multipleOf).filter((one) => typeof one === 'number');
    return [...new Set(stated)];
  };
  const [was, is] = [divisors(old), divisors(now)];
  const isMet = (divisor: number, by: readonly number[]) =>
    by.some((other) => isMultipleOf(other, divisor)) || divisor === 1;
  const message = `multipleOf ${was.join(' and ') || 'none'} became ${is.join(' and ') || 'none'}`;
  const places = { before: keywordAt(old, 'multipleOf'), after: keywordAt(now, 'multipleOf') };
  const at = { aspect: 'limit', name: 'multipleOf', message, ...places } as const;
  const [isLess, isMore] = [was.some((one) => !isMet(one, is)), is.some((one) => !isMet(one, was))];
  return inWays(at, { wider: isLess, narrower: isMore });
}

function uniqueRule(old: Value, now: Value): readonly ValueChange[] {
  const [was, is] = [old, now].map(({ members }) =>
    members.some(({ schema }) => schema.uniqueItems === true),
  );
  if (was === is || !share(old, now, 'array')) return [];
  const name = 'uniqueItems';
  const message = is
    ? 'items have to differ from one another now'
    : 'items need not differ from one another any more';
  const places = { before: keywordAt(old, name), after: keywordAt(now, name) };
  return [{ aspect: 'limit', is: is ? 'narrower' : 'wider', name, message, ...places }];
}

/** Where the first member has the keyword; else the value itself. */
export function keywordAt({ members, at }: Value, keyword: string): JsonPointer {
  const owner = members.find(({ schema }: Member) => schema[keyword] !== undefined);
  return owner === undefined ? at : `${owner.at}/${keyword}`;
}
