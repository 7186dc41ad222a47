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
  refuseTableless(blocks, file);
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

/** A caption whose table is gone. A sentence may start with its number too, if the table follows later. */
function refuseTableless(blocks: readonly Block[], file: string): void {
  let last: string | undefined;
  const open = new Map<string, Block>();
  for (const block of blocks) {
    if (block.kind === 'table') {
      if (last !== undefined) open.delete(last);
      last = undefined;
    } else if (block.kind !== 'code') {
      const number = /^(?:表|table)\s*([\d-]+)/i.exec(block.text)?.[1];
      if (number === undefined || block.text.length > 80) continue;
      last = number;
      if (!/[.。;；]$/.test(block.text)) open.set(number, block);
    }
  }
  for (const block of open.values())
    throw new InputError(`no table follows the caption "${'text' in block ? block.text : ''}"`, {
      place: { file, ...block.point },
      fix: 'compare with the page as published; a tag of the table was lost',
    });
}

function unknownTable(block: Block & { readonly kind: 'table' }, file: string): InputError {
  return new InputError(
    `this table is not read; looked for columns for name and type, found: ${listOf(block.grid.header)}`,
    { place: { file, ...block.point }, fix: 'compare with the page as published; a column may be new' },
  );
}
