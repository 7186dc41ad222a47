// Quoted scalars whose further lines are indented less than YAML requires (https://yaml.org/spec/1.2.2/#741-double-quoted-style). Generators
// write them, and libyaml, SnakeYAML and js-yaml read them; `yaml` ends the scalar at such a line.
import type { YAMLError } from 'yaml';

type IndentedText = {
  readonly text: string;
  /** Maps an offset in `text` to one in the original text. */
  readonly offsetOf: (offset: number) => number;
  /** Where the indented lines start in the original text. */
  readonly lines: readonly number[];
};

/** Spaces at the start of a line are no part of a quoted scalar, so any number of them will do. */
const INDENT = ' '.repeat(200);

/** The most characters that are parsed: each scalar whose lines have to be indented means to parse the whole once more. */
const MOST_READ = 20_000_000;

/** The result of `parse` for the text with its quoted scalars indented. */
export function parseIndented<Parsed extends { readonly errors: readonly YAMLError[] }>(
  text: string,
  parse: (text: string) => Parsed,
): IndentedText & { readonly document: Parsed } {
  let read: IndentedText = { text, offsetOf: (offset) => offset, lines: [] };
  let document = parse(text);
  for (let length = text.length; length <= MOST_READ; length += text.length) {
    const more = indentedText(read, document.errors[0]);
    if (more === undefined) break;
    read = more;
    document = parse(read.text);
  }
  return { ...read, document };
}

/** Indents the scalar that the error is about; undefined where the error is another one. */
function indentedText(
  { text, offsetOf, lines }: IndentedText,
  error: Pick<YAMLError, 'code' | 'message' | 'pos'> | undefined,
): IndentedText | undefined {
  const quote = /^Missing closing (["'])quote/.exec(error?.message ?? '')?.[1];
  if (error?.code !== 'MISSING_CHAR' || quote === undefined) return undefined;
  const starts = underIndented(text, error.pos[0], quote);
  if (starts.length === 0) return undefined;
  const pieces = [...starts, text.length].map((end, index) => text.slice(starts[index - 1] ?? 0, end));
  return {
    text: pieces.join(INDENT),
    offsetOf: (offset) => {
      const before = starts.filter((start, index) => start + index * INDENT.length < offset).length;
      return offsetOf(Math.max(offset - before * INDENT.length, starts[before - 1] ?? 0));
    },
    lines: [...lines, offsetOf(starts[0] ?? 0)],
  };
}

/** Where each line starts, from here to the closing quote. */
function underIndented(text: string, from: number, quote: string): readonly number[] {
  const starts: number[] = [];
  const end = closingQuote(text, from, quote);
  for (let at = text.indexOf('\n', from); at !== -1 && at < end; at = text.indexOf('\n', at + 1))
    starts.push(at + 1);
  return starts;
}

function closingQuote(text: string, from: number, quote: string): number {
  const inside = quote === '"' ? /(?:[^"\\]|\\[\s\S])*/y : /(?:[^']|'')*/y;
  inside.lastIndex = from;
  const found = inside.exec(text);
  const end = from + (found?.[0].length ?? 0);
  return text[end] === quote ? end : -1;
}
