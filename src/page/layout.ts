// A page layout: the words, columns and marks by which one vendor's reference pages are read. Plain data, so that a user's
// config can hold one. Words are compared without case, colons at the end and numbers before; patterns are regular
// expressions without case (flags iu).
import { InputError } from '../lib/input-error.ts';
import { isObject } from '../lib/objects.ts';
import { listOf } from '../lib/suggest.ts';
import type { FieldConstraints } from '../model.ts';

export type SectionKind =
  | 'uri'
  | 'request'
  | 'response'
  | 'requestExamples'
  | 'responseExamples'
  | 'examples'
  | 'statuses';

export type ColumnRole =
  | 'name'
  | 'required'
  /** A required column the other way round: "yes" is optional. */
  | 'optional'
  | 'type'
  | 'description'
  | 'in'
  | 'status'
  | 'method'
  | 'uri'
  /** Known, and nothing that is compared: example values, remarks. */
  | 'other';

export type ParameterLocation = 'path' | 'query' | 'header' | 'formData';
export type LimitName = keyof Pick<
  FieldConstraints,
  'default' | 'minimum' | 'maximum' | 'minLength' | 'maxLength'
>;

type Words = readonly string[];

export type Layout = {
  readonly name: string;
  /** The layout whose words this one adds to. */
  readonly extends?: string;
  /** Headings by the part that stands under them. */
  readonly headings?: Partial<Readonly<Record<SectionKind, Words>>>;
  /** Pattern with the groups `method` and `path`; in a line of text or the two cells of a table. */
  readonly requestLine?: string;
  /** Labels of a line that has the method alone, the path alone: `Method: GET`. */
  readonly methodLabels?: Words;
  readonly pathLabels?: Words;
  /** Headers of the columns of tables. */
  readonly columns?: Partial<Readonly<Record<ColumnRole, Words>>>;
  /** Cells of the required column. */
  readonly required?: Words;
  readonly optional?: Words;
  /** What a name or type ends with where it is optional: `?`. */
  readonly optionalSuffix?: string;
  /** Pattern with the group `title`, and `number` where the caption has one. */
  readonly caption?: string;
  /** Patterns of captions that say where the parameters of a table go. */
  readonly locations?: Partial<Readonly<Record<ParameterLocation | 'body', string>>>;
  /** Pattern of captions that say no more than "parameters". */
  readonly plainCaption?: string;
  /** Patterns with the group `status`, of a line that says which status the next table or sample belongs to. */
  readonly statusMarks?: Words;
  /** Patterns of a label before a table or sample. */
  readonly requestLabel?: string;
  readonly responseLabel?: string;
  readonly failureLabel?: string;
  /** The line above a list of values. */
  readonly enumLabels?: Words;
  /** What divides a value from its gloss: `DONE: it is done`. */
  readonly enumGloss?: string;
  readonly limits?: Partial<Readonly<Record<LimitName, Words>>>;
  /** Patterns by note, in the order in which facts list them. */
  readonly notes?: Readonly<Record<string, string>>;
  /** Cells, samples and names that say "nothing". */
  readonly none?: Words;
  /** Patterns of row names that stand for the whole body, any item of an array, any key of a map. */
  readonly wholeBody?: string;
  readonly anyItem?: string;
  readonly anyKey?: string;
};

/** A layout with the words of those that it extends before its own; `known` are the ones that it may name. */
export function resolveLayout(layout: Layout, known: readonly Layout[]): Layout {
  const chain: Layout[] = [];
  for (let each: Layout | undefined = layout; each !== undefined && !chain.includes(each); ) {
    chain.unshift(each);
    const parent: string | undefined = each.extends;
    each = parent === undefined ? undefined : known.find(({ name }) => name === parent);
  }
  return chain.reduce((base, each) => merged(base, each) as Layout);
}

/** Lists are joined, groups of lists likewise; a pattern replaces the one before it. */
function merged(base: unknown, more: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(more)) return [...new Set([...base, ...more])];
  if (typeof base !== 'object' || typeof more !== 'object' || base === null || more === null) return more;
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(more))
    result[key] = result[key] === undefined ? value : merged(result[key], value);
  return result;
}

/** A user's layouts before those of the package, each held to what a layout may say. */
export function withOwnLayouts(own: unknown, known: readonly Layout[]): readonly Layout[] {
  if (own === undefined) return known;
  if (!Array.isArray(own)) throw mistake('pages.layouts', 'is no list of layouts');
  const all = [...(own as readonly Layout[]), ...known];
  for (const layout of own as readonly unknown[]) checkLayout(layout, all);
  return all;
}

const texts = ['name', 'extends', 'requestLine', 'optionalSuffix', 'caption', 'plainCaption'] as const;
const patterns = [
  'requestLabel',
  'responseLabel',
  'failureLabel',
  'enumGloss',
  'wholeBody',
  'anyItem',
  'anyKey',
] as const;
const lists = [
  'methodLabels',
  'pathLabels',
  'required',
  'optional',
  'statusMarks',
  'enumLabels',
  'none',
] as const;
const groups = ['headings', 'columns', 'limits'] as const;
const patternGroups = ['locations', 'notes'] as const;
const keys: readonly string[] = [...texts, ...patterns, ...lists, ...groups, ...patternGroups];

function checkLayout(layout: unknown, all: readonly Layout[]): void {
  if (!isObject(layout) || typeof layout.name !== 'string' || layout.name === '')
    throw mistake('a layout', 'has no name');
  const where = `the layout "${layout.name}"`;
  for (const key of Object.keys(layout))
    if (!keys.includes(key)) throw mistake(where, `has an unknown key "${key}"; known: ${listOf(keys)}`);
  if (layout.extends !== undefined && !all.some(({ name }) => name === layout.extends))
    throw mistake(
      where,
      `extends "${String(layout.extends)}"; known: ${listOf(all.map(({ name }) => name))}`,
    );
  const isTexts = (value: unknown) => Array.isArray(value) && value.every((word) => typeof word === 'string');
  for (const key of [...texts, ...patterns])
    if (layout[key] !== undefined && typeof layout[key] !== 'string')
      throw mistake(where, `has no text as "${key}"`);
  for (const key of lists)
    if (layout[key] !== undefined && !isTexts(layout[key]))
      throw mistake(where, `has no list of texts as "${key}"`);
  for (const [owner, isRight] of [
    ...groups.map((key) => [key, isTexts] as const),
    ...patternGroups.map((key) => [key, (value: unknown) => typeof value === 'string'] as const),
  ])
    if (
      layout[owner] !== undefined &&
      !(isObject(layout[owner]) && Object.values(layout[owner]).every(isRight))
    )
      throw mistake(where, `has words of another form as "${owner}"`);
  for (const source of patternsOf(layout as Layout)) {
    try {
      new RegExp(source, 'iu');
    } catch (error) {
      throw mistake(where, `has a pattern that is none: ${error instanceof Error ? error.message : source}`);
    }
  }
}

function patternsOf(layout: Layout): readonly string[] {
  const { requestLine, caption, plainCaption, statusMarks = [], locations = {}, notes = {} } = layout;
  const single = [requestLine, caption, plainCaption, ...patterns.map((key) => layout[key])];
  return [
    ...single.flatMap((source) => source ?? []),
    ...statusMarks,
    ...Object.values(locations),
    ...Object.values(notes),
  ];
}

function mistake(where: string, what: string): InputError {
  return new InputError(`${where} ${what}`, {
    fix: 'correct pages.layouts of the config; driftgate docs layout PAGE writes a draft',
  });
}
