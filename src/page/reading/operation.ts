// Which operation the page describes, and its list of statuses.
import { type PagePlace, placeKey } from '../places.ts';
import type { Lexicon } from './lexicon.ts';
import type { Block } from './outline.ts';
import { lostCell, type PageContext, refusal, savePage } from './page-context.ts';
import { type Node, type Point, plainText, pointOf, rawText, textOf, walk } from './tree.ts';

export type MethodAndPath = { readonly method: string; readonly path: string; readonly point: Point };

export type RequestLine = MethodAndPath & {
  /** The other request lines of the page, as `GET /v2/things`: other ways to the same operation. */
  readonly others: readonly string[];
};

/** The first request line counts. Others are alternatives where the layout says so; otherwise they are noted. */
export function methodAndPath(page: PageContext): RequestLine {
  const { layout } = page.lexicon;
  const section =
    page.sections.known.get('uri') ??
    (layout.operations === undefined ? undefined : page.sections.known.get('request'));
  const blocks = section?.blocks ?? [];
  const found = blocks.flatMap((block) => fromTable(block, page) ?? requestLinesOf(block, page.lexicon));
  const first = fromTitle(page) ?? found[0] ?? fromLabels(blocks, page) ?? fromLayout(page);
  if (first === undefined)
    throw refusal(
      page,
      section?.point ?? page.sections.titlePoint,
      'no method and path under the heading URI, such as "GET /v2/{project_id}/things"',
      section === undefined ? savePage : 'add the line in a copy of the page',
    );
  const others: string[] = [];
  for (const other of found.filter((each) => each !== first)) {
    const line = `${other.method} ${other.path}`;
    if (line === `${first.method} ${first.path}` || others.includes(line)) continue;
    if (layout.alternativeRequestLines === true) others.push(line);
    else page.note(other.point, `a second request line is not read: ${line}`);
  }
  return { ...first, others };
}

/** `### GET /things`, of one operation among others. */
function fromTitle({ lexicon, sections }: PageContext): MethodAndPath | undefined {
  const { title: text, titlePoint: point } = sections;
  return lexicon.layout.operations === undefined
    ? undefined
    : requestLineOf({ kind: 'heading', level: 1, text, point }, lexicon);
}

function fromLayout(page: PageContext): MethodAndPath | undefined {
  const { titlePoint } = page.sections;
  const line = requestLineAt(titlePoint, page.lexicon.layout.requestDefault ?? '', page.lexicon);
  if (line !== undefined)
    page.note(titlePoint, `no request line on this page; the layout says ${line.method} ${line.path}`);
  return line;
}

function requestLineAt(point: Point, text: string, lexicon: Lexicon): MethodAndPath | undefined {
  const line = lexicon.requestLine(text);
  return line && { method: line.method, path: pathOf(line.path), point };
}

/** Of a heading, a line of text, each line of a sample, or an element that the layout names. */
function requestLinesOf(block: Block, lexicon: Lexicon): readonly MethodAndPath[] {
  if (block.kind === 'table') return [];
  const { requestElement } = lexicon.layout;
  const lines =
    block.kind === 'heading'
      ? [block.text]
      : requestElement === undefined
        ? rawText(block.node).split('\n')
        : fromElement(block.node, requestElement);
  return lines.flatMap((whole, index) => {
    const text = plainText(whole);
    // "Delete the lamp" is prose, and of several operations each has prose before its tables.
    const { path = '' } = lexicon.requestLine(text) ?? {};
    if (lexicon.layout.operations !== undefined && !/^(?:\/|https?:|\{)/i.test(path)) return [];
    // The text of a fenced block starts a line below its fence.
    const below = block.kind === 'code' ? index + 1 : 0;
    const point = index === 0 ? block.point : { line: block.point.line + below, column: 1 };
    return requestLineAt(point, text, lexicon) ?? [];
  });
}

export function requestLineOf(block: Block, lexicon: Lexicon): MethodAndPath | undefined {
  return requestLinesOf(block, lexicon)[0];
}

function fromElement(root: Node, tag: string): readonly string[] {
  const element = [...walk(root)].find(({ tagName }) => tagName === tag.toLowerCase());
  if (element === undefined) return [];
  return [`${String(element.properties?.method ?? '').toUpperCase()} ${textOf(element)}`];
}

function fromTable(block: Block, { lexicon }: PageContext): MethodAndPath | undefined {
  if (block.kind !== 'table') return undefined;
  const roles = block.grid.header.map(lexicon.columnOf);
  const row = block.grid.rows[0];
  const method = row?.cells[roles.indexOf('method')];
  const uri = row?.cells[roles.indexOf('uri')];
  if (row === undefined || method === undefined || uri === undefined) return undefined;
  return requestLineAt(row.point, `${textOf(method).toUpperCase()} ${textOf(uri)}`, lexicon);
}

/** `Method: GET` and `PATH: /x`, each on a line. */
function fromLabels(blocks: readonly Block[], { lexicon }: PageContext): MethodAndPath | undefined {
  const found = new Map<'method' | 'path', { readonly text: string; readonly point: Point }>();
  for (const block of blocks) {
    if (block.kind !== 'paragraph' && block.kind !== 'code') continue;
    for (const line of rawText(block.node).split('\n'))
      for (const kind of ['method', 'path'] as const) {
        const text = lexicon.labelled(kind, line.trim());
        if (text !== undefined && !found.has(kind)) found.set(kind, { text, point: block.point });
      }
  }
  const [method, path] = [found.get('method'), found.get('path')];
  return method && path && requestLineAt(path.point, `${method.text.toUpperCase()} ${path.text}`, lexicon);
}

/** Without origin and query, placeholders in braces. A backslash that Markdown left is an escape, too. */
export function pathOf(target: string): string {
  const path = target
    .replaceAll('\\', '')
    .replace(/^https?:\/\/[^/]+/i, '')
    // `/things[?limit=10]`: an optional query.
    .replace(/\[?[?#].*$/, '')
    // `/things/:id` and `/things/[id]` are other ways to write a placeholder.
    .replace(/\/:([A-Za-z_]\w*)/g, '/{$1}')
    .replace(/\/\[([\w-]+)\]/g, '/{$1}');
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

/** The statuses of the section, in tables and in lines of their own; none where it only links elsewhere. */
export function listedStatuses(page: PageContext): readonly string[] {
  const section = page.sections.known.get('statuses');
  if (section === undefined) return [];
  page.places.statuses = section.point;
  const statuses: string[] = [];
  const add = (status: string, point: PagePlace) => {
    if (statuses.includes(status)) return;
    statuses.push(status);
    page.places[placeKey.status(status)] = point;
  };
  for (const block of section.blocks) {
    if (block.kind === 'table') for (const { status, point } of statusRows(block, page)) add(status, point);
    if (block.kind !== 'paragraph' && block.kind !== 'code') continue;
    // An indented line is code to Markdown.
    for (const line of block.kind === 'code' ? rawText(block.node).split('\n') : [block.text]) {
      const status = page.lexicon.statusMark(line.trim());
      if (status !== undefined) add(status, block.point);
    }
  }
  return statuses;
}

function statusRows(block: Block & { readonly kind: 'table' }, page: PageContext) {
  const column = block.grid.header.findIndex((text) => page.lexicon.columnOf(text) === 'status');
  if (column === -1)
    page.note(block.point, `a table of the statuses is not read; looked for a column such as "status code"`);
  return (column === -1 ? [] : block.grid.rows).flatMap((row) => {
    const cell = row.cells[column];
    const text = cell === undefined ? '' : textOf(cell);
    // `400/401 Bad Request`, `500, 503`.
    const [list] = /^[1-5](?:\d\d|XX)(?=\D|$)(?:\s*[/、,，]\s*[1-5](?:\d\d|XX)(?=\D|$))*/i.exec(text) ?? [];
    if (list !== undefined)
      return list.split(/\s*[/、,，]\s*/).map((status) => ({ status, point: row.point }));
    if (/^default$/i.test(text)) return [{ status: 'default', point: row.point }];
    // A code of the vendor's own.
    if (/^\d{4,}$/.test(text)) {
      page.note(row.point, `${text} in the list of statuses is no HTTP status`);
      return [];
    }
    const message = `this row of the status codes has no status: "${text.slice(0, 40)}"`;
    throw refusal(page, row.point, message, lostCell);
  });
}
