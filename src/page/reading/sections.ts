// Blocks -> the sections that a layout knows. What stands under another heading is not part of the operation's facts.
import { InputError } from '../../lib/input-error.ts';
import type { SectionKind } from '../layout.ts';
import type { Lexicon } from './lexicon.ts';
import type { Block } from './outline.ts';
import type { Point } from './tree.ts';

export type Section = {
  readonly kind: SectionKind;
  readonly heading: string;
  readonly point: Point;
  readonly blocks: readonly Block[];
};

export type Sections = {
  readonly title: string;
  readonly titlePoint: Point;
  readonly known: ReadonlyMap<SectionKind, Section>;
  readonly headings: readonly string[];
  /** Tables and samples under no known heading. */
  readonly outside: readonly Block[];
  /** How many of them open a section. */
  readonly knownHeadings: number;
  /** Why the page can't be read by this layout. */
  readonly refused: InputError | undefined;
};

type OpenSection = { kind: SectionKind; heading: string; point: Point; level: number; blocks: Block[] };

export function sectionsOf(blocks: readonly Block[], lexicon: Lexicon, file: string): Sections {
  const title = blocks.find((block) => block.kind === 'heading');
  const known = new Map<SectionKind, OpenSection>();
  const headings: string[] = [];
  const opening = new Set<string>();
  const outside: Block[] = [];
  let refused: InputError | undefined;
  const { operations, repeatedHeadings } = lexicon.layout;
  let current: { readonly level: number; readonly blocks: Block[]; readonly kind: SectionKind } | undefined;
  if (operations === 'headings' && title !== undefined) {
    const first: OpenSection = {
      kind: 'request',
      heading: title.text,
      point: title.point,
      level: title.level,
      blocks: [],
    };
    known.set('request', first);
    current = first;
  }
  for (const block of blocks) {
    if (block === title && operations === 'headings') {
      headings.push(block.text);
      continue;
    }
    if (block.kind !== 'heading') {
      if (current === undefined && block.kind === 'paragraph' && isStatusLine(block.text, lexicon))
        refused ??= strayStatus(headings.at(-1), block, file);
      if (current === undefined && block.kind !== 'paragraph') outside.push(block);
      current?.blocks.push(block);
      continue;
    }
    headings.push(block.text);
    const kind = block === title ? undefined : lexicon.sectionOf(block.text);
    const isBelow = current !== undefined && block.level > current.level;
    // A deeper heading belongs to its section, as `状态码： 200` does in some exports, or a part of its own kind.
    if (
      current !== undefined &&
      isBelow &&
      kind !== 'other' &&
      (kind === undefined || kind === current.kind)
    ) {
      current.blocks.push(block);
      continue;
    }
    if (kind === undefined || kind === 'other') {
      current = undefined;
      continue;
    }
    const earlier = known.get(kind);
    const mayRepeat = repeatedHeadings === true || operations === 'headings';
    if (earlier?.heading === block.text && !mayRepeat) refused ??= secondHeading(earlier, block, file);
    const section = earlier ?? {
      kind,
      heading: block.text,
      point: block.point,
      level: block.level,
      blocks: [],
    };
    // Where a section has several headings, each says what the table below it is.
    if (mayRepeat) section.blocks.push(block);
    known.set(kind, section);
    opening.add(block.text);
    current = { level: block.level, blocks: section.blocks, kind };
  }
  return {
    title: title?.kind === 'heading' ? title.text : '',
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
function strayStatus(heading: string | undefined, block: Block, file: string): InputError {
  return new InputError(
    heading === undefined
      ? 'a status stands here before any heading'
      : `a status stands here, under "${heading}", which is no known heading`,
    {
      place: { file, ...block.point },
      fix: 'compare with the page as published; a heading may be new or broken',
    },
  );
}

function secondHeading(
  first: Section,
  block: Block & { readonly kind: 'heading' },
  file: string,
): InputError {
  return new InputError(
    `the heading "${block.text}" stands here a second time, first on line ${first.point.line}`,
    {
      place: { file, ...block.point },
      fix: 'a page describes one operation: split it, one file an operation',
    },
  );
}
