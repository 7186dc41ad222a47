// Blocks -> the sections that the layouts know. Whatever stands under another heading is not the operation's facts.
import { InputError } from '../../lib/input-error.ts';
import { statusMark } from './body-tables.ts';
import type { Block } from './outline.ts';
import type { Point } from './tree.ts';
import { normal, type SectionKind, sectionWords } from './words.ts';

export type Section = {
  readonly kind: SectionKind;
  readonly point: Point;
  readonly blocks: readonly Block[];
};

export type Sections = {
  readonly title: string;
  readonly titlePoint: Point;
  /** Before and between the known ones too: the link to the API Explorer has no fixed place. */
  readonly blocks: readonly Block[];
  readonly known: ReadonlyMap<SectionKind, Section>;
  readonly headings: readonly string[];
};

const kinds = new Map(
  Object.entries(sectionWords).flatMap(([kind, words]) => words.map((word) => [word, kind as SectionKind])),
);

export function sectionsOf(blocks: readonly Block[], file: string): Sections {
  const title = blocks.find((block) => block.kind === 'heading');
  const known = new Map<SectionKind, { kind: SectionKind; point: Point; blocks: Block[] }>();
  const headings: string[] = [];
  let current: { readonly level: number; readonly blocks: Block[] } | undefined;
  for (const block of blocks) {
    if (block.kind !== 'heading') {
      if (current === undefined && statusMark(block) !== undefined)
        throw strayStatus(headings.at(-1), block, file);
      current?.blocks.push(block);
      continue;
    }
    headings.push(block.text);
    const kind = block === title ? undefined : kinds.get(normal(withoutNumber(block.text)));
    if (kind === undefined) {
      // A deeper heading belongs to its section, as `状态码： 200` does in some exports.
      if (current !== undefined && block.level > current.level) current.blocks.push(block);
      else current = undefined;
      continue;
    }
    refuseSecond(kind, known, block, file);
    const section = { kind, point: block.point, blocks: [] };
    known.set(kind, section);
    current = { level: block.level, blocks: section.blocks };
  }
  return {
    title: title?.kind === 'heading' ? title.text : '',
    titlePoint: title?.point ?? { line: 1, column: 1 },
    blocks,
    known,
    headings,
  };
}

/** Bodies and samples stand under a status: a section of them whose heading is unknown would be passed over. */
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

function refuseSecond(
  kind: SectionKind,
  known: ReadonlyMap<SectionKind, Section>,
  block: Block & { readonly kind: 'heading' },
  file: string,
): void {
  const first = known.get(kind);
  if (first === undefined) return;
  throw new InputError(
    `the heading "${block.text}" stands here a second time, first on line ${first.point.line}`,
    {
      place: { file, ...block.point },
      fix: 'a page describes one operation: split it, one file an operation',
    },
  );
}

/** `3. `, `3.2.1 `, `三、`: how some exports number their headings. */
function withoutNumber(heading: string): string {
  return heading.replace(/^(?:\d+(?:\.\d+)*[.、]?\s*(?!\d)|[一二三四五六七八九十]+、\s*)/, '');
}
