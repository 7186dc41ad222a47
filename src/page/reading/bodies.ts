// The tables of each body -> its fields: which tables are the body itself, and that no row is left over.
import type { PageField } from '../../model.ts';
import { isJson } from '../page-samples.ts';
import { placeKey, type Side } from '../places.ts';
import { expandFields } from './fields.ts';
import { type BodyTables, joinTables } from './joins.ts';
import type { CaptionRole } from './lexicon.ts';
import { bodyName, indexed } from './names.ts';
import { nestBySample } from './nesting-by-sample.ts';
import { comparePage, type PageContext, refusal, savePage } from './page-context.ts';
import { type PlacedTable, sideOfTable } from './parts.ts';
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
  const values = valuesOf(sideOfTable(placed, success), samples);
  const others = all.map(({ table }) => table).filter((table) => table !== placed.table);
  return { ...placed, table: nestBySample(placed.table, values, others, page) };
}

function valuesOf(side: Side, samples: readonly Sample[]): readonly unknown[] {
  return samples.filter((each) => each.side === side && isJson(each.value)).map(({ value }) => value);
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
  const bodies = [...groups].map(
    ([side, tables]): BodyTables => ({
      side,
      roots: rootsOf(side, tables, groups, page),
      tables: withInner(tables.map(({ table }) => table)),
      samples: valuesOf(side, samples),
    }),
  );
  const join = joinTables(bodies, page);
  const fields: Record<Side, readonly PageField[]> = {};
  const names: Record<Side, string> = {};
  for (const { side, roots, samples: values } of bodies) {
    const [root] = roots;
    if (root === undefined) continue;
    page.places[placeKey.body(side)] = root.point;
    fields[side] = expandFields(roots, { side, page, join, samples: values, used });
    const [name] = root.anchors.flatMap((anchor) => bodyName(anchor) ?? []);
    if (name !== undefined) names[side] = name;
  }
  return { fields, names };
}

/** The tables whose captions say that they are the body, else the first one that no row leads to. */
function rootsOf(
  side: Side,
  tables: readonly PlacedTable[],
  groups: ReadonlyMap<Side, readonly PlacedTable[]>,
  page: PageContext,
): readonly ParameterTable[] {
  const isFree = freeTables([...groups.values()].flat().map(({ table }) => table));
  const named = (role: CaptionRole) => tables.filter(({ role: own, table }) => own === role && isFree(table));
  const bodies = named('body');
  const [first, second] = bodies;
  if (first !== undefined && second !== undefined && first.table.caption === second.table.caption)
    throw refusal(
      page,
      second.table.point,
      side === 'request' ? 'a second request body' : `a second response body under status ${side}`,
      `${savePage}; a line was lost`,
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
  const plainCaption = withoutRemark(chosen.table.caption);
  const isAlike = ({ caption }: ParameterTable) =>
    isBodyLabel(caption, side) ||
    (caption !== withoutRemark(caption) && withoutRemark(caption) === plainCaption);
  const alike = plain.length > 0 ? [] : tables.filter(({ table }) => isFree(table) && isAlike(table));
  return alike.length > 1 && alike.includes(chosen) ? alternatives(alike, page) : [chosen.table];
}

/** Whether no row of another table leads to it, by a link or by the table's number or caption; `link`: by a link alone. */
function freeTables(all: readonly ParameterTable[]): (table: ParameterTable, by?: 'link') => boolean {
  const links = indexed(all, ({ rows }) => rows.flatMap((row) => row.links));
  const names = indexed(all, ({ rows }) => rows.flatMap((row) => row.tableNames));
  const isFreeBy = (owners: typeof links, words: readonly string[], table: ParameterTable) =>
    words.every((word) => (owners.get(word) ?? []).every((owner) => owner === table));
  return (table, by) =>
    isFreeBy(links, table.anchors, table) &&
    (by === 'link' || isFreeBy(names, [table.number ?? '', table.caption], table));
}

function withoutRemark(caption: string): string {
  return caption.replace(/\s*[（(][^（）()]*[)）]$/, '');
}

function isBodyLabel(caption: string, side: Side): boolean {
  return (
    side === 'request' ? /请求参数|request parameters/i : /响应参数|返回参数|response parameters/i
  ).test(caption);
}

function alternatives(tables: readonly PlacedTable[], page: PageContext): readonly ParameterTable[] {
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
  for (const { caption, rows } of withInner(tables.map(({ table }) => table))) {
    const row = rows.find((each) => !used.has(each));
    if (row === undefined) continue;
    const message = `nothing tells what the row "${row.name}" of the table "${caption}" belongs to`;
    throw refusal(page, row.point, message, comparePage);
  }
}
