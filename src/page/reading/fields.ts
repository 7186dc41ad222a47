// Rows -> parameters, and fields by pointer. Each row that becomes one is marked as used.
import { defined, isObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import type { JsonPointer, PageField, PageParameter } from '../../model.ts';
import { placeKey, type Side } from '../places.ts';
import { defaultIn, readConstraints } from './description.ts';
import type { Join } from './joins.ts';
import { type PageContext, refusal } from './page-context.ts';
import type { ParameterRow, ParameterTable } from './tables.ts';
import { containerLevels, isScalar, jsonKind } from './types.ts';

const depthLimit = 40;
const fieldLimit = 20_000;

type Expansion = {
  readonly side: Side;
  readonly page: PageContext;
  readonly join: Join;
  /** Values of the body's samples: they tell an object from a list of them where the type does not. */
  readonly samples: readonly unknown[];
  readonly used: Set<ParameterRow>;
};

/** Expands the tables of a body, which are alternatives if there are several; a repeated row adds nothing. */
export function expandFields(roots: readonly ParameterTable[], expansion: Expansion): readonly PageField[] {
  const fields = new Map<JsonPointer, PageField>();
  for (const root of roots) expandTable(root, '', [], expansion, fields);
  if (roots.length > 1) relax('', roots, fields);
  return [...fields.values()];
}

/** A property of alternatives is required only if each of them requires it. */
function relax(
  base: JsonPointer,
  tables: readonly ParameterTable[],
  fields: Map<JsonPointer, PageField>,
): void {
  for (const row of tables.flatMap((table) => table.rows)) {
    const field = fields.get(appendToken(base, row.name));
    const isShared = tables.every(({ rows }) =>
      rows.some(({ name, required }) => name === row.name && required === true),
    );
    if (field?.required === true && !isShared) fields.set(field.pointer, { ...field, required: false });
  }
}

function expandTable(
  table: ParameterTable,
  base: JsonPointer,
  ancestors: readonly ParameterTable[],
  expansion: Expansion,
  fields: Map<JsonPointer, PageField>,
): void {
  const owners = new Set([
    ...table.rows.filter(({ type }) => !isScalar(type)).map(({ name }) => name),
    ...valuesAt(expansion.samples, base).flatMap(objectsIn),
  ]);
  for (const row of table.rows) {
    const { pointer, childBase, type, wrapper } = placeOf(row, base, owners, expansion);
    const field = fieldOf(row, pointer, type, expansion);
    addParents(pointer, base, fields);
    if (!fields.has(pointer)) fields.set(pointer, field);
    expansion.used.add(row);
    refuseTooMany(row, fields.size, ancestors.length, expansion.page);
    const children = expansion.join.get(row) ?? [];
    const isNamed = children.some(({ rows }) =>
      rows.some(({ name }) => appendToken(pointer, name) === wrapper),
    );
    const inside = wrapper === undefined || isNamed || children.length === 0 ? childBase : `${wrapper}/*`;
    if (wrapper !== undefined && inside !== childBase && !fields.has(wrapper))
      fields.set(wrapper, { pointer: wrapper, type: '' });
    for (const child of children) {
      // A model that contains itself is written out once.
      if (child === table || ancestors.includes(child)) continue;
      if (isMapOfPairs(child, inside, expansion.samples)) {
        const [key, value] = child.rows as readonly [ParameterRow, ParameterRow];
        const any: JsonPointer = `${inside}/*`;
        fields.set(any, fieldOf(value, any, value.type, expansion));
        expansion.used.add(key).add(value);
        continue;
      }
      expandTable(child, inside, [...ancestors, table], expansion, fields);
    }
    if (children.length > 1) relax(inside, children, fields);
  }
}

/** Rows `key` and `value` beside a sample such as `{"mode": "fast"}`: each key is a name of its own. */
function isMapOfPairs({ rows }: ParameterTable, pointer: JsonPointer, samples: readonly unknown[]): boolean {
  if (rows.map(({ name }) => name).join() !== 'key,value') return false;
  const shown = valuesAt(samples, pointer).filter(isObject);
  return shown.length > 0 && !shown.some((value) => 'key' in value || 'value' in value);
}

/** `author.name` without a row for `author`: the parent exists, and the page says nothing else of it. */
function addParents(pointer: JsonPointer, base: JsonPointer, fields: Map<JsonPointer, PageField>): void {
  for (let end = pointer.indexOf('/', base.length + 1); end !== -1; end = pointer.indexOf('/', end + 1)) {
    const parent = pointer.slice(0, end);
    if (parent !== '' && parent !== base && !parent.endsWith('/*') && !fields.has(parent))
      fields.set(parent, { pointer: parent, type: '' });
  }
}

type Place = {
  readonly pointer: JsonPointer;
  readonly childBase: JsonPointer;
  readonly type: string;
  /** An object between the row and the list of its items, which has no row. */
  readonly wrapper?: JsonPointer;
};

/** `{any key}` stands for each key of a map, `-` for the body itself, `[array element]` for each item of the body. */
function placeOf(
  row: ParameterRow,
  base: JsonPointer,
  owners: ReadonlySet<string>,
  { page, samples }: Expansion,
): Place {
  const { type } = row;
  const kind = page.lexicon.rowKind(row.name);
  const stars = (levels: number) => '/*'.repeat(levels);
  const levelsIn = containerLevels(type);
  if (kind === 'body') return { pointer: `${base}/`, childBase: base + stars(levelsIn), type };
  if (kind === 'item') {
    if (base.endsWith('/*')) return { pointer: base, childBase: base + stars(levelsIn), type };
    const whole = jsonKind(type) === 'array' ? type : `Array of ${type === '' ? 'Objects' : type}`;
    return { pointer: base || '/', childBase: base + stars(containerLevels(whole)), type: whole };
  }
  if (kind === 'key') {
    const any = `${base}/*`;
    return { pointer: any, childBase: any + stars(/^map\b/i.test(type) ? levelsIn - 1 : levelsIn), type };
  }
  const pointer = page.lexicon
    .tokensOf(row.name, owners)
    .reduce((above, token) => (token === '*' ? `${above}/*` : appendToken(above, token)), base);
  const levels = page.lexicon.layout.nestingBySample === true ? levelsShown(pointer, samples) : undefined;
  const wrapper = levels === 0 ? wrapperShown(pointer, type, samples) : undefined;
  return {
    pointer,
    ...(wrapper && { wrapper }),
    childBase: pointer + stars(levels ?? levelsOf(type, pointer, samples)),
    type,
  };
}

/** `{"Lamps": {"Lamp": [...]}}` beside the type "Array of Lamp": the list stands in an object with the name of its items. */
function wrapperShown(
  pointer: JsonPointer,
  type: string,
  samples: readonly unknown[],
): JsonPointer | undefined {
  for (const value of valuesAt(samples, pointer)) {
    const [entry, ...more] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    const isWrapper = entry !== undefined && more.length === 0 && Array.isArray(entry[1]);
    if (isWrapper && type.split(/\W+/).includes(entry[0])) return appendToken(pointer, entry[0]);
  }
  return undefined;
}

/** Names of the properties that are objects or lists: `code.file` is the property `file` of `code`. */
function objectsIn(value: unknown): readonly string[] {
  if (!isObject(value)) return [];
  return Object.keys(value).filter((name) => typeof value[name] === 'object' && value[name] !== null);
}

/** What the samples show under the pointer: 1 for a list, 0 for anything else. */
function levelsShown(pointer: JsonPointer, samples: readonly unknown[]): number | undefined {
  const values = valuesAt(samples, pointer);
  return values.length === 0 ? undefined : values.some(Array.isArray) ? 1 : 0;
}

/** `字典数据类型`, or the value of a `Map<String, Object>`, may be an object or a list of objects; the sample tells. */
function levelsOf(type: string, pointer: JsonPointer, samples: readonly unknown[]): number {
  const levels = containerLevels(type);
  if (levels === 0 ? jsonKind(type) !== undefined : !/^(?:map|dict)\s*<[^,<>]*,\s*object\s*>$/i.test(type))
    return levels;
  return valuesAt(samples, pointer + '/*'.repeat(levels)).some(Array.isArray) ? levels + 1 : levels;
}

/** What each sample has there, if anything: the first item or value for `*`. */
function valuesAt(samples: readonly unknown[], pointer: JsonPointer): readonly unknown[] {
  const tokens = pointer.split('/').filter((token) => token !== '');
  const valueIn = (value: unknown, token: string): unknown => {
    if (typeof value !== 'object' || value === null) return undefined;
    if (token === '*') return Object.values(value)[0];
    return Object.hasOwn(value, token) ? (value as Record<string, unknown>)[token] : undefined;
  };
  return samples.map((sample) => tokens.reduce(valueIn, sample)).filter((value) => value !== undefined);
}

function fieldOf(
  row: ParameterRow,
  pointer: JsonPointer,
  type: string,
  { side, page }: Expansion,
): PageField {
  const facts = constraintsAt(row, placeKey.field(side, pointer), page);
  return { pointer, type, ...defined({ required: row.required }), ...facts };
}

export function readParameter(
  row: ParameterRow,
  location: PageParameter['in'],
  page: PageContext,
  name: string = row.name,
): PageParameter {
  const facts = constraintsAt(row, placeKey.parameter(location, name), page);
  const required = row.required ?? (location === 'path' ? true : undefined);
  return { name, in: location, ...defined({ required }), type: row.type, ...facts };
}

function constraintsAt(row: ParameterRow, key: string, page: PageContext) {
  const { facts, enumPoints } = readConstraints(row.description, page.lexicon);
  page.places[key] ??= row.point;
  for (const [index, value] of (facts.enum ?? []).entries())
    page.places[placeKey.enumValue(key, value)] ??= enumPoints[index] ?? row.point;
  return { ...facts, ...defined({ default: defaultIn(row.defaultValue) }) };
}

function refuseTooMany(row: ParameterRow, count: number, depth: number, page: PageContext): void {
  if (count <= fieldLimit && depth <= depthLimit) return;
  const what =
    count > fieldLimit ? `more than ${fieldLimit} fields` : `tables linked more than ${depthLimit} deep`;
  throw refusal(page, row.point, `the page has ${what}`, 'look for a link that points to the wrong table');
}
