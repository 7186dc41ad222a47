// Blocks -> the sections that a layout knows. What stands under another heading is not part of the operation's facts.
import { InputError } from '../../lib/input-error.ts';
import type { SectionKind } from '../layout.ts';
import type { Lexicon } from './lexicon.ts';
import type { Block } from './outline.ts';
import type { Point } from './tree.ts';

type Heading = Block & { readonly kind: 'heading' };

type Section = { readonly heading: string; readonly point: Point; readonly blocks: Block[] };

export type Sections = {
  readonly title: string;
  readonly titlePoint: Point;
  readonly known: ReadonlyMap<SectionKind, Section>;
  readonly headings: readonly string[];
  /** Tables and samples under no known heading. */
  readonly outside: readonly Block[];
  /** How many of the headings open a section. */
  readonly knownHeadings: number;
  /** Why the page can't be read by this layout. */
  readonly refused: InputError | undefined;
};

export function sectionsOf(blocks: readonly Block[], lexicon: Lexicon, file: string): Sections {
  const { operations, repeatedHeadings } = lexicon.layout;
  const isOneOfSeveral = operations === 'headings';
  const mayRepeat = repeatedHeadings === true || isOneOfSeveral;
  const title = blocks.find((block) => block.kind === 'heading');
  const known = new Map<SectionKind, Section>();
  const headings: string[] = [];
  const opening = new Set<string>();
  const outside: Block[] = [];
  let refused: InputError | undefined;
  let current: { readonly level: number; readonly kind: SectionKind; readonly blocks: Block[] } | undefined;
  const open = (kind: SectionKind, { text: heading, point, level }: Heading) => {
    const section = known.get(kind) ?? { heading, point, blocks: [] };
    known.set(kind, section);
    current = { level, kind, blocks: section.blocks };
    return section;
  };
  for (const block of blocks) {
    if (block.kind !== 'heading') {
      if (current !== undefined) current.blocks.push(block);
      else if (block.kind !== 'paragraph') outside.push(block);
      else if (isStatusLine(block.text, lexicon)) refused ??= strayStatus(headings.at(-1), block, file);
      continue;
    }
    headings.push(block.text);
    if (block === title) {
      if (isOneOfSeveral) open('request', title);
      continue;
    }
    const kind = lexicon.sectionOf(block.text);
    const isDeeper = current !== undefined && block.level > current.level;
    // A deeper heading belongs to its section, as `状态码： 200` does in some exports, or a part of its own kind.
    if (isDeeper && (kind === undefined || kind === current?.kind)) {
      current?.blocks.push(block);
    } else if (kind === undefined || kind === 'other') {
      current = undefined;
    } else {
      const earlier = known.get(kind);
      if (earlier?.heading === block.text && !mayRepeat) refused ??= secondHeading(earlier, block, file);
      const { blocks: own } = open(kind, block);
      // Where a section has several headings, each says what the table below it is.
      if (mayRepeat) own.push(block);
      opening.add(block.text);
    }
  }
  return {
    title: title?.text ?? '',
    titlePoint: title?.point ?? { line: 1, column: 1 },
    known,
    headings,
    outside,
    knownHeadings: opening.size,
    refused,
  };
}

/** `Status code: 200`; a bare number or `200 OK` says nothing where no section is open. */
function isStatusLine(text: string, lexicon: Lexicon): boolean {
  return lexicon.statusMark(text) !== undefined && /^\p{L}/u.test(text) && /[:：]/.test(text);
}

/** Bodies and samples stand under a status: a section of them whose heading is unknown would be left out. */
function strayStatus(heading: string | undefined, { point }: Block, file: string): InputError {
  const where =
    heading === undefined ? ' before any heading' : `, under "${heading}", which is no known heading`;
  const fix = 'compare with the page as published; a heading may be new or broken';
  return new InputError(`a status stands here${where}`, { place: { file, ...point }, fix });
}

function secondHeading(first: Section, { text, point }: Heading, file: string): InputError {
  const message = `the heading "${text}" stands here a second time, first on line ${first.point.line}`;
  const fix = 'a page describes one operation: split it, one file an operation';
  return new InputError(message, { place: { file, ...point }, fix });
}
