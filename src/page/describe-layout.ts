// What a page is made of, word by word, what each known layout makes of it, and a draft of a layout for the rest.
import { type ColumnRole, type Layout, resolveLayout, type SectionKind } from './layout.ts';
import { lexiconOf } from './reading/lexicon.ts';
import { operationBlocks } from './reading/operation-blocks.ts';
import { type Block, outlineOf, textsIn } from './reading/outline.ts';
import { parsePage } from './reading/parse.ts';
import { jsonKind } from './reading/types.ts';

/** A word of the page; `meaning` is absent where the layout does not know it. */
export type PageWord = { readonly text: string; readonly line: number; readonly meaning: string | undefined };

export type LayoutFit = {
  readonly layout: string;
  readonly headings: readonly PageWord[];
  readonly columns: readonly PageWord[];
  /** Lines right above a table or sample: captions, statuses and sides. */
  readonly labels: readonly PageWord[];
};

type PageDescription = {
  /** The best one first. */
  readonly fits: readonly LayoutFit[];
  /** A layout that extends the best one by the words that it does not know, each where it seems to belong. */
  readonly draft: Layout;
};

export function describeLayout(text: string, file: string, layouts: readonly Layout[]): PageDescription {
  const blocks = outlineOf(parsePage(text.replace(/\r\n?/g, '\n'), file, () => undefined));
  const fits = layouts
    .filter(({ headings, operations }) => headings !== undefined || operations !== undefined)
    .map((layout) => fitOf(blocks, layout, layouts))
    .toSorted((a, b) => knownWords(b) - knownWords(a));
  const [best] = fits;
  const draft = draftOf(file, best, blocks);
  const least = best?.headings.length === 0 ? 1 : 2;
  return {
    fits,
    draft: hasOperations(least, blocks, draft, layouts) ? { ...draft, operations: 'headings' } : draft,
  };
}

/**
 * Whether headings have a request line in or below them: several, or one where the page has no heading but its title. A layout that is
 * extended may say so already.
 */
function hasOperations(
  least: number,
  blocks: readonly Block[],
  draft: Layout,
  layouts: readonly Layout[],
): boolean {
  const resolved = resolveLayout(draft, layouts);
  if (resolved.operations !== undefined) return false;
  return operationBlocks(blocks, lexiconOf({ ...resolved, operations: 'headings' })).length >= least;
}

function fitOf(blocks: readonly Block[], layout: Layout, layouts: readonly Layout[]): LayoutFit {
  const lexicon = lexiconOf(resolveLayout(layout, layouts));
  const meaningOf = (label: string) => {
    const caption = lexicon.captionOf(label);
    if (caption !== undefined) return `caption, ${lexicon.roleOf(caption.title)}`;
    return lexicon.statusMark(label) ?? lexicon.sideOf(label);
  };
  const title = blocks.find((block) => block.kind === 'heading');
  const [headings, columns, labels]: [PageWord[], PageWord[], PageWord[]] = [[], [], []];
  for (const [index, block] of blocks.entries()) {
    const { line } = block.point;
    const next = blocks[index + 1]?.kind;
    if (block.kind === 'heading' && block !== title)
      headings.push({ text: block.text, line, meaning: lexicon.sectionOf(block.text) });
    if (block.kind === 'table')
      for (const text of block.grid.header) columns.push({ text, line, meaning: lexicon.columnOf(text) });
    if (block.kind === 'paragraph' && (next === 'table' || next === 'code') && block.text.length <= 80)
      labels.push({ text: block.text, line, meaning: meaningOf(block.text) });
  }
  return { layout: layout.name, headings: firstOfEach(headings), columns: firstOfEach(columns), labels };
}

function firstOfEach(words: readonly PageWord[]): readonly PageWord[] {
  return words.filter(({ text }, index) => words.findIndex((word) => word.text === text) === index);
}

function knownWords({ headings, columns }: LayoutFit): number {
  return [...headings, ...columns].filter(({ meaning }) => meaning !== undefined).length;
}

function draftOf(file: string, best: LayoutFit | undefined, blocks: readonly Block[]): Layout {
  const name = (file.split(/[/\\]/).at(-1) ?? file).replace(/\.\w+$/, '');
  const unknown = (words: readonly PageWord[] = []) =>
    words.flatMap(({ text, meaning }) => (meaning === undefined && text !== '' ? [text] : []));
  return {
    name: `layout-of-${name}`,
    // Where no heading is known, the words that vendors share are all there is to add to.
    extends: best?.headings.some(({ meaning }) => meaning !== undefined) ? best.layout : 'common',
    headings: grouped(unknown(best?.headings), sectionGuess),
    columns: grouped(unknown(best?.columns), (header) => {
      const role = columnGuess(header, blocks);
      // A table of prices or plans has no names of parameters where another table has them.
      return role === 'name' && best?.columns.some(({ meaning }) => meaning === 'name') ? 'other' : role;
    }),
  };
}

function grouped<T extends string>(
  words: readonly string[],
  guess: (word: string) => T | undefined,
): Partial<Record<T, readonly string[]>> {
  const groups: Partial<Record<T, readonly string[]>> = {};
  for (const word of words) {
    const key = guess(word);
    if (key !== undefined) groups[key] = [...(groups[key] ?? []), word];
  }
  return groups;
}

function sectionGuess(heading: string): SectionKind | undefined {
  const isSample = /示例|样例|example|sample/i.test(heading);
  if (/status|状态码|返回码/i.test(heading)) return 'statuses';
  if (/respon|return|响应|返回/i.test(heading)) return isSample ? 'responseExamples' : 'response';
  if (/\b(?:uri|url|endpoint|http request)\b/i.test(heading)) return 'uri';
  if (/request|param|请求|body/i.test(heading)) return isSample ? 'requestExamples' : 'request';
  return isSample ? 'examples' : undefined;
}

/** By what stands in the column. */
function columnGuess(header: string, blocks: readonly Block[]): ColumnRole {
  const cells = blocks.flatMap((block) => {
    if (block.kind !== 'table') return [];
    return textsIn(block.grid.rows, block.grid.header.indexOf(header));
  });
  const filled = cells.filter((text) => text !== '');
  const share = (matches: (text: string) => boolean) => filled.filter(matches).length / filled.length;
  const most = (matches: (text: string) => boolean) => share(matches) >= 0.8;
  if (most((text) => jsonKind(text) !== undefined)) return 'type';
  if (most((text) => /^(?:是|否|yes|no|y|n|true|false|required|optional|m|o)$/i.test(text)))
    return 'required';
  if (most((text) => /^[1-5]\d\d\b/.test(text))) return 'status';
  if (most((text) => /^[\w.[\]-]+$/.test(text)) && new Set(filled).size === filled.length) return 'name';
  return share((text) => /\s|[\u4e00-\u9fff]/.test(text)) > 0.5 ? 'description' : 'other';
}
