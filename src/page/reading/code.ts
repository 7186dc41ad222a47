// A code block's text, and where each of its lines stands in the page's source.
import type { PagePlace } from '../places.ts';
import { type Node, pointOf, walk } from './tree.ts';

export type Code = {
  readonly text: string;
  readonly placeAt: (offset: number, length?: number) => PagePlace;
};

export function readCode(node: Node, source: readonly string[]): Code {
  const { text, guesses } = textWithLines(node, source);
  const starts = lineStarts(text);
  return {
    text,
    placeAt(offset, length = 1) {
      const index = lineIndex(starts, offset);
      const start = starts[index] ?? 0;
      const content = text.slice(start, starts[index + 1] ?? text.length).trimEnd();
      const line = nearestLine(source, guesses[index] ?? 1, content.trim());
      const sourceLine = source[line - 1] ?? '';
      const indent = sourceLine.trimEnd().endsWith(content)
        ? sourceLine.trimEnd().length - content.length
        : -1;
      if (indent >= 0) return { line, column: indent + offset - start + 1 };
      return { line, column: Math.max(1, sourceLine.indexOf(text.slice(offset, offset + length)) + 1) };
    },
  };
}

/** A fenced block's text has no position of its own and starts a line below; HTML text nodes have theirs. */
function textWithLines(node: Node, source: readonly string[]): { text: string; guesses: number[] } {
  const start = pointOf(node);
  const opening = (source[start.line - 1] ?? '').slice(start.column - 1).trimStart();
  let line = /^(```|~~~)/.test(opening) ? start.line + 1 : start.line;
  let text = '';
  const guesses: number[] = [line];
  for (const below of walk(node)) {
    const piece = below.type === 'text' ? (below.value ?? '') : below.tagName === 'br' ? '\n' : '';
    if (below.type === 'text' && below.position?.start !== undefined) line = below.position.start.line;
    for (const char of piece) {
      if (char !== '\n') continue;
      if (below.type === 'text') line++;
      guesses.push(line);
    }
    text += piece;
  }
  return { text: text.replaceAll('\u00a0', ' '), guesses };
}

/** The parser may have dropped a line break at the start of the block. */
function nearestLine(source: readonly string[], guess: number, content: string): number {
  const near = [guess, guess + 1, guess - 1].find((line) => source[line - 1]?.includes(content));
  return near ?? guess;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

function lineIndex(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
