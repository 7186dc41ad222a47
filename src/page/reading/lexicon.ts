// A layout prepared for reading: a function for each question about a word or a line.
import type { ColumnRole, Layout, LimitName, ParameterLocation, SectionKind } from '../layout.ts';
import { plainText } from './tree.ts';

/** What a table's caption says that the table is. `plain` says no more than "parameters", `other` names something. */
export type CaptionRole = ParameterLocation | 'body' | 'plain' | 'other';

export type Caption = { readonly title: string; readonly number?: string | undefined };

export type Lexicon = {
  readonly layout: Layout;
  readonly sectionOf: (heading: string) => SectionKind | undefined;
  readonly columnOf: (header: string) => ColumnRole | undefined;
  /** undefined: no word of this layout. */
  readonly isRequired: (cell: string) => boolean | undefined;
  /** Whether a known word stands in it: `required when x is set`. */
  readonly mentionsRequired: (cell: string) => boolean;
  /** Whether a cell of the required column says neither: `Conditional`. */
  readonly isConditional: (cell: string) => boolean;
  /** Where a parameter goes by the cell of a column of its own. */
  readonly locationOf: (cell: string) => ParameterLocation | 'body' | 'uri' | undefined;
  readonly requestLine: (text: string) => { readonly method: string; readonly path: string } | undefined;
  /** The method or path alone, after its label. */
  readonly labelled: (kind: 'method' | 'path', text: string) => string | undefined;
  readonly captionOf: (text: string) => Caption | undefined;
  readonly roleOf: (caption: string) => CaptionRole;
  readonly statusMark: (text: string) => string | undefined;
  /** Each status that a line of prose names; `isAside` under a condition that the line states first. */
  readonly statusesIn: (text: string) => readonly { readonly status: string; readonly isAside: boolean }[];
  /** What a description says of it; undefined: nothing. */
  readonly isRequiredByText: (description: string) => boolean | undefined;
  /** Where a line says that all parameters are optional: the names of those that are not. */
  readonly allOptionalBut: (line: string) => ReadonlySet<string> | undefined;
  /** The name in a cell, and how deep its indent is. */
  readonly nameIn: (cell: string) => { readonly name: string; readonly depth: number };
  /** `links[].url` -> links, *, url; a name that is no path is one token. Where `links` has a row of its own it is one. */
  readonly tokensOf: (name: string, owners?: ReadonlySet<string>) => readonly string[];
  /** What a label says of the sample or table below it. */
  readonly sideOf: (label: string) => 'request' | 'response' | 'failure' | undefined;
  readonly isEnumLabel: (line: string) => boolean;
  readonly withoutGloss: (value: string) => string;
  readonly limitOf: (label: string) => LimitName | undefined;
  /** Limits that a line of prose states after their word: `Minimum: 1, maximum: 50`; code stands in backticks. */
  readonly limitsIn: (line: string) => readonly (readonly [LimitName, string])[];
  readonly notesIn: (lines: readonly string[]) => readonly string[];
  readonly isNone: (text: string) => boolean;
  readonly rowKind: (name: string) => 'body' | 'item' | 'key' | 'property';
};

/** Lower case, without colons, full stops and question marks at the end. White space is one space, and none between Chinese characters. */
export function normal(text: string): string {
  return text
    .replace(/[\s:：。.?？]+$/u, '')
    .replace(/\s+/g, ' ')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    .trim()
    .toLowerCase();
}

export function lexiconOf(layout: Layout): Lexicon {
  const sections = index(layout.headings);
  const sectionLike = matcher(layout.headings, (word) => pattern(word?.startsWith('^') ? word : undefined));
  const columns = index(layout.columns);
  const limits = index(layout.limits);
  const required = wordSet(layout.required);
  const optional = wordSet(layout.optional);
  const conditional = wordSet(layout.conditional);
  const none = wordSet(layout.none);
  const enumLabels = wordSet(layout.enumLabels);
  const labels = { method: wordSet(layout.methodLabels), path: wordSet(layout.pathLabels) };
  const locationIn = matcher(layout.locationCells);
  const locationNamed = matcher(layout.locations, locationPattern);
  const request = pattern(layout.requestLine);
  const caption = pattern(layout.caption, 's');
  const plain = pattern(layout.plainCaption);
  const marks = (layout.statusMarks ?? []).map((mark) => pattern(mark));
  const limitWords = [...limits.keys()].toSorted((a, b) => b.length - a.length).join('|');
  const limitInLine = pattern(
    `(?:^|[\\s，,；;。.(（])(?<word>${limitWords || '(?!)'})(?:\\s*(?:[:：]|为|is)\\s*|(?<=\\bdefault)\\s+)(?:\`(?<code>[^\`\\s]+)\`|(?<value>-?\\d+(?:\\.\\d+)?|true|false)(?=$|[\\s，,；;。)）]|\\.(?:\\s|$)))`,
    'g',
  );
  const notes = Object.entries(layout.notes ?? {}).map(([note, words]) => [note, pattern(words)] as const);
  const gloss = pattern(layout.enumGloss);
  const inText = pattern(layout.statusesInText, 'g');
  const [requiredText, optionalText] = [pattern(layout.requiredText), pattern(layout.optionalText)];
  const allOptional = pattern(layout.allOptionalText);
  const indent = pattern(layout.nameIndent && `^(?:${layout.nameIndent})`);
  const mark = pattern(layout.nameMark && `(?:${layout.nameMark})$`);
  const rowNamed = matcher({ body: layout.wholeBody, item: layout.anyItem, key: layout.anyKey });
  return {
    layout,
    sectionOf(heading) {
      const words = normal(withoutNumber(heading));
      return sections.get(words) ?? sectionLike(words);
    },
    columnOf: (header) => columns.get(normal(header)),
    isRequired(cell) {
      // `No (query parameter)`: a remark in brackets says something else.
      const word = normal(cell.replace(/\s*(?:\*+|[（(][^（）()]*[)）])$/, ''));
      // `No, either this or url`: what follows changes nothing.
      const isOptional = optional.has(word) || optional.has(word.split(/[，,；;]/)[0] ?? '');
      return required.has(word) ? true : isOptional ? false : undefined;
    },
    mentionsRequired: (cell) =>
      [...required, ...optional].some((word) => word.length > 1 && normal(cell).includes(word)),
    isConditional: (cell) => conditional.has(normal(cell)),
    locationOf: (cell) => locationIn(cell.trim()),
    requestLine(text) {
      const { method, path } = request.exec(text)?.groups ?? {};
      return method && path ? { method: method.toUpperCase(), path } : undefined;
    },
    labelled(kind, text) {
      const [, label, value] = /^([^:：]{1,20})\s*[:：]\s*(\S.*)$/s.exec(text) ?? [];
      return label !== undefined && labels[kind].has(normal(label)) ? value : undefined;
    },
    captionOf(text) {
      const { title, number } = caption.exec(text)?.groups ?? {};
      return title === undefined ? undefined : { title: title.trim(), number };
    },
    roleOf: (text) => locationNamed(text) ?? (plain.test(text.trim()) ? 'plain' : 'other'),
    statusMark(text) {
      const status = marks.map((mark) => mark.exec(text)?.groups?.status).find((each) => each !== undefined);
      return status !== undefined && /^\d/.test(status) ? status.toUpperCase() : status?.toLowerCase();
    },
    statusesIn: (text) =>
      [...text.matchAll(inText)].flatMap(({ groups: { status, aside } = {} }) =>
        status === undefined ? [] : [{ status, isAside: aside !== undefined }],
      ),
    isRequiredByText: (description) =>
      optionalText.test(description) ? false : requiredText.test(description) ? true : undefined,
    allOptionalBut(line) {
      const found = allOptional.exec(line);
      return found === null ? undefined : new Set(Object.values(found.groups ?? {}));
    },
    nameIn(cell) {
      let rest = cell.replace(/^[\t\n ]+/, '');
      let depth = 0;
      for (let found = indent.exec(rest); found !== null && found[0] !== ''; found = indent.exec(rest)) {
        rest = rest.slice(found[0].length);
        depth++;
      }
      const name = plainText(rest);
      return { name: name.replace(mark, '').trim() || name, depth };
    },
    tokensOf(name, owners) {
      const isPath = layout.namePaths === true || owners?.has(/^[^.[]+/.exec(name)?.[0] ?? '') === true;
      return isPath ? pathTokens(name) : [name];
    },
    sideOf: matcher({
      failure: layout.failureLabel,
      response: layout.responseLabel,
      request: layout.requestLabel,
    }),
    isEnumLabel: (line) =>
      enumLabels.has(normal(line)) || (layout.plainEnumValues === true && enumLabels.has(lastClause(line))),
    withoutGloss(value) {
      const at = value.search(gloss);
      return at > 0 ? value.slice(0, at).trim() : value;
    },
    limitOf: (label) => limits.get(normal(label)),
    limitsIn: (line) =>
      [...line.matchAll(limitInLine)].flatMap(({ groups = {} }) => {
        const { word = '', value, code = '' }: Record<string, string | undefined> = groups;
        const name = limits.get(normal(word));
        const isNumber = /^-?\d+(?:\.\d+)?$/.test(code);
        if (name === undefined || (value === undefined && name !== 'default' && !isNumber)) return [];
        return [[name, value ?? code.replace(/^"(.*)"$/, '$1')] as const];
      }),
    notesIn: (lines) =>
      notes.filter(([, words]) => lines.some((line) => words.test(line))).map(([note]) => note),
    isNone: (text) => none.has(normal(text)),
    rowKind: (name) => rowNamed(name) ?? 'property',
  };
}

function wordSet(words: readonly string[] = []): ReadonlySet<string> {
  return new Set(words.map(normal));
}

/** The group of each word. */
function index<Group extends string>(
  groups: Partial<Readonly<Record<Group, readonly string[]>>> = {},
): ReadonlyMap<string, Group> {
  const entries = Object.entries(groups) as [Group, readonly string[]][];
  return new Map(entries.flatMap(([group, words]) => words.map((word) => [normal(word), group])));
}

/** The first group that has a pattern for a text. */
function matcher<Group extends string>(
  groups: Partial<Readonly<Record<Group, string | readonly string[] | undefined>>> = {},
  patternOf: (source: string | undefined) => RegExp = pattern,
): (text: string) => Group | undefined {
  const patterns = (Object.entries(groups) as [Group, string | readonly string[] | undefined][]).flatMap(
    ([group, sources]) => [sources].flat().map((source) => [group, patternOf(source)] as const),
  );
  return (text) => patterns.find(([, each]) => each.test(text))?.[0];
}

/** `The kind. Valid values:` -> valid values. */
function lastClause(line: string): string {
  if (!/[:：]\s*$/.test(line)) return '';
  const [clause = ''] = normal(line)
    .split(/[.。]\s*/)
    .slice(-1);
  return normal(clause);
}

function pathTokens(name: string): readonly string[] {
  if (!/^[\w$@-]+(?:\.[\w$@-]+|\[[\w$@-]*\])+$/.test(name) && !name.startsWith('[].')) return [name];
  const tokens = [...name.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map(
    ([, index, word]) => word ?? (index || '*'),
  );
  // `links[]` is the list itself.
  return tokens.length > 1 && tokens.at(-1) === '*' ? tokens.slice(0, -1) : tokens;
}

/** A pattern that a layout lacks matches nothing. */
function pattern(source: string | undefined, flags = ''): RegExp {
  return new RegExp(source ?? '(?!)', `iu${flags}`);
}

/** `请求Header参数`, `Query parameters`, `parameters in the request body`. */
function locationPattern(word = '(?!)'): RegExp {
  return pattern(
    `(?:${word})\\s*(?:参数|字段|检索参数)|^(?:请求|响应)?(?:${word})(?:的)?说明$|\\b(?:${word}) (?:string )?(?:param(?:eter)?s?|fields?)\\b|^(?:optional |request |response )+(?:${word})$|\\bparameters? in (?:the )?(?:request |response )?(?:${word})\\b`,
  );
}

/** `3. `, `3.2.1 `, `三、`: some exports number their headings. */
function withoutNumber(heading: string): string {
  return heading.replace(/^(?:\d+(?:\.\d+)*[.、]?\s*(?!\d)|[一二三四五六七八九十]+、\s*)/, '');
}
