// Which operation the page describes: the API Explorer's link, the method and the path.
import { InputError } from '../../lib/input-error.ts';
import type { Block } from './outline.ts';
import type { Sections } from './sections.ts';
import { type Node, type Point, pointOf, textOf, walk } from './tree.ts';
import { methodColumnWords, normal, uriColumnWords } from './words.ts';

export type MethodAndPath = { readonly method: string; readonly path: string; readonly point: Point };

const requestLine = /^(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)\s+(\S+)/;

export function methodAndPath(sections: Sections, file: string): MethodAndPath {
  const section = sections.known.get('uri');
  for (const block of section?.blocks ?? []) {
    const found = fromTable(block) ?? fromText(block);
    if (found !== undefined) return found;
  }
  throw new InputError('no method and path under the heading URI, such as "GET /v2/{project_id}/things"', {
    place: { file, ...(section?.point ?? sections.titlePoint) },
    fix: 'save the whole page',
  });
}

function fromText(block: Block): MethodAndPath | undefined {
  if (block.kind === 'table' || block.kind === 'heading') return undefined;
  const [, method, target] = requestLine.exec(textOf(block.node)) ?? [];
  return method && target ? { method, path: pathOf(target), point: block.point } : undefined;
}

function fromTable(block: Block): MethodAndPath | undefined {
  if (block.kind !== 'table') return undefined;
  const header = block.grid.header.map(normal);
  const methodColumn = header.findIndex((text) => methodColumnWords.includes(text));
  const uriColumn = header.findIndex((text) => uriColumnWords.includes(text));
  const row = block.grid.rows[0];
  const method = row?.cells[methodColumn];
  const uri = row?.cells[uriColumn];
  if (row === undefined || method === undefined || uri === undefined) return undefined;
  const [, word, target] = requestLine.exec(`${textOf(method).toUpperCase()} ${textOf(uri)}`) ?? [];
  return word && target ? { method: word, path: pathOf(target), point: row.point } : undefined;
}

/** Without origin and query; backslashes that no Markdown reader took are escapes all the same. */
function pathOf(target: string): string {
  const path = target
    .replaceAll('\\', '')
    .replace(/^https?:\/\/[^/]+/i, '')
    .replace(/[?#].*$/, '');
  return path.startsWith('/') ? path : `/${path}`;
}

/** The `api` of a link to the API Explorer, in its query or in its fragment's. */
export function explorerOperation(
  root: Node,
): { readonly id: string; readonly point: Point | undefined } | undefined {
  for (const node of walk(root)) {
    const href = node.properties?.href;
    if (node.tagName !== 'a' || typeof href !== 'string' || !/api-?explorer/i.test(href)) continue;
    const id =
      /[?&#]api(?:_?id|_?name)?=([\w.-]+)/i.exec(href)?.[1] ??
      /\/(?:doc|sdk|debug)\/[\w-]+\/([A-Za-z]\w*)(?:[?#/]|$)/.exec(href)?.[1];
    if (id !== undefined) return { id, point: node.position?.start && pointOf(node) };
  }
  return undefined;
}
