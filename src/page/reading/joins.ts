// Which table describes the inside of which row: by a link, by the table's number, by the caption or its path, by the name
// of a model in the type, and last by the samples or by order, which is a guess and noted.
import { isObject } from '../../lib/objects.ts';
import type { Side } from '../places.ts';
import {
  candidatesFor,
  captionWords,
  describesRow,
  endsInName,
  modelScore,
  nameScore,
  subjectOf,
  type TablesByName,
  tablesByName,
} from './names.ts';
import { type PageContext, refusal, savePage } from './page-context.ts';
import type { ParameterRow, ParameterTable } from './tables.ts';
import { holdsScalars, isContainer, isPlainScalar, isScalar } from './types.ts';

/** More than one table where the row has alternatives. */
export type Join = ReadonlyMap<ParameterRow, readonly ParameterTable[]>;

export type BodyTables = {
  readonly side: Side;
  /** The tables of the body itself, more than one where it has alternatives. */
  readonly roots: readonly ParameterTable[];
  /** All tables that stand with this body, the roots among them. */
  readonly tables: readonly ParameterTable[];
  /** Values of the body's samples. */
  readonly samples: readonly unknown[];
};

/** A row with the names of the rows above it. */
type Open = { readonly row: ParameterRow; readonly parents: readonly string[] };

type Joining = {
  readonly bodies: readonly BodyTables[];
  readonly joined: Map<ParameterRow, readonly ParameterTable[]>;
  /** The tables of all bodies by whatever names them; a scan for each row would grow with the square of the page. */
  readonly byName: TablesByName;
  readonly page: PageContext;
};

export function joinTables(bodies: readonly BodyTables[], page: PageContext): Join {
  const all = bodies.flatMap(({ tables }) => tables);
  const joining: Joining = { bodies, joined: new Map(), byName: tablesByName(all), page };
  for (const body of bodies) joinByLink(body, joining);
  for (const body of bodies) openRows(body, joining, body.tables);
  for (const body of bodies)
    for (let orphans = orphansOf(body, joining); orphans.length > 0; orphans = orphansOf(body, joining)) {
      guess(body, orphans, joining);
      openRows(body, joining, body.tables);
    }
  for (const body of bodies)
    for (const { row } of openRows(body, joining, all)) refuseBrokenLink(row, joining);
  return joining.joined;
}

/** By link, by the number or caption of a table, and tables inside a description. */
function joinByLink(body: BodyTables, { joined, byName, page }: Joining): void {
  const roots = new Set(body.roots);
  const own = new Set(body.tables);
  const links = new Set(body.tables.flatMap((table) => table.rows.flatMap((row) => row.links)));
  for (const table of body.tables)
    for (const row of table.rows) {
      const linked = row.links.flatMap((link) => byName.anchors.get(link) ?? []);
      // A scalar's description may name a table for other reasons.
      const named = isScalar(row.type)
        ? []
        : row.tableNames.flatMap((name) =>
            (byName.captions.get(name) ?? []).filter((each) => each !== table),
          );
      const copied = row.linksElsewhere.flatMap((link) =>
        (byName.anchors.get(link) ?? []).filter((each) => own.has(each)),
      );
      const [found] = [...row.inner, ...linked, ...named, ...copied].filter((each) => !roots.has(each));
      if (found === undefined) continue;
      const better = row.inner.includes(found) ? undefined : betterThanLinked(found, row, own, roots, links);
      if (better !== undefined) {
        const read = `its inside is read from "${better.caption}" (line ${better.point.line})`;
        page.note(row.point, `"${row.name}" points to the table "${found.caption}"; ${read}`);
      }
      joined.set(row, [better ?? found]);
    }
}

/** A link may lead to the table of another status with the same caption, or to another table while the one with the row's name has no link. */
function betterThanLinked(
  linked: ParameterTable,
  row: ParameterRow,
  own: ReadonlySet<ParameterTable>,
  roots: ReadonlySet<ParameterTable>,
  links: ReadonlySet<string>,
): ParameterTable | undefined {
  if (own.has(linked) && nameScore(linked, row, []) > 0) return undefined;
  const nested = [...own].filter((table) => !roots.has(table) && !table.rows.includes(row));
  if (!own.has(linked)) return nested.find(({ caption }) => caption === linked.caption);
  const isLinked = (table: ParameterTable) => table.anchors.some((anchor) => links.has(anchor));
  return nested.find((table) => nameScore(table, row, []) >= 2 && !isLinked(table));
}

/** Walks down from the roots, joins rows without a link by name, and returns each row that it meets. */
function openRows(
  body: BodyTables,
  { bodies, joined, byName }: Joining,
  candidates: readonly ParameterTable[],
): readonly Open[] {
  const nested = new Set(candidates);
  for (const root of bodies.flatMap((each) => each.roots)) nested.delete(root);
  const own = new Set(body.tables);
  const taken = new Set([...joined.values()].flat());
  const opened: Open[] = [];
  const queue = body.roots.map((table) => ({ table, parents: [] as readonly string[] }));
  const seen = new Set(body.roots);
  for (const { table, parents } of queue)
    for (const row of table.rows) {
      opened.push({ row, parents });
      const children = joined.get(row) ?? namedTables({ row, parents }, nested, own, taken, byName);
      if (children.length === 0) continue;
      joined.set(row, children);
      for (const child of children) {
        taken.add(child);
        if (seen.has(child)) continue;
        seen.add(child);
        queue.push({ table: child, parents: [...parents, row.name] });
      }
    }
  return opened;
}

/** The best match; among equals one of the same body, not yet taken, the nearest below the row. */
function namedTables(
  { row, parents }: Open,
  nested: ReadonlySet<ParameterTable>,
  own: ReadonlySet<ParameterTable>,
  taken: ReadonlySet<ParameterTable>,
  byName: TablesByName,
): readonly ParameterTable[] {
  if (isPlainScalar(row.type)) return [];
  let best: { readonly table: ParameterTable; readonly rank: number } | undefined;
  for (const table of candidatesFor(row, byName)) {
    if (!nested.has(table)) continue;
    // The table of another body has the same name by chance, unless it is the model of the type.
    const score = own.has(table) ? nameScore(table, row, parents) : modelScore(table, row);
    if (score === 0 || table.rows.includes(row)) continue;
    const rank =
      score * 16 +
      (own.has(table) ? 4 : 0) +
      (taken.has(table) ? 0 : 2) +
      (table.point.line > row.point.line ? 1 : 0);
    if (best === undefined || rank > best.rank) best = { table, rank };
  }
  return best === undefined ? [] : [best.table];
}

/** Tables of a body that no row leads to. Tables below another such table are left out. */
function orphansOf(body: BodyTables, { bodies, joined }: Joining): readonly ParameterTable[] {
  const insideOf = ({ rows }: ParameterTable) => rows.flatMap((row) => joined.get(row) ?? []);
  // A set that is walked also gives what is added on the way.
  const reached = new Set(bodies.flatMap(({ roots }) => roots));
  for (const table of reached) for (const each of insideOf(table)) reached.add(each);
  const orphans = body.tables.filter((table) => !reached.has(table));
  const below = new Set(orphans.flatMap((table) => insideOf(table).filter((each) => each !== table)));
  const top = orphans.filter((table) => !below.has(table));
  return top.length > 0 ? top : orphans.slice(0, 1);
}

/** Joins one table at least, or refuses. */
function guess(body: BodyTables, orphans: readonly ParameterTable[], joining: Joining): void {
  const { joined, page } = joining;
  const join = (table: ParameterTable, row: ParameterRow, how: string) => {
    joined.set(row, [...(joined.get(row) ?? []), table]);
    const what = `the table "${table.caption}" is read as the inside of "${row.name}" (line ${row.point.line})`;
    page.note(table.point, `${what}, ${how}`);
  };
  const open = openRows(body, joining, body.tables);
  const waiting = open
    .map(({ row }) => row)
    .filter(
      (row) => !joined.has(row) && !holdsScalars(row.type) && (isContainer(row.type) || row.type === ''),
    );
  for (const { how, rowsOf } of guessesFor(body, open, waiting, joined))
    for (const table of orphans) {
      const rows = rowsOf(table);
      for (const row of rows) join(table, row, how(row));
      if (rows.length > 0) return;
    }
  const containers = waiting.filter((row) => row.type !== '');
  if (orphans.length !== containers.length) throw ambiguous(orphans, containers, page);
  for (const [index, table] of orphans.entries()) {
    const row = containers[index];
    if (row !== undefined) join(table, row, 'by order');
  }
}

type Guess = {
  readonly how: (row: ParameterRow) => string;
  readonly rowsOf: (table: ParameterTable) => readonly ParameterRow[];
};

/** The surest first. */
function guessesFor(
  { samples }: BodyTables,
  open: readonly Open[],
  waiting: readonly ParameterRow[],
  joined: Join,
): readonly Guess[] {
  const shown = objectsByName(samples);
  const others = (table: ParameterTable) => waiting.filter((row) => !table.rows.includes(row));
  const first = (isMeant: (each: Open) => boolean) =>
    open
      .filter(isMeant)
      .slice(0, 1)
      .map(({ row }) => row);
  return [
    {
      how: () => 'by the keys of the sample',
      rowsOf: (table) =>
        others(table)
          .filter((row) => samplesFit(table, row, shown))
          .slice(0, 1),
    },
    {
      how: () => 'by a name that ends alike',
      rowsOf(table) {
        const words = captionWords(table);
        const rows = others(table).filter((row) => endsInName(words, row));
        return rows.length === 1 ? rows : [];
      },
    },
    {
      how: () => 'by its description',
      rowsOf(table) {
        const subject = subjectOf(table);
        const rows = others(table).filter((row) => describesRow(subject, row));
        // The same row may stand in several models.
        return rows.every(({ name }) => name === rows[0]?.name) ? rows : [];
      },
    },
    {
      // A list of objects that the table calls a list of strings.
      how: ({ type }) => `by the keys of the sample; the type "${type}" says otherwise`,
      rowsOf: (table) =>
        first(({ row }) => holdsScalars(row.type) && !joined.has(row) && samplesFit(table, row, shown)),
    },
    {
      how: () => 'as another form of it',
      rowsOf: (table) => {
        const isFree = (row: ParameterRow) => !isPlainScalar(row.type) && !table.rows.includes(row);
        return first(
          ({ row, parents }) => joined.has(row) && isFree(row) && nameScore(table, row, parents) >= 2,
        );
      },
    },
  ];
}

/** Whether a sample has an object under this name of whose keys more than half are rows of this table. */
function samplesFit(table: ParameterTable, row: ParameterRow, shown: ObjectsByName): boolean {
  const objects = shown.get(row.name);
  if (objects === undefined) return false;
  const names = new Set(table.rows.map(({ name }) => name));
  return objects.some((keys) => {
    const known = keys.filter((key) => names.has(key)).length;
    return known > 0 && known * 2 > keys.length;
  });
}

type ObjectsByName = ReadonlyMap<string, readonly (readonly string[])[]>;

/** The keys of each object that the samples have under a name, in a list or not. */
function objectsByName(samples: readonly unknown[]): ObjectsByName {
  const found = new Map<string, string[][]>();
  const stack = [...samples];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, below] of Object.entries(value)) {
      stack.push(below);
      if (Array.isArray(value)) continue;
      for (const each of Array.isArray(below) ? below : [below])
        if (isObject(each)) found.set(key, [...(found.get(key) ?? []), Object.keys(each)]);
    }
  }
  return found;
}

function ambiguous(
  [table, ...more]: readonly ParameterTable[],
  waiting: readonly ParameterRow[],
  page: PageContext,
): Error {
  const names = waiting.map(({ name }) => name).join(', ');
  const rows = names === '' ? 'no row' : `${waiting.length} rows (${names})`;
  return refusal(
    page,
    table?.point ?? { line: 1, column: 1 },
    `nothing tells which row the table "${table?.caption ?? ''}" belongs to: ${more.length + 1} such tables, ${rows} without one`,
    'add the row name to the caption in a copy of the page, as in "members参数说明"',
  );
}

/** A row that links to a table which is not there, and which nothing else describes: a part of the page is missing. */
function refuseBrokenLink(row: ParameterRow, { joined, page }: Joining): void {
  const [missing] = row.links;
  if (missing === undefined || joined.has(row) || !/object|map|array/i.test(row.type)) return;
  if (page.source.some((line) => line.includes(`"${missing}"`))) return;
  const message = `"${row.name}" links to #${missing}, which this page does not have`;
  throw refusal(page, row.point, message, `${savePage}; a table is missing`);
}
