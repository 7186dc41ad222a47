// How well a table's caption or anchor names a row: by its path, its name, or the model of its type.
import type { ParameterRow, ParameterTable } from './tables.ts';
import { textOf } from './tree.ts';

/**
 * 4: the caption is the row's path. 3: it is the row's name. 2 to 3: it has a path that ends in the name. 2: it contains the name.
 * 1: it is the model of the row's type.
 */
export function nameScore(table: ParameterTable, row: ParameterRow, parents: readonly string[]): number {
  const scores = captionPaths(table.caption).map((word) => {
    if (word === row.name) return word === table.caption.trim() ? 3 : 2;
    const path = dottedPath(word);
    return path.length >= 2 && path.at(-1) === row.name ? pathScore(path, parents) : 0;
  });
  return Math.max(0, ...scores) || modelScore(table, row);
}

export function modelScore(table: ParameterTable, row: ParameterRow): number {
  const models = modelNames(row.type);
  const phrase = modelPhrase(row.type);
  const caption = table.caption.toLowerCase();
  return captionPaths(table.caption).some((word) => models.includes(word.toLowerCase())) ||
    (phrase.includes(' ') && (caption === phrase || caption.startsWith(`${phrase} `))) ||
    table.anchors.some((anchor) => models.includes(bodyName(anchor)?.toLowerCase() ?? ''))
    ? 1
    : 0;
}

/** Tables by their anchors, by numbers and whole captions, and by words of captions and models of anchors in lower case. */
export type TablesByName = {
  readonly anchors: ReadonlyMap<string, readonly ParameterTable[]>;
  readonly captions: ReadonlyMap<string, readonly ParameterTable[]>;
  readonly words: ReadonlyMap<string, readonly ParameterTable[]>;
};

export function tablesByName(tables: readonly ParameterTable[]): TablesByName {
  return {
    anchors: indexed(tables, ({ anchors }) => anchors),
    captions: indexed(tables, ({ number, caption }) => [...(number === undefined ? [] : [number]), caption]),
    words: indexed(tables, (table) =>
      [
        ...captionPaths(table.caption).flatMap((word) => [word, dottedPath(word).at(-1) ?? '']),
        ...table.anchors.flatMap((anchor) => bodyName(anchor) ?? []),
        // A model whose name is several words stands at the start of the caption.
        ...[...table.caption.matchAll(/ |$/g)].map(({ index }) => table.caption.slice(0, index)),
      ].map((word) => word.toLowerCase()),
    ),
  };
}

/** The tables by each of their keys. */
export function indexed(
  tables: readonly ParameterTable[],
  keysOf: (table: ParameterTable) => readonly string[],
): ReadonlyMap<string, readonly ParameterTable[]> {
  const index = new Map<string, ParameterTable[]>();
  for (const table of tables)
    for (const key of new Set(keysOf(table))) {
      const known = index.get(key) ?? [];
      index.set(key, known);
      known.push(table);
    }
  return index;
}

/** Every table with a nameScore or modelScore for this row, and some without, in the order of the page. */
export function candidatesFor(
  { name, type }: ParameterRow,
  { words }: TablesByName,
): readonly ParameterTable[] {
  const keys = [name.toLowerCase(), ...modelNames(type), modelPhrase(type)];
  const found = new Set(keys.flatMap((key) => words.get(key) ?? []));
  return [...found].toSorted((a, b) => a.point.line - b.point.line);
}

/** The words of a caption that may be a name, without underscores and case. */
export function captionWords(table: ParameterTable): readonly string[] {
  return captionPaths(table.caption).map(oneWord);
}

/** `CreateServerConfig` for `server_config`. */
export function endsInName(words: readonly string[], row: ParameterRow): boolean {
  const name = oneWord(row.name);
  return name.length >= 4 && words.some((word) => word.endsWith(name));
}

/** `VPC channel` of a table `VPC channel parameters`. */
export function subjectOf(table: ParameterTable): string {
  return table.caption
    .replace(
      /[\s的]*(?:(?:参数|字段|数据)?(?:结构)?(?:说明|描述|详情|列表)|参数|details|description|(?:parameter|field)s?)*$/iu,
      '',
    )
    .toLowerCase();
}

/** A row described as `VPC channel details`. */
export function describesRow(subject: string, row: ParameterRow): boolean {
  return (
    subject.length >= 3 &&
    row.description !== undefined &&
    textOf(row.description).toLowerCase().startsWith(subject)
  );
}

/** How much of `spec.nodes.labels` is the path of the row: 2 for its own name alone, 4 for all of it. */
function pathScore(path: readonly string[], parents: readonly string[]): number {
  const known = parents.filter((name) => !name.includes('[')).toReversed();
  const above = path.slice(0, -1).toReversed();
  const isOther = (name: string, i: number) => name.toLowerCase() !== known[i]?.toLowerCase();
  const matched = above.findIndex(isOther);
  return matched === -1 ? 4 : 2 + matched / 16;
}

function oneWord(name: string): string {
  return name.replace(/[_-]/g, '').toLowerCase();
}

/** `response_RespInstance` names the model; `_1` and so on number its repetitions on one page. */
export function bodyName(anchor: string): string | undefined {
  return /(?:^|_)(?:request|response)_([A-Za-z]\w*?)(?:_\d+)?$/.exec(anchor)?.[1];
}

/** `spec.nodes`, `os-ext:volumes`: what may be the name of a row in a caption. */
function captionPaths(caption: string): readonly string[] {
  return (caption.match(/[\w$@][\w$@:/.[\]-]*/g) ?? []).map((word) => word.replace(/[.:]+$/, ''));
}

function dottedPath(word: string): readonly string[] {
  return word.split('.').filter((part) => part !== '' && !part.includes('['));
}

const typeWords =
  /^(?:array|list|set|map|of|objects?|strings?|integers?|longs?|int|json|dict|booleans?|numbers?|floats?|doubles?)$/i;

/** `Array of NodeSpec objects` -> nodespec. */
function modelNames(type: string): readonly string[] {
  return (type.match(/[A-Za-z_]\w*/g) ?? [])
    .filter((word) => !typeWords.test(word))
    .map((word) => word.toLowerCase());
}

/** `array of lobby member objects` -> lobby member: a model whose name is several words. */
function modelPhrase(type: string): string {
  return type
    .toLowerCase()
    .replace(/^\??(?:array|list) of /, '')
    .replace(/ objects?$/, '');
}
