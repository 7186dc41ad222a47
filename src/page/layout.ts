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
  | 'statuses'
  /** Ends the part before it, and is read as none: the model of another page. */
  | 'other';

export type ColumnRole =
  | 'name'
  | 'required'
  /** A required column the other way round: "yes" is optional. */
  | 'optional'
  | 'type'
  | 'description'
  | 'in'
  | 'default'
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

/** Words divided by bars, as long lists of them are read best. */
export function words(...lines: readonly string[]): Words {
  return lines.flatMap((line) => line.split(' | '));
}

export type Layout = {
  readonly name: string;
  /** The layout whose words this one adds to. */
  readonly extends?: string;
  /** Headings by the part that stands under them; a word that starts with `^` is a pattern. */
  readonly headings?: Partial<Readonly<Record<SectionKind, Words>>>;
  /**
   * `headings`: the file has several operations, each under a heading of its own with the request line below it; what
   * stands before the first known heading belongs to the request. Otherwise the file has one.
   */
  readonly operations?: 'headings';
  /** A paragraph that starts with a bold line is a heading too: `**Parameters:**`. */
  readonly boldHeadings?: true;
  /** A known heading may come twice: the parts are read as one. Otherwise the page is refused. */
  readonly repeatedHeadings?: true;
  /** Pattern with the groups `method` and `path`; in a line of text or the two cells of a table. */
  readonly requestLine?: string;
  /** Further request lines are other ways to the same operation; without this they are noted only. */
  readonly alternativeRequestLines?: true;
  /** An element that is a request line: its attribute `method`, and the path as its text, or attribute `path` or `url`. */
  readonly requestElement?: string;
  /** The request line where the page has none: each operation is called by its name, at one address. */
  readonly requestDefault?: string;
  /** `title`: the page's first heading is the operation's name. */
  readonly operationId?: 'title';
  /** Placeholders of the path are parameters without a row of their own. */
  readonly pathParametersImplied?: true;
  /** Where a parameter of the request goes where neither its table nor its method says it. */
  readonly defaultLocation?: 'query';
  /** Methods whose parameters go into the query; without it those that have no body, GET and HEAD. */
  readonly queryMethods?: Words;
  /** Labels of a line that has the method alone, the path alone: `Method: GET`. */
  readonly methodLabels?: Words;
  readonly pathLabels?: Words;
  /** Headers of the columns of tables. */
  readonly columns?: Partial<Readonly<Record<ColumnRole, Words>>>;
  /** Cells of the required column. */
  readonly required?: Words;
  readonly optional?: Words;
  /** Cells that leave it open: `Conditional`. */
  readonly conditional?: Words;
  /** What a name ends with where it is optional: `?`. A required column of the table says it instead. */
  readonly optionalSuffix?: string;
  /** Patterns of a description that says whether the row is required: `Optional. The name.` */
  readonly requiredText?: string;
  readonly optionalText?: string;
  /**
   * Pattern of a line that says that all parameters of the operation are optional, or a caption those of its table; what
   * its named groups match is not.
   */
  readonly allOptionalText?: string;
  /** Pattern of what follows a name and is none of it: the star of a footnote. */
  readonly nameMark?: string;
  /** Pattern of one level of indent before a name: `└`, two no-break spaces. */
  readonly nameIndent?: string;
  /** A name may be a path: `author.name`, `links[].url`, `position[line]`. */
  readonly namePaths?: true;
  /** Rows of inner objects follow their owner without a mark; the page's sample tells which they are. */
  readonly nestingBySample?: true;
  /** Pattern with the group `title`, and `number` where the caption has one. */
  readonly caption?: string;
  /** Patterns of captions that say where the parameters of a table go. */
  readonly locations?: Partial<Readonly<Record<ParameterLocation | 'body', string>>>;
  /** Patterns of the cells of the column that says where a parameter goes; `uri` is the path or the query. */
  readonly locationCells?: Partial<Readonly<Record<ParameterLocation | 'body' | 'uri', string>>>;
  /** Pattern of captions that say no more than "parameters". */
  readonly plainCaption?: string;
  /** Patterns with the group `status`, of a line that says which status the next table or sample belongs to. */
  readonly statusMarks?: Words;
  /**
   * Pattern with the group `status`, of each status that prose names: ``returns `204 No Content` ``. What the group `aside`
   * matches before it is a condition, and the sample right below is of that status.
   */
  readonly statusesInText?: string;
  /** Most responses are shown by a sample, without a table: then that is no finding. */
  readonly responsesBySample?: true;
  /** Samples may have comments, `// so`. */
  readonly sampleComments?: true;
  /** Patterns of a label before a table or sample. */
  readonly requestLabel?: string;
  readonly responseLabel?: string;
  readonly failureLabel?: string;
  /** The line above a list of values. */
  readonly enumLabels?: Words;
  /** The items of a list of values need not be bold; they may start a line as code. */
  readonly plainEnumValues?: true;
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

type Form = 'text' | 'pattern' | 'words' | 'patterns' | 'groups of words' | 'group of patterns' | Choice;
/** The one value that the key may have. */
type Choice = { readonly only: true | string };

const yes: Choice = { only: true };

/** What each key of a layout holds. */
const forms: Readonly<Record<keyof Layout, Form>> = {
  name: 'text',
  extends: 'text',
  requestElement: 'text',
  requestDefault: 'text',
  optionalSuffix: 'text',
  requestLine: 'pattern',
  caption: 'pattern',
  plainCaption: 'pattern',
  requiredText: 'pattern',
  optionalText: 'pattern',
  allOptionalText: 'pattern',
  nameMark: 'pattern',
  nameIndent: 'pattern',
  statusesInText: 'pattern',
  requestLabel: 'pattern',
  responseLabel: 'pattern',
  failureLabel: 'pattern',
  enumGloss: 'pattern',
  wholeBody: 'pattern',
  anyItem: 'pattern',
  anyKey: 'pattern',
  methodLabels: 'words',
  pathLabels: 'words',
  required: 'words',
  optional: 'words',
  conditional: 'words',
  statusMarks: 'patterns',
  enumLabels: 'words',
  none: 'words',
  queryMethods: 'words',
  operations: { only: 'headings' },
  boldHeadings: yes,
  repeatedHeadings: yes,
  alternativeRequestLines: yes,
  operationId: { only: 'title' },
  pathParametersImplied: yes,
  defaultLocation: { only: 'query' },
  namePaths: yes,
  nestingBySample: yes,
  responsesBySample: yes,
  sampleComments: yes,
  plainEnumValues: yes,
  headings: 'groups of words',
  columns: 'groups of words',
  limits: 'groups of words',
  locations: 'group of patterns',
  locationCells: 'group of patterns',
  notes: 'group of patterns',
};

function checkLayout(layout: unknown, all: readonly Layout[]): void {
  if (!isObject(layout) || typeof layout.name !== 'string' || layout.name === '')
    throw mistake('a layout', 'has no name');
  const where = `the layout "${layout.name}"`;
  const keys = Object.keys(forms);
  for (const key of Object.keys(layout))
    if (!keys.includes(key)) throw mistake(where, `has an unknown key "${key}"; known: ${listOf(keys)}`);
  const names = all.map(({ name }) => name);
  if (layout.extends !== undefined && !names.some((name) => name === layout.extends))
    throw mistake(where, `extends "${String(layout.extends)}"; known: ${listOf(names)}`);
  for (const [key, form] of Object.entries(forms)) {
    const problem = layout[key] === undefined ? undefined : problemOf(layout[key], form);
    if (problem !== undefined) throw mistake(where, `has ${problem} as "${key}"`);
  }
  for (const source of patternsOf(layout as Layout)) {
    try {
      new RegExp(source, 'iu');
    } catch (error) {
      throw mistake(where, `has a pattern that is none: ${error instanceof Error ? error.message : source}`);
    }
  }
}

/** undefined: the value has the form. */
function problemOf(value: unknown, form: Form): string | undefined {
  if (typeof form === 'object')
    return value === form.only ? undefined : `another value than ${JSON.stringify(form.only)}`;
  const isText = (each: unknown) => typeof each === 'string';
  const isList = (each: unknown) => Array.isArray(each) && each.every(isText);
  if (form === 'text' || form === 'pattern') return isText(value) ? undefined : 'no text';
  if (form === 'words' || form === 'patterns') return isList(value) ? undefined : 'no list of texts';
  const isRight = form === 'groups of words' ? isList : isText;
  return isObject(value) && Object.values(value).every(isRight) ? undefined : 'words of another form';
}

function patternsOf(layout: Layout): readonly string[] {
  const all = Object.entries(forms).flatMap(([key, form]): readonly string[] => {
    const value = layout[key as keyof Layout];
    if (typeof form === 'object' || !form.includes('pattern') || value === undefined) return [];
    return typeof value === 'object' ? Object.values(value) : [String(value)];
  });
  const headings = Object.values(layout.headings ?? {}).flat();
  return [...all, ...headings.filter((word) => word.startsWith('^'))];
}

function mistake(where: string, what: string): InputError {
  return new InputError(`${where} ${what}`, {
    fix: 'correct pages.layouts of the config; driftgate docs layout PAGE writes a draft',
  });
}
