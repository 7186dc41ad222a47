// The tables of each body -> its fields: which tables are the body itself, and that no row is left over.
import type { PageField } from '../../model.ts';
import { isJson } from '../page-samples.ts';
import { placeKey, type Side } from '../places.ts';
import { expandFields } from './fields.ts';
import { type BodyTables, joinTables } from './joins.ts';
import type { CaptionRole } from './lexicon.ts';
import { bodyName } from './names.ts';
import { nestBySample } from './nesting-by-sample.ts';
import { comparePage, type PageContext, refusal } from './page-context.ts';
import type { PlacedTable } from './parts.ts';
import type { Sample } from './samples.ts';
import type { ParameterRow, ParameterTable } from './tables.ts';

/** A table of the body whose inner rows stand without a mark, by the samples of its side. */
export function nestedBySample(
  placed: PlacedTable,
  success: string,
  samples: readonly Sample[],
  all: readonly PlacedTable[],
  page: PageContext,
): PlacedTable {
  if (page.lexicon.layout.nestingBySample !== true || placed.section === 'uri') return placed;
  const side =
    placed.section === 'request' ? 'request' : (placed.status ?? (placed.isFailure ? 'default' : success));
  const values = samples.filter((sample) => sample.side === side && isJson(sample.value));
  return {
    ...placed,
    table: nestBySample(
      placed.table,
      values.map(({ value }) => value),
      all.map(({ table }) => table).filter((table) => table !== placed.table),
      page,
    ),
  };
}

type Bodies = {
  readonly fields: Readonly<Record<Side, readonly PageField[]>>;
  readonly names: Readonly<Record<Side, string>>;
};

export function bodyFields(
  groups: ReadonlyMap<Side, readonly PlacedTable[]>,
  samples: readonly Sample[],
  used: Set<ParameterRow>,
  page: PageContext,
): Bodies {
  const bodies = [...groups].map(([side, tables]): BodyTables => {
    const values = samples.filter((sample) => sample.side === side && isJson(sample.value));
    return {
      side,
      roots: rootsOf(side, tables, groups, page),
      tables: withInner(tables.map(({ table }) => table)),
      samples: values.map(({ value }) => value),
    };
  });
  const join = joinTables(bodies, page);
  const fields: Record<Side, readonly PageField[]> = {};
  const names: Record<Side, string> = {};
  for (const body of bodies) {
    const [root] = body.roots;
    if (root === undefined) continue;
    page.places[placeKey.body(body.side)] = root.point;
    fields[body.side] = expandFields(body.roots, {
      side: body.side,
      page,
      join,
      samples: body.samples,
      used,
    });
    const name = root.anchors.map(bodyName).find((each) => each !== undefined);
    if (name !== undefined) names[body.side] = name;
  }
  return { fields, names };
}

/** The tables whose captions say that they are the body, else the first one that no row leads to. */
function rootsOf(
  side: Side,
  tables: readonly PlacedTable[],
  groups: ReadonlyMap<Side, readonly PlacedTable[]>,
  page: PageContext,
): readonly PlacedTable['table'][] {
  const isFree = freeTables([...groups.values()].flat().map(({ table }) => table));
  const named = (role: CaptionRole) => tables.filter(({ role: own, table }) => own === role && isFree(table));
  const bodies = named('body');
  const [first, second] = bodies;
  if (first !== undefined && second !== undefined && first.table.caption === second.table.caption)
    throw refusal(
      page,
      second.table.point,
      side === 'request' ? 'a second request body' : `a second response body under status ${side}`,
      'save the whole page; a line was lost',
    );
  if (bodies.length > 0) return alternatives(bodies, page);
  // A number that a row names may be a slip; the first table of a section, called "parameters", is the body all the same.
  const plain = tables.filter(
    ({ role, table }, index) => role === 'plain' && isFree(table, index === 0 ? 'link' : undefined),
  );
  const [root] = plain.length > 0 ? plain : tables.filter(({ table }) => isFree(table));
  const chosen = root ?? tables[0];
  if (chosen === undefined) return [];
  // "Request parameters when …", "Parameters (when …)", several times: each is a form of the body.
  const isAlike = ({ caption }: ParameterTable) =>
    isBodyLabel(caption, side) ||
    (hasRemark(caption) && withoutRemark(caption) === withoutRemark(chosen.table.caption));
  const alike = plain.length > 0 ? [] : tables.filter(({ table }) => isFree(table) && isAlike(table));
  return alike.length > 1 && alike.includes(chosen) ? alternatives(alike, page) : [chosen.table];
}

/** Whether no row of another table leads to it, by a link or by the table's number or caption; `link`: by a link alone. */
function freeTables(all: readonly ParameterTable[]): (table: ParameterTable, by?: 'link') => boolean {
  const owners = {
    link: new Map<string, Set<ParameterTable>>(),
    name: new Map<string, Set<ParameterTable>>(),
  };
  for (const table of all)
    for (const { links, tableNames } of table.rows)
      for (const [kind, words] of [
        ['link', links],
        ['name', tableNames],
      ] as const)
        for (const word of words) owners[kind].set(word, (owners[kind].get(word) ?? new Set()).add(table));
  const isFreeBy = (kind: 'link' | 'name', words: readonly string[], table: ParameterTable) =>
    words.every((word) => [...(owners[kind].get(word) ?? [])].every((owner) => owner === table));
  return (table, by) =>
    isFreeBy('link', table.anchors, table) &&
    (by === 'link' || isFreeBy('name', [table.number ?? '', table.caption], table));
}

function hasRemark(caption: string): boolean {
  return caption !== withoutRemark(caption);
}

function withoutRemark(caption: string): string {
  return caption.replace(/\s*[（(][^（）()]*[)）]$/, '');
}

function isBodyLabel(caption: string, side: Side): boolean {
  return (
    side === 'request' ? /请求参数|request parameters/i : /响应参数|返回参数|response parameters/i
  ).test(caption);
}

function alternatives(tables: readonly PlacedTable[], page: PageContext): readonly PlacedTable['table'][] {
  for (const { table } of tables.slice(1))
    page.note(table.point, `the table "${table.caption}" is read as another form of the body`);
  return tables.map(({ table }) => table);
}

/** With the tables inside rows, at every level. */
function withInner(tables: readonly ParameterTable[]): readonly ParameterTable[] {
  const all: ParameterTable[] = [];
  const stack = tables.toReversed();
  for (let table = stack.pop(); table !== undefined; table = stack.pop()) {
    all.push(table);
    stack.push(...table.rows.flatMap(({ inner }) => inner).toReversed());
  }
  return all;
}

/** The invariant: what is read of a parameter table is a fact. */
export function refuseUnused(
  tables: readonly PlacedTable[],
  used: ReadonlySet<ParameterRow>,
  page: PageContext,
): void {
  for (const table of withInner(tables.map((placed) => placed.table)))
    for (const row of table.rows)
      if (!used.has(row))
        throw refusal(
          page,
          row.point,
          `nothing tells what the row "${row.name}" of the table "${table.caption}" belongs to`,
          comparePage,
        );
}
