// A file with several operations -> the blocks of each: its heading, the request line in or below it, and all up to the next
// heading of that level or the next operation.
import type { Lexicon } from './lexicon.ts';
import { requestLineOf } from './operation.ts';
import type { Block } from './outline.ts';

export function operationBlocks(blocks: readonly Block[], lexicon: Lexicon): readonly (readonly Block[])[] {
  const starts = blocks.flatMap((block, index) =>
    block.kind === 'heading' && isOperation(blocks, index, lexicon) ? [index] : [],
  );
  return starts.map((start, nth) => {
    const level = levelOf(blocks[start]);
    const next = blocks.findIndex((block, index) => index > start && levelOf(block) <= level);
    const ends = [next, starts[nth + 1] ?? -1].filter((index) => index !== -1);
    return blocks.slice(start, ends.length === 0 ? undefined : Math.min(...ends));
  });
}

/** The heading is a request line, or the first thing below it that is no prose; the heading of a section has none of its own. */
function isOperation(blocks: readonly Block[], start: number, lexicon: Lexicon): boolean {
  const heading = blocks[start];
  if (heading?.kind !== 'heading' || lexicon.sectionOf(heading.text) !== undefined) return false;
  if (requestLineOf(heading, lexicon) !== undefined) return true;
  for (let index = start + 1; index < blocks.length; index++) {
    const block = blocks[index];
    if (block === undefined || block.kind === 'heading') return false;
    if (requestLineOf(block, lexicon) !== undefined) return true;
  }
  return false;
}

function levelOf(block: Block | undefined): number {
  return block?.kind === 'heading' ? block.level : Number.POSITIVE_INFINITY;
}
