// A matrix as text, Markdown and JSON.
import type { OperationMatrix, SideRow } from './matrix.ts';

const columns = ['status', 'property', 'page table', 'page sample', 'contract', 'traffic', ''] as const;

export function matrixText(matrix: OperationMatrix): string {
  const rows = [columns, ...matrix.rows.map(cells)];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => (row[index] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${matrix.operation}: ${matrix.method} ${matrix.path}\n${lines.join('\n')}\n`;
}

export function matrixMarkdown(matrix: OperationMatrix): string {
  const line = (row: readonly string[]) => `| ${row.map(escaped).join(' | ')} |`;
  const head = [line(columns), line(columns.map(() => '---'))];
  return `## ${escaped(matrix.operation)}\n\n\`${matrix.method} ${matrix.path}\`\n\n${[...head, ...matrix.rows.map((row) => line(cells(row)))].join('\n')}\n`;
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

/** Control characters have no place in a table, and a bar would end the cell. */
function escaped(text: string): string {
  return text.replace(/[\\|`*_<>[\]]/g, (mark) => `\\${mark}`).replace(/\p{Cc}/gu, ' ');
}
