// A matrix as text, Markdown and JSON.
import { codeSpan, plainOrCode } from '../lib/markdown.ts';
import { visible } from '../lib/visible-text.ts';
import type { OperationMatrix, SideRow } from './matrix.ts';

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
