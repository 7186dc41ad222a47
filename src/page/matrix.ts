// The whole endpoint as a table: a row for each property and each value of a list, a column for each side. As text, Markdown
// and JSON.
import { codeSpan, plainOrCode } from '../lib/markdown.ts';
import { defined } from '../lib/objects.ts';
import { pointerTokens } from '../lib/pointer.ts';
import { branchAt, tokenTree } from '../lib/token-tree.ts';
import { visible } from '../lib/visible-text.ts';
import type { JsonPointer, PageField } from '../model.ts';
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

type MatrixSides = {
  readonly page: LockedPage | undefined;
  readonly contract: Stated | undefined;
  /** undefined: no traffic was looked at. */
  readonly observed: Observed | undefined;
};

export function matrixOf(
  { operationId: operation, method, path }: Pick<Stated, 'operationId' | 'method' | 'path'>,
  sides: MatrixSides,
): OperationMatrix {
  const { page, contract } = sides;
  const bodies = new Set([
    ...Object.keys(page?.facts.responses ?? {}),
    ...Object.keys(contract?.bodies ?? {}),
  ]);
  const statuses = [...bodies].filter((side) => side !== 'request').sort();
  const hasRequest = bodies.has('request') || (page?.facts.requestFields.length ?? 0) > 0;
  const all = [...(hasRequest ? ['request'] : []), ...statuses];
  return { operation, method, path, rows: all.flatMap((status) => rowsOf(operation, status, sides)) };
}

type Row = {
  readonly pointer: JsonPointer;
  readonly table?: PageField;
  readonly sample?: string;
  readonly contract?: StatedField;
  readonly seen?: Seen;
};

function rowsOf(operation: string, status: Side, { page, contract, observed }: MatrixSides): SideRow[] {
  const body = contract?.bodies[status];
  const fields = byPointer(page && fieldsOf(page.facts, status));
  const declared = byPointer([...(body?.fields ?? []), ...(body?.sequenceFields ?? [])]);
  const samples = byPointer(page?.samples[status]);
  const seen = status === 'request' ? undefined : observed?.at(operation, status);
  const total = observed?.bodies(operation, status) ?? 0;
  const sightings = indexOf(seen ?? new Map());
  const pointers = new Set([...fields.keys(), ...declared.keys(), ...samples.keys()]);
  const known = new Set([...pointers].flatMap(sightings));
  for (const [pointer, each] of seen ?? [])
    if (pointer !== '' && !pointer.endsWith('/*') && !known.has(each)) pointers.add(pointer);
  return [...pointers].flatMap((pointer) => {
    const sides = {
      table: fields.get(pointer),
      sample: samples.get(pointer)?.kind,
      contract: declared.get(pointer),
      seen: merged(sightings(pointer === '/' ? '' : pointer)),
    };
    const row: Row = { pointer, ...defined(sides) };
    return [propertyRow(status, row, total, page), ...valueRows(status, row, total, page)];
  });
}

/** The first of each pointer. */
function byPointer<Each extends { readonly pointer: JsonPointer }>(
  all: readonly Each[] = [],
): ReadonlyMap<JsonPointer, Each> {
  const found = new Map<JsonPointer, Each>();
  for (const each of all) if (!found.has(each.pointer)) found.set(each.pointer, each);
  return found;
}

/** What was seen where a pattern leads, in the order of seeing: token by token, since there may be thousands of both. */
function indexOf(seen: ReadonlyMap<JsonPointer, Seen>): (pattern: JsonPointer) => readonly Seen[] {
  const root = tokenTree<{ readonly each: Seen; readonly nth: number }>();
  let nth = 0;
  for (const [pointer, each] of seen) branchAt(root, pointerTokens(pointer)).value = { each, nth: nth++ };
  return (pattern) =>
    pointerTokens(pattern)
      .reduce(
        (trees, token) =>
          trees.flatMap(({ inside }) => (token === '*' ? [...inside.values()] : (inside.get(token) ?? []))),
        [root],
      )
      .flatMap(({ value }) => value ?? [])
      .sort((a, b) => a.nth - b.nth)
      .map(({ each }) => each);
}

function merged(all: readonly Seen[]): Seen | undefined {
  return all.reduce<Seen | undefined>(
    (sum, each) => (sum === undefined || each.count > sum.count ? each : sum),
    undefined,
  );
}

function propertyRow(
  status: Side,
  { pointer, table, sample, contract, seen }: Row,
  total: number,
  page: LockedPage | undefined,
): SideRow {
  const documented =
    page === undefined ? 'unknown' : table ? 'table' : sample !== undefined ? 'sample' : 'no';
  const observed = total === 0 ? undefined : seen !== undefined;
  const odd = oddOneOut({ declared: contract !== undefined, documented, observed });
  return {
    status,
    pointer,
    table: table?.type ?? '',
    sample: sample ?? '',
    contract:
      contract === undefined ? '' : `${contract.type}${contract.required === true ? ', required' : ''}`,
    traffic: seen === undefined ? '' : `${seen.count} of ${total}`,
    ...defined({ oddOneOut: odd?.sentence }),
  };
}

function valueRows(
  status: Side,
  { pointer, table, contract, seen }: Row,
  total: number,
  page: LockedPage | undefined,
): SideRow[] {
  const [listed, declared] = [table?.enum, contract?.enum];
  if (listed === undefined && declared === undefined) return [];
  const values = new Set([...(listed ?? []), ...(declared ?? []), ...(seen?.values.keys() ?? [])]);
  return [...values].map((value) => {
    const count = seen?.values.get(value)?.count ?? 0;
    const [isListed, isDeclared] = [listed, declared].map((all) => all?.includes(value) === true);
    // A value that was never seen says nothing: traffic shows few of many.
    const odd = oddOneOut({
      declared: isDeclared === true,
      documented: page === undefined ? 'unknown' : isListed ? 'table' : 'no',
      observed: count > 0 ? true : undefined,
    });
    return {
      status,
      pointer,
      value,
      table: isListed ? 'yes' : '',
      sample: '',
      contract: isDeclared ? 'yes' : '',
      traffic: total === 0 || count === 0 ? '' : `${count} of ${total}`,
      ...defined({ oddOneOut: listed && odd?.sentence }),
    };
  });
}

const columns = ['status', 'property', 'page table', 'page sample', 'contract', 'traffic', ''] as const;

export function matrixText(matrix: OperationMatrix): string {
  const rows = [columns, ...matrix.rows.map((row) => cells(row).map(visible))];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => (row[index] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${visible(matrix.operation)}: ${matrix.method} ${visible(matrix.path)}\n${lines.join('\n')}\n`;
}

export function matrixMarkdown(matrix: OperationMatrix): string {
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  const head = [line(columns), line(columns.map(() => '---'))];
  const rows = matrix.rows.map((row) => line(cells(row).map(cell)));
  return `## ${codeSpan(matrix.operation)}\n\n${codeSpan(`${matrix.method} ${matrix.path}`)}\n\n${[...head, ...rows].join('\n')}\n`;
}

export function matrixJson(matrices: readonly OperationMatrix[]): string {
  return `${JSON.stringify({ version: 1, operations: matrices }, undefined, 2)}\n`;
}

function cells(row: SideRow): readonly string[] {
  const name = row.value === undefined ? row.pointer : `${row.pointer} = ${row.value}`;
  const dash = (text: string) => (text === '' ? '-' : text);
  return [
    row.status,
    name,
    dash(row.table),
    dash(row.sample),
    dash(row.contract),
    dash(row.traffic),
    row.oddOneOut ?? '',
  ];
}

/** A bar would end the cell, also in code (GFM section 4.10). */
function cell(text: string): string {
  return text === '' || text === '-' ? text : plainOrCode(text).replaceAll('|', '\\|');
}
