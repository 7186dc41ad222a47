// Text -> element tree. Markdown and HTML end in the same kind of tree, so that a dialect reads both.
import rehypeParse from 'rehype-parse';
import rehypeRaw from 'rehype-raw';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { InputError } from '../../lib/input-error.ts';
import type { Node } from './tree.ts';

/** Characters; the largest known page has 76,000. The parsers are not linear in the worst case. */
const sizeLimit = 2_000_000;
const depthLimit = 400;

// Their end tags may be left out, so an open one says nothing about depth; void elements have none.
const shallow = new Set(
  'p li td th tr tbody thead tfoot dt dd option colgroup area base br col embed hr img input link meta source track wbr'.split(
    ' ',
  ),
);

export function parsePage(text: string, file: string): Node {
  refuseUnbounded(text, file);
  try {
    if (looksLikeHtml(text)) return htmlParser.parse(text) as Node;
    return markdownParser.runSync(markdownParser.parse(text), text) as Node;
  } catch (error) {
    // The parsers recurse; what the depth count below does not foresee ends here.
    if (error instanceof RangeError) throw tooDeep(file, 1);
    throw error;
  }
}

const markdownParser = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .freeze();

const htmlParser = unified().use(rehypeParse).freeze();

/** A Markdown page may start with a tag too, but its headings are lines that start with `#`. */
function looksLikeHtml(text: string): boolean {
  const start = text.slice(0, 2000).trimStart().toLowerCase();
  if (/^<(!doctype html|html|head|body|\?xml)/.test(start)) return true;
  if (!start.startsWith('<')) return false;
  const heading = text.search(/<h[1-6][\s>]/i);
  const markdownHeading = text.search(/^ {0,3}#{1,6}\s/m);
  return heading !== -1 && (markdownHeading === -1 || heading < markdownHeading);
}

function refuseUnbounded(text: string, file: string): void {
  if (text.trim() === '')
    throw new InputError('the page is empty', { place: { file }, fix: 'save the page again' });
  if (text.length > sizeLimit)
    throw new InputError(`the page has ${text.length} characters; at most ${sizeLimit} are read`, {
      place: { file },
      fix: 'pass one reference page, not a whole manual',
    });
  refuseDeepTags(text, file);
  refuseDeepContainers(text, file);
}

function refuseDeepTags(text: string, file: string): void {
  let depth = 0;
  for (const tag of text.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    if (shallow.has((tag[2] ?? '').toLowerCase())) continue;
    depth = tag[1] === '/' ? Math.max(0, depth - 1) : depth + 1;
    if (depth > depthLimit) throw tooDeep(file, lineAt(text, tag.index));
  }
}

/** Quotes and lists within one another, and runs of brackets, on one line of Markdown. */
function refuseDeepContainers(text: string, file: string): void {
  const deep =
    /^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])){100}|(?:!?\[[^\]\n]{0,3}){200}|(?:[*_~`<]{1,3}[^*_~`<\n]{0,2}){2000}/m;
  const found = text.search(deep);
  if (found !== -1) throw tooDeep(file, lineAt(text, found));
}

function tooDeep(file: string, line: number): InputError {
  return new InputError(`the page nests deeper than ${depthLimit} levels`, {
    place: { file, line, column: 1 },
    fix: 'save the page again; a reference page nests about ten',
  });
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i !== -1 && i < offset; i = text.indexOf('\n', i + 1)) line++;
  return line;
}
