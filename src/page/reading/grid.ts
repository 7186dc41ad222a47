// A table as rows of cells. Spans are undone, nested tables stay inside their cell.
import { type Node, type Point, pointOf, textOf, walk } from './tree.ts';

export type GridRow = { readonly cells: readonly Node[]; readonly point: Point };

export type Grid = {
  readonly header: readonly string[];
  readonly rows: readonly GridRow[];
  readonly anchors: readonly string[];
  readonly caption: string | undefined;
  readonly point: Point;
};

const spanLimit = 100;

export function readGrid(table: Node, anchors: readonly string[]): Grid {
  const trs: Node[] = [];
  let caption: string | undefined;
  for (const node of walk(table, (below) => ['tr', 'caption', 'table'].includes(below.tagName ?? ''))) {
    if (node.tagName === 'tr') trs.push(node);
    if (node.tagName === 'caption') caption ??= textOf(node);
  }
  const rows = undoSpans(trs).filter((row) => row.cells.length > 0);
  const [first, ...rest] = rows;
  return { header: first?.cells.map(textOf) ?? [], rows: rest, anchors, caption, point: pointOf(table) };
}

/** https://html.spec.whatwg.org/multipage/tables.html#forming-a-table, without overlapping cells. */
function undoSpans(trs: readonly Node[]): readonly GridRow[] {
  let hanging: { cell: Node; left: number }[] = [];
  return trs.map((tr) => {
    const own = (tr.children ?? []).filter((node) => node.tagName === 'td' || node.tagName === 'th');
    const cells: Node[] = [];
    const next: typeof hanging = [];
    let taken = 0;
    for (let column = 0; taken < own.length || (hanging[column]?.left ?? 0) > 0; column++) {
      const above = hanging[column];
      if (above !== undefined && above.left > 0) {
        cells[column] = above.cell;
        next[column] = { cell: above.cell, left: above.left - 1 };
        continue;
      }
      const cell = own[taken++] as Node;
      const left = span(cell, 'rowSpan') - 1;
      const columns = span(cell, 'colSpan');
      for (let i = 0; i < columns; i++) {
        cells[column + i] = cell;
        next[column + i] = { cell, left };
      }
      column += columns - 1;
    }
    hanging = next;
    return { cells, point: pointOf(tr) };
  });
}

function span(cell: Node, property: string): number {
  const value = Number(cell.properties?.[property] ?? 1);
  return Number.isInteger(value) && value >= 1 ? Math.min(value, spanLimit) : 1;
}
