// Element tree -> a flat list of blocks in document order, whatever the page wraps them in.
import { anchorsIn, type Node, type Point, plainText, pointOf, textOf, walk } from './tree.ts';

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string; readonly point: Point }
  | {
      readonly kind: 'paragraph';
      readonly text: string;
      readonly node: Node;
      readonly point: Point;
      readonly listItem: Node | undefined;
    }
  | { readonly kind: 'table'; readonly grid: Grid; readonly point: Point }
  | {
      readonly kind: 'code';
      readonly node: Node;
      readonly point: Point;
      readonly listItem: Node | undefined;
    };

const leafTag = /^(?:p|pre|table|h[1-6])$/;
const blockTag =
  /^(?:[uo]l|li|d[ltd]|div|section|article|main|header|footer|nav|aside|blockquote|body|html|center|figure|details|form)$/;

type Frame = { readonly node: Node; readonly listItem: Node | undefined };

export function outlineOf(root: Node): readonly Block[] {
  const containers = nodesAroundBlocks(root);
  const blocks: Block[] = [];
  let anchors: string[] = [];
  let inline: Node[] = [];
  let inlineItem: Node | undefined;

  function flush(): void {
    if (inline.length === 0) return;
    addParagraph({ type: 'element', tagName: 'p', children: inline }, inlineItem);
    inline = [];
  }
  function addParagraph(node: Node, listItem: Node | undefined): void {
    anchors.push(...anchorsIn(node));
    const text = textOf(node);
    if (text !== '') blocks.push({ kind: 'paragraph', text, node, point: pointOf(node), listItem });
  }
  function add(node: Node, listItem: Node | undefined): void {
    const point = pointOf(node);
    if (node.tagName === 'p') addParagraph(node, listItem);
    else if (node.tagName === 'pre') blocks.push({ kind: 'code', node, point, listItem });
    else if (node.tagName === 'table') {
      blocks.push({ kind: 'table', grid: readGrid(node, [...anchors, ...ownAnchors(node)]), point });
      anchors = [];
    } else {
      anchors = [];
      blocks.push({ kind: 'heading', level: Number(node.tagName?.slice(1)), text: headingText(node), point });
    }
  }

  const stack: Frame[] = [{ node: root, listItem: undefined }];
  for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) {
    const { node, listItem } = frame;
    if (leafTag.test(node.tagName ?? '') && !containers.has(node)) {
      flush();
      add(node, listItem);
    } else if (containers.has(node)) {
      flush();
      anchors.push(...ownAnchors(node));
      const item = node.tagName === 'li' ? node : listItem;
      for (const child of node.children?.toReversed() ?? []) stack.push({ node: child, listItem: item });
    } else if (node.tagName === 'hr') flush();
    else if (node.type === 'text' || node.type === 'element') {
      if (inlineItem !== listItem) flush();
      if (inline.length > 0 || node.type === 'element' || plainText(node.value ?? '') !== '')
        inline.push(node);
      inlineItem = listItem;
    }
  }
  flush();
  return blocks;
}

/** `Status Codes {#status .section}`: an id and classes in the manner of other Markdown readers. */
function headingText(node: Node): string {
  return textOf(node).replace(/\s*\{\s*[#.][\w:.# -]+\}$/, '');
}

/** Deeper than any of HTML. */
const boldLevel = 7;

/** Paragraphs that start with a bold line, as a heading and the rest. */
export function withBoldHeadings(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block): Block[] => {
    if (block.kind !== 'paragraph' || block.listItem !== undefined) return [block];
    const children = block.node.children ?? [];
    // An empty anchor before it is none of the line.
    const first = children.findIndex((node) => textOf(node) !== '');
    const bold = children[first];
    if (bold === undefined || (bold.tagName !== 'strong' && bold.tagName !== 'b')) return [block];
    const rest = children.slice(first + 1);
    const text = textOf(bold);
    const after = rest[0]?.tagName === 'br' ? '\n' : (rest[0]?.value ?? '');
    if (text.length > 100 || (rest.length > 0 && !/^\s*:?[ \t]*(?:\n|$)/.test(after))) return [block];
    const heading: Block = { kind: 'heading', level: boldLevel, text, point: block.point };
    const node: Node = { ...block.node, children: rest };
    const below = textOf(node).replace(/^:\s*/, '');
    return below === '' ? [heading] : [heading, { ...block, text: below, node }];
  });
}

function ownAnchors({ children: _children, ...node }: Node): string[] {
  return anchorsIn(node);
}

/**
 * What is looked into: block elements, and whatever has one below it. A paragraph is one of them only where a broken
 * tag made it swallow blocks; headings, tables and code are taken as wholes.
 */
function nodesAroundBlocks(root: Node): ReadonlySet<Node> {
  const around = new Set<Node>([root]);
  const path: Node[] = [];
  const stack: (Node | undefined)[] = [root];
  while (stack.length > 0) {
    const node = stack.pop();
    if (node === undefined) {
      path.pop();
      continue;
    }
    const tag = node.tagName ?? '';
    if (blockTag.test(tag) || leafTag.test(tag)) {
      for (let i = path.length - 1; i >= 0 && !around.has(path[i] as Node); i--) around.add(path[i] as Node);
      if (blockTag.test(tag)) around.add(node);
    }
    if (leafTag.test(tag) && tag !== 'p') continue;
    path.push(node);
    stack.push(undefined);
    for (const child of node.children ?? []) stack.push(child);
  }
  return around;
}

export type GridRow = { readonly cells: readonly Node[]; readonly point: Point };

export type Grid = {
  readonly header: readonly string[];
  readonly rows: readonly GridRow[];
  readonly anchors: readonly string[];
  readonly caption: string | undefined;
  readonly point: Point;
};

/** What stands in a column. */
export function textsIn(rows: readonly GridRow[], column: number): readonly string[] {
  return rows.flatMap(({ cells }) => cells[column] ?? []).map(textOf);
}

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
