// Tables whose inner rows follow their owner without a mark. The page's own samples tell where each row belongs: in the
// innermost open object whose sample has its key, or else at the top.
import { modelScore } from './names.ts';
import type { PageContext } from './page-context.ts';
import { type ParameterRow, type ParameterTable, withInside } from './tables.ts';
import { isContainer } from './types.ts';

type Open = {
  readonly row: ParameterRow | undefined;
  /** What samples have under the row: the objects, those in lists too. */
  readonly objects: readonly object[];
  readonly rows: Open[];
};

export function nestBySample(
  table: ParameterTable,
  samples: readonly unknown[],
  others: readonly ParameterTable[],
  page: PageContext,
): ParameterTable {
  if (samples.length === 0 || !table.rows.some((row) => row.type === '' || isContainer(row.type)))
    return table;
  const root: Open = { row: undefined, objects: objectsIn(samples), rows: [] };
  const open: Open[] = [root];
  const names = new Set(table.rows.map(({ name }) => name));
  for (const row of table.rows) {
    const isFree = ({ rows }: Open) => !rows.some(({ row: own }) => own?.name === row.name);
    const isShown = ({ objects }: Open) => objects.some((object) => Object.hasOwn(object, row.name));
    const owner = open.findLast((each) => isShown(each) && isFree(each));
    if (owner === undefined && open.length > 1)
      page.note(row.point, `no sample shows where "${row.name}" belongs; it is read beside the row above it`);
    // A row that no sample shows stays beside the row above it.
    const above = owner ?? open.findLast(isFree) ?? root;
    const own: Open = { row, objects: valuesOf(above, row.name), rows: [] };
    const { objects } = own;
    above.rows.push(own);
    open.splice(open.indexOf(above) + 1);
    // A model with a table of its own has its rows there.
    if (others.some((each) => modelScore(each, row) > 0)) continue;
    if (objects.length > 0 || row.type === '' || isContainer(row.type))
      open.push(own, ...wrapperIn(own, names));
  }
  return { ...table, rows: root.rows.map(closed) };
}

/**
 * `{"Lamps": {"Lamp": [{"Id": 1}]}}` with rows for Lamps and Id alone: the key between them gets a row without a type.
 */
function wrapperIn(owner: Open, names: ReadonlySet<string>): readonly Open[] {
  const [key, ...more] = new Set(owner.objects.flatMap((object) => Object.keys(object)));
  if (owner.row === undefined || key === undefined || more.length > 0 || names.has(key)) return [];
  const objects = valuesOf(owner, key);
  if (!objects.some((object) => Object.keys(object).some((name) => names.has(name)))) return [];
  const row: ParameterRow = {
    ...owner.row,
    name: key,
    type: '',
    required: undefined,
    description: undefined,
    links: [],
    linksElsewhere: [],
    tableNames: [],
    inner: [],
  };
  const wrapper: Open = { row, objects, rows: [] };
  owner.rows.push(wrapper);
  return [wrapper];
}

function valuesOf({ objects }: Open, name: string): readonly object[] {
  return objectsIn(objects.map((object) => (object as Record<string, unknown>)[name]));
}

/** Objects among the values, and in lists among them. */
function objectsIn(values: readonly unknown[]): readonly object[] {
  const found: object[] = [];
  const stack = [...values];
  for (let value = stack.pop(); stack.length > 0 || value !== undefined; value = stack.pop()) {
    if (Array.isArray(value)) stack.push(...value);
    else if (typeof value === 'object' && value !== null) found.push(value);
  }
  return found;
}

function closed({ row, rows }: Open): ParameterRow {
  if (row === undefined) throw new Error('a row of the table is missing');
  return rows.length === 0 ? row : withInside(row, rows.map(closed));
}
