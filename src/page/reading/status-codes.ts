// The status code table -> the list of statuses that counts.
import { InputError } from '../../lib/input-error.ts';
import { type PagePlace, placeKey } from '../places.ts';
import type { Sections } from './sections.ts';
import { textOf } from './tree.ts';
import { normal, statusColumnWords } from './words.ts';

export function readStatusCodes(
  sections: Sections,
  file: string,
  places: Record<string, PagePlace>,
): readonly string[] {
  const section = sections.known.get('statusCodes');
  if (section !== undefined) places.statuses = section.point;
  const statuses: string[] = [];
  for (const block of section?.blocks ?? []) {
    if (block.kind !== 'table') continue;
    const column = block.grid.header.findIndex((text) => statusColumnWords.includes(normal(text)));
    for (const row of column === -1 ? [] : block.grid.rows) {
      const cell = row.cells[column];
      const status = /^[1-5](?:\d\d|XX)(?=\D|$)/i.exec(cell === undefined ? '' : textOf(cell))?.[0];
      if (status === undefined) throw unreadRow(row.point, cell === undefined ? '' : textOf(cell), file);
      if (statuses.includes(status)) continue;
      statuses.push(status);
      places[placeKey.status(status)] = row.point;
    }
  }
  if (statuses.length === 0) throw noStatuses(sections, file);
  return statuses;
}

function unreadRow(point: PagePlace, text: string, file: string): InputError {
  return new InputError(`this row of the status codes has no status: "${text.slice(0, 40)}"`, {
    place: { file, ...point },
    fix: 'compare with the page as published; a cell was lost',
  });
}

function noStatuses(sections: Sections, file: string): InputError {
  const section = sections.known.get('statusCodes');
  const message =
    section === undefined
      ? 'no list of statuses; looked for a heading 状态码 (Status Codes) with a table under it'
      : 'no list of statuses under this heading; looked for a table with a column 状态码 (Status Code)';
  return new InputError(message, {
    place: { file, ...(section?.point ?? sections.titlePoint) },
    fix: 'save the whole page; a page that only links to a common list can not be checked',
  });
}
