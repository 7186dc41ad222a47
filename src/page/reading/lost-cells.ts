// HTML readers drop a cell or a row that stands in no table, and take a broken tag as a part of the one before it
// (https://html.spec.whatwg.org/multipage/parsing.html). A page that lost some would be read in half.
import { InputError } from '../../lib/input-error.ts';
import { type Node, walk } from './tree.ts';

const cellTags = new Set(['table', 'tr', 'td', 'th']);

/** How many tables, rows and cells the text opens; what Markdown made is an element already. */
export function cellsWritten(root: Node): number {
  let count = 0;
  for (const node of walk(root)) {
    if (node.type === 'raw') count += cellTagsIn(node.value ?? '');
    else if (cellTags.has(node.tagName ?? '')) count++;
  }
  return count;
}

/** In HTML: outside comments and of what is no text. */
export function cellTagsIn(html: string): number {
  const visible = html.replace(
    /<!--.*?(?:-->|$)|<(script|style|template|textarea|title)\b.*?<\/\1\s*>/gis,
    '',
  );
  return visible.match(/<(?:table|tr|t[dh])(?=[\s/>]|$)/gi)?.length ?? 0;
}

export function refuseLostCells(root: Node, written: number, file: string): void {
  let read = 0;
  for (const node of walk(root)) if (cellTags.has(node.tagName ?? '') && node.position !== undefined) read++;
  if (read >= written) return;
  throw new InputError(`${written - read} of ${written} tags of tables were lost in reading`, {
    place: { file },
    fix: 'save the page again; a tag is broken, or a row stands outside its table',
  });
}
