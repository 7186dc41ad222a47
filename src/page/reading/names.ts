// How well a table's caption or anchor names a row: by its path, its name, or the model of its type.
import type { ParameterRow, ParameterTable } from './tables.ts';
import { textOf } from './tree.ts';
import { innerType, jsonKind } from './types.ts';

/** A type that says that nothing is inside; a string may hold JSON that a table describes. */
export function isPlainScalar({ type }: ParameterRow): boolean {
  return ['integer', 'number', 'boolean'].includes(jsonKind(type) ?? '') || holdsScalars(type);
}

export function isScalar(type: string): boolean {
  return ['string', 'integer', 'number', 'boolean'].includes(jsonKind(type) ?? '');
}

/**
 * 4: the caption is the row's path; 3: its name; above 2: a path that ends in its name; 2: the name stands in it; 1: it is
 * the model of the type.
 */
export function nameScore(table: ParameterTable, row: ParameterRow, parents: readonly string[]): number {
  const words = captionPaths(table.caption);
  let score = 0;
  for (const word of words) {
    const isWhole = word === table.caption.trim();
    if (word === row.name) score = Math.max(score, isWhole ? 3 : 2);
    const path = word.split('.').filter((part) => part !== '' && !part.includes('['));
    if (path.length >= 2 && path.at(-1) === row.name) score = Math.max(score, pathScore(path, parents));
  }
  return score > 0 ? score : modelScore(table, row);
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

/** `CreateServerConfig` for `server_config`. */
export function endsInName(table: ParameterTable, row: ParameterRow): boolean {
  const name = oneWord(row.name);
  return name.length >= 4 && captionPaths(table.caption).some((word) => oneWord(word).endsWith(name));
}

/** `VPC channel parameters` for a row described as `VPC channel details`. */
export function describesRow(table: ParameterTable, row: ParameterRow): boolean {
  const subject = table.caption
    .replace(
      /[\s的]*(?:(?:参数|字段|数据)?(?:结构)?(?:说明|描述|详情|列表)|参数|details|description|(?:parameter|field)s?)*$/iu,
      '',
    )
    .toLowerCase();
  return (
    subject.length >= 3 &&
    row.description !== undefined &&
    textOf(row.description).toLowerCase().startsWith(subject)
  );
}

/** How much of `spec.nodes.labels` is the way to the row: its own name counts 2, all of it 4. */
function pathScore(path: readonly string[], parents: readonly string[]): number {
  const known = parents.filter((name) => !name.includes('['));
  const above = path.slice(0, -1);
  let matched = 0;
  while (
    matched < above.length &&
    above.at(-1 - matched)?.toLowerCase() === known.at(-1 - matched)?.toLowerCase()
  )
    matched++;
  return matched === above.length ? 4 : 2 + matched / 16;
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

/** `Array of strings`, `Map<String,Integer>`: nothing below them has a table. */
export function holdsScalars(type: string): boolean {
  const inner = innerType(type);
  if (inner === undefined || inner === '') return false;
  return ['string', 'integer', 'number', 'boolean'].includes(jsonKind(inner) ?? '') || holdsScalars(inner);
}
