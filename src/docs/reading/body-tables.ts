// The blocks of a section -> its tables, each with its caption and with the status that it stands under.
import { InputError } from '../../lib/input-error.ts';
import { listOf } from '../../lib/suggest.ts';
import type { Block } from './outline.ts';
import { isParameterTable, type ParameterTable, readParameterTable } from './parameter-table.ts';

export type SectionTable = { readonly table: ParameterTable; readonly status: string | undefined };

/** `状态码： 200`, `Status code: 200`. */
export function statusMark(block: Block): string | undefined {
  if (block.kind !== 'paragraph' && block.kind !== 'heading') return undefined;
  return /^(?:状态码|返回码|响应码|status codes?)\s*[:：]?\s*([1-5](?:\d\d|XX))$/i.exec(block.text)?.[1];
}

/** `表 3  响应Body参数`, `Table 3 Response body parameters`. */
export function captionText(text: string): string | undefined {
  return /^(?:表|table)\s*[\d-]+\s*(.*)$/is.exec(text)?.[1]?.trim();
}

/** Tables of other kinds are refused: what looks like a part of the operation must not be passed over. */
export function sectionTables(
  blocks: readonly Block[],
  file: string,
  known: (header: readonly string[]) => boolean = () => false,
): readonly SectionTable[] {
  const tables: SectionTable[] = [];
  let caption = '';
  let status: string | undefined;
  for (const block of blocks) {
    if (block.kind === 'table') {
      const title = captionText(block.grid.caption ?? '') ?? block.grid.caption ?? caption;
      caption = '';
      if (isParameterTable(block.grid))
        tables.push({ table: readParameterTable(block.grid, title, file), status });
      else if (!known(block.grid.header)) throw unknownTable(block, file);
    } else if (block.kind !== 'code') {
      status = statusMark(block) ?? status;
      caption = captionText(block.text) ?? caption;
    }
  }
  return tables;
}

function unknownTable(block: Block & { readonly kind: 'table' }, file: string): InputError {
  return new InputError(
    `this table is not read; looked for columns for name and type, found: ${listOf(block.grid.header)}`,
    { place: { file, ...block.point }, fix: 'compare with the page as published; a column may be new' },
  );
}
