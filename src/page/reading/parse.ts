// Text -> element tree. Markdown and HTML become the same kind of tree, so that one reader is enough. A page is refused if
// it is too large, nests too deep, or loses table cells in parsing.
import rehypeParse from 'rehype-parse';
import rehypeRaw from 'rehype-raw';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { InputError } from '../../lib/input-error.ts';
import { plainMarkdown } from './markdown-source.ts';
import { type Node, type Point, pointOf, walk } from './tree.ts';

// The Markdown parser's time grows with the square of some of these, so each has a bound. Hundreds of known pages have
// at most 250,000 characters, 3,500 lines, 120 blocks and 2,100 marks in one block.
const sizeLimit = 1_000_000;
// The HTML parser's time is linear; a page that a browser saved has its scripts and pictures in it.
const htmlSizeLimit = 8_000_000;
const lineLimit = 20_000;
const blockLimit = 5_000;
const markLimit = 4_000;
const barLimit = 8_000;
const indentLimit = 100;
const depthLimit = 400;

// Not counted as depth: elements whose end tag may be left out, elements without one, and types such as `Array<String>`.
const shallow = new Set(
  'string integer int long number boolean array list double float p li td th tr tbody thead tfoot dt dd option colgroup area base br col embed hr img input link meta source track wbr'.split(
    ' ',
  ),
);

export type Note = (point: Point, message: string) => void;

export function parsePage(text: string, file: string, note: Note): Node {
  refuseUnbounded(text, file);
  try {
    return looksLikeHtml(text) ? parseHtml(text, file) : parseMarkdown(text, file, note);
  } catch (error) {
    // The parsers recurse, and the depth count below is only an estimate.
    if (error instanceof RangeError) throw tooDeep(file, 1);
    throw error;
  }
}

function parseHtml(text: string, file: string): Node {
  const root = htmlParser.parse(text) as Node;
  refuseLostCells(root, cellTagsIn(text), file);
  return root;
}

function parseMarkdown(page: string, file: string, note: Note): Node {
  refuseDeepContainers(page, file);
  refuseCrowded(page, file);
  const { text, lines } = plainMarkdown(page);
  const markdown = markdownParser.parse(text);
  if (lines !== undefined) placeOnPage(markdown as MarkdownNode, lines);
  joinCutCells(markdown as MarkdownNode, note);
  const tree = markdownParser.runSync(markdown, text);
  const root = rawParser.runSync(tree, text) as Node;
  refuseLostCells(root, cellsWritten(tree as Node), file);
  return root;
}

const markdownParser = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .freeze();

const rawParser = unified().use(rehypeRaw).freeze();

const htmlParser = unified().use(rehypeParse).freeze();

/** A Markdown page may also start with a tag and have HTML headings; then other parts of it are Markdown. */
function looksLikeHtml(text: string): boolean {
  const start = text.slice(0, 2000).trimStart().toLowerCase();
  if (/^<(!doctype html|html|head|body|\?xml)/.test(start)) return true;
  if (!start.startsWith('<') || !/<h[1-6][\s>]/i.test(text)) return false;
  const outsideSamples = text.replace(/<pre\b[\s\S]*?<\/pre>/gi, '');
  return !/^ {0,3}(?:#{1,6}\s|```|~~~|\*\*\S|\|.*\|[ \t]*$)/m.test(outsideSamples);
}

function refuseUnbounded(text: string, file: string): void {
  const place = { file };
  if (text.trim() === '') throw new InputError('the page is empty', { place, fix: 'save the page again' });
  const most = looksLikeHtml(text) ? htmlSizeLimit : sizeLimit;
  if (text.length > most)
    throw crowded(`the page has ${text.length} characters; at most ${most} are read`, file, 1);
  refuseBinary(text, file);
  refuseDeepTags(text, file);
}

/** Bytes that are not UTF-8 became U+FFFD. A page may have a few by accident. */
function refuseBinary(text: string, file: string): void {
  const strange = text.match(/[^\P{Cc}\t\n\f\r]|\ufffd/gu)?.length ?? 0;
  const fix = 'save the page as Markdown or HTML, in UTF-8';
  if (strange > 50 && strange > text.length / 50)
    throw new InputError('this is no text', { place: { file }, fix });
}

function refuseDeepTags(text: string, file: string): void {
  let depth = 0;
  for (const tag of text.matchAll(/<(\/?)([a-z][a-z0-9-]*)(?:[^<>]*(\/)>)?/gi)) {
    if (tag[3] !== undefined && /^[A-Z]/.test(tag[2] ?? '')) continue;
    if (shallow.has((tag[2] ?? '').toLowerCase())) continue;
    depth = tag[1] === '/' ? Math.max(0, depth - 1) : depth + 1;
    if (depth > depthLimit) throw tooDeep(file, lineAt(text, tag.index));
  }
}

/** Refuses deeply nested quotes and lists, on one line or line by line. */
function refuseDeepContainers(text: string, file: string): void {
  const onOneLine = /^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])){50}/m;
  const byIndent = new RegExp(`^[ \\t]{${indentLimit},}(?:[*+-]|\\d{1,9}[.)])[ \\t]`, 'm');
  for (const deep of [onOneLine, byIndent]) {
    const found = text.search(deep);
    if (found !== -1) throw tooDeep(file, lineAt(text, found));
  }
}

/** Counts marks by block: the parser matches brackets and emphasis within one, and a block ends at a blank line. */
function refuseCrowded(text: string, file: string): void {
  let [blocks, marks, bars] = [0, 0, 0];
  let isHtml = false;
  for (const [index, content] of text.split('\n').entries()) {
    const line = index + 1;
    if (content.trim() === '') marks = 0;
    else if (marks === 0) {
      blocks++;
      isHtml = content.trimStart().startsWith('<');
      marks = 1;
      bars = 0;
    }
    if (!isHtml) {
      marks += countOf(/[[*_~`<&]/g, content);
      bars += countOf(/\|/g, content);
    }
    if (line > lineLimit) throw crowded(`more than ${lineLimit} lines`, file, line);
    if (blocks > blockLimit) throw crowded(`more than ${blockLimit} paragraphs`, file, line);
    if (marks > markLimit) throw crowded(`more than ${markLimit} marks in one paragraph`, file, line);
    if (bars > barLimit) throw crowded(`a table of more than ${barLimit} cells`, file, line);
  }
}

function countOf(marks: RegExp, line: string): number {
  return line.match(marks)?.length ?? 0;
}

function crowded(what: string, file: string, line: number): InputError {
  const place = { file, line, column: 1 };
  return new InputError(what, { place, fix: 'pass one reference page, not a whole manual' });
}

function tooDeep(file: string, line: number): InputError {
  const place = { file, line, column: 1 };
  const fix = 'save the page again; a reference page nests about ten';
  return new InputError(`the page nests deeper than ${depthLimit} levels`, { place, fix });
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

const cellTags = new Set(['table', 'tr', 'td', 'th']);

type MarkdownNode = Node & { readonly children?: readonly MarkdownNode[] };

/** Corrects the line numbers: joined lines moved all lines below them up. */
function placeOnPage(tree: MarkdownNode, lines: readonly number[]): void {
  for (const { position } of walk(tree))
    for (const point of [position?.start, position?.end] as ({ line: number } | undefined)[])
      if (point !== undefined) point.line = lines[point.line - 1] ?? point.line;
}

/**
 * A bar inside a cell splits it, and the converter drops cells beyond the header's columns
 * (https://github.github.com/gfm/#example-204). They are put back into the last column, which is text.
 */
function joinCutCells(tree: MarkdownNode, note: Note): void {
  for (const table of walk(tree)) {
    if (table.type !== 'table') continue;
    const columns = table.children?.[0]?.children?.length ?? 0;
    for (const row of table.children ?? []) {
      const extra = (row.children as MarkdownNode[]).splice(columns);
      const last = row.children?.at(-1)?.children as MarkdownNode[] | undefined;
      if (extra.length === 0 || last === undefined) continue;
      for (const cell of extra) last.push({ type: 'text', value: ' | ' }, ...(cell.children ?? []));
      note(pointOf(row), 'a bar divides a cell of this row; all after the last column is read as its text');
    }
  }
}

/** How many tables, rows and cells the source opens, as raw HTML or as Markdown. */
function cellsWritten(root: Node): number {
  let count = 0;
  for (const node of walk(root)) {
    if (node.type === 'raw') count += cellTagsIn(node.value ?? '');
    // The converter adds cells that are missing at the end of a row, without a position.
    else if (cellTags.has(node.tagName ?? '') && node.position !== undefined) count++;
  }
  return count;
}

/** Without comments and elements whose content is not shown. */
function cellTagsIn(html: string): number {
  const visible = html.replace(
    /<!--.*?(?:-->|$)|<(script|style|template|textarea|title)\b.*?<\/\1\s*>/gis,
    '',
  );
  return visible.match(/<(?:table|tr|t[dh])(?=[\s/>]|$)/gi)?.length ?? 0;
}

/**
 * HTML parsers drop a cell or a row outside of any table, and take a broken tag as a part of the one before it
 * (https://html.spec.whatwg.org/multipage/parsing.html). A page that lost some would be read in half.
 */
function refuseLostCells(root: Node, written: number, file: string): void {
  let read = 0;
  for (const node of walk(root)) if (cellTags.has(node.tagName ?? '') && node.position !== undefined) read++;
  if (read >= written) return;
  throw new InputError(`${written - read} of ${written} tags of tables were lost in reading`, {
    place: { file },
    fix: 'save the page again; a tag is broken, or a row stands outside its table',
  });
}
