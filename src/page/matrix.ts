// The whole endpoint as a table: a row for each property and each value of a list, a column for each side.
import { pointerTokens } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import type { LockedPage } from './lock.ts';
import type { Observed, Seen } from './observed.ts';
import { oddOneOut } from './odd-one-out.ts';
import type { Side } from './places.ts';
import { fieldsOf, type Stated, type StatedField } from './stated.ts';

export type SideRow = {
  readonly status: Side;
  readonly pointer: JsonPointer;
  /** A value of the list at `pointer`. */
  readonly value?: string;
  /** '' : this side does not have it. */
  readonly table: string;
  readonly sample: string;
  readonly contract: string;
  readonly traffic: string;
  readonly oddOneOut?: string;
};

export type OperationMatrix = {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly rows: readonly SideRow[];
};

export type MatrixSides = {
  readonly page: LockedPage | undefined;
  readonly contract: Stated | undefined;
  /** undefined: no traffic was looked at. */
  readonly observed: Observed | undefined;
};

export function matrixOf(
  operation: { readonly operationId: string; readonly method: string; readonly path: string },
  sides: MatrixSides,
): OperationMatrix {
  const statuses = [
    ...new Set([
      ...Object.keys(sides.page?.facts.responses ?? {}),
      ...Object.keys(sides.contract?.bodies ?? {}).filter((side) => side !== 'request'),
    ]),
  ].sort();
  const request =
    (sides.page?.facts.requestFields.length ?? 0) > 0 || sides.contract?.bodies.request !== undefined
      ? ['request']
      : [];
  const rows = [...request, ...statuses].flatMap((status) => rowsOf(operation.operationId, status, sides));
  return { operation: operation.operationId, method: operation.method, path: operation.path, rows };
}

type Row = {
  readonly pointer: JsonPointer;
  readonly table?: { readonly type: string; readonly enum?: readonly string[] };
  readonly sample?: string;
  readonly contract?: StatedField;
  readonly seen?: Seen;
};

function rowsOf(operation: string, status: Side, { page, contract, observed }: MatrixSides): SideRow[] {
  const fields = page && fieldsOf(page.facts, status);
  const body = contract?.bodies[status];
  const declared = [...(body?.fields ?? []), ...(body?.sequenceFields ?? [])];
  const samples = page?.samples[status] ?? [];
  const seen = status === 'request' ? undefined : observed?.at(operation, status);
  const total = observed?.bodies(operation, status) ?? 0;
  const fieldAt = Map.groupBy(fields ?? [], ({ pointer }) => pointer);
  const declaredAt = Map.groupBy(declared, ({ pointer }) => pointer);
  const sampleAt = Map.groupBy(samples, ({ pointer }) => pointer);
  const sightings = indexOf(seen ?? new Map());
  const pointers = new Set([...fieldAt.keys(), ...declaredAt.keys(), ...sampleAt.keys()]);
  const known = new Set([...pointers].flatMap(sightings));
  for (const [pointer, each] of seen ?? [])
    if (pointer !== '' && !pointer.endsWith('/*') && !known.has(each)) pointers.add(pointer);
  return [...pointers].flatMap((pointer) => {
    const [table] = fieldAt.get(pointer) ?? [];
    const sample = sampleAt.get(pointer)?.[0]?.kind;
    const [field] = declaredAt.get(pointer) ?? [];
    const found = merged(sightings(pointer === '/' ? '' : pointer));
    const row: Row = {
      pointer,
      ...(table && { table }),
      ...(sample !== undefined && { sample }),
      ...(field && { contract: field }),
      ...(found && { seen: found }),
    };
    return [propertyRow(status, row, total, page), ...valueRows(status, row, total, page)];
  });
}

type Tree = {
  readonly below: Map<string, Tree>;
  found: { readonly seen: Seen; readonly nth: number } | undefined;
};

/** What was seen where a pattern leads, in the order of seeing: token by token, since there may be thousands of both. */
function indexOf(seen: ReadonlyMap<JsonPointer, Seen>): (pattern: JsonPointer) => readonly Seen[] {
  const root: Tree = { below: new Map(), found: undefined };
  let nth = 0;
  for (const [pointer, each] of seen) treeAt(root, pointer).found = { seen: each, nth: nth++ };
  return (pattern) =>
    pointerTokens(pattern)
      .reduce((trees, token) => trees.flatMap((tree) => next(tree, token)), [root])
      .flatMap(({ found }) => found ?? [])
      .sort((a, b) => a.nth - b.nth)
      .map(({ seen: each }) => each);
}

function treeAt(root: Tree, pointer: JsonPointer): Tree {
  return pointerTokens(pointer).reduce((tree, token) => {
    const below = tree.below.get(token) ?? { below: new Map<string, Tree>(), found: undefined };
    tree.below.set(token, below);
    return below;
  }, root);
}

function next({ below }: Tree, token: string): Tree[] {
  return token === '*' ? [...below.values()] : [below.get(token) ?? []].flat();
}

function merged(all: readonly Seen[]): Seen | undefined {
  return all.reduce<Seen | undefined>(
    (sum, each) => (sum === undefined || each.count > sum.count ? each : sum),
    undefined,
  );
}

function propertyRow(status: Side, row: Row, total: number, page: LockedPage | undefined): SideRow {
  const by =
    page === undefined ? 'unknown' : row.table ? 'table' : row.sample !== undefined ? 'sample' : 'no';
  const observed = total === 0 ? undefined : row.seen !== undefined;
  const odd = oddOneOut({ declared: row.contract !== undefined, documented: by, observed });
  return {
    status,
    pointer: row.pointer,
    table: row.table?.type ?? '',
    sample: row.sample ?? '',
    contract:
      row.contract === undefined
        ? ''
        : `${row.contract.type}${row.contract.required === true ? ', required' : ''}`,
    traffic: row.seen === undefined ? '' : `${row.seen.count} of ${total}`,
    ...(odd !== undefined && { oddOneOut: odd.sentence }),
  };
}

function valueRows(status: Side, row: Row, total: number, page: LockedPage | undefined): SideRow[] {
  const [listed, declared] = [row.table?.enum, row.contract?.enum];
  if (listed === undefined && declared === undefined) return [];
  const values = new Set([...(listed ?? []), ...(declared ?? []), ...(row.seen?.values.keys() ?? [])]);
  return [...values].map((value) => {
    const count = row.seen?.values.get(value)?.count ?? 0;
    const sides = {
      declared: declared?.includes(value) ?? false,
      documented:
        page === undefined
          ? ('unknown' as const)
          : listed?.includes(value)
            ? ('table' as const)
            : ('no' as const),
    };
    // A value that was never seen says nothing: traffic shows few of many.
    const odd = oddOneOut({ ...sides, observed: count > 0 ? true : undefined });
    return {
      status,
      pointer: row.pointer,
      value,
      table: listed?.includes(value) ? 'yes' : '',
      sample: '',
      contract: declared?.includes(value) ? 'yes' : '',
      traffic: total === 0 || count === 0 ? '' : `${count} of ${total}`,
      ...(odd !== undefined && listed !== undefined && { oddOneOut: odd.sentence }),
    };
  });
}
