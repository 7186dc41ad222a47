// A page layout: the words, columns and marks by which one vendor's reference pages are read. Plain data, so that a user's
// config can hold one. Words are compared without case, colons at the end and numbers before; patterns are regular
// expressions without case (flags iu).
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
