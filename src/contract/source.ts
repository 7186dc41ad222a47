// One file of a contract: its text, its value, and the way back from a pointer to line and column.
import { LineCounter } from 'yaml';
import { InputError } from '../lib/input-error.ts';
import { pointerTokens } from '../lib/pointer.ts';
import type { JsonPointer, Place } from '../model.ts';

/** Far beyond any contract, and within what recursive walks of this and other tools can take. */
export const maxDepth = 200;

/** Refuses the text with a message at an offset. */
export type Fail = (offset: number, message: string, fix?: string) => never;

/** Notes a mistake of the text that can be read all the same. */
export type Tell = (offset: number, message: string, fix?: string) => void;

type TextMistake = {
  readonly message: string;
  readonly fix?: string | undefined;
  readonly place: Place;
};

/** Where a member stands: the offsets of its key and of its value. */
type MemberOffsets = { readonly key: number; readonly value: number };

/** undefined where the tokens of the pointer lead nowhere. */
export type FindMember = (tokens: readonly string[]) => MemberOffsets | undefined;

/** What a parser makes of a text. */
export type ParsedText = { readonly value: unknown; readonly find: FindMember };

export type SourceFile = {
  /** As messages name it. */
  readonly name: string;
  readonly text: string;
  readonly value: unknown;
  readonly mistakes: readonly TextMistake[];
  /**
   * Line and column from 1: of the value where it is a scalar and of the key where it is a collection,
   * which a YAML mapping starts on the line after.
   */
  readonly lineOf: (pointer: JsonPointer) => LineColumn;
  /** The same, always of the key. */
  readonly keyLineOf: (pointer: JsonPointer) => LineColumn;
  /** From a pointer into the text to the same place in the value, if that was converted from Swagger 2.0. */
  readonly movedTo?: (pointer: JsonPointer) => JsonPointer;
  /** The value before the conversion, and the way back to it. */
  readonly written?: { readonly value: unknown; readonly pointerOf: (pointer: JsonPointer) => JsonPointer };
  /** Where the file, or an overlay of it, has what stands at a pointer into the value before the conversion. */
  readonly originIn?: (pointer: JsonPointer) => Origin;
};

/** A place in one of the files of a contract. */
export type Origin = { readonly file: number; readonly pointer: JsonPointer };

type LineColumn = readonly [line: number, column: number];

export function sourceFile(
  name: string,
  fileText: string,
  parse: (text: string, fail: Fail, tell: Tell) => ParsedText,
): SourceFile {
  const text = fileText.startsWith('\uFEFF') ? fileText.slice(1) : fileText;
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1);
  const lineAt = (offset: number): LineColumn => {
    const { line, col } = lines.linePos(offset);
    return [line, col];
  };
  const mistakes: TextMistake[] = [];
  const mistakeAt = (offset: number, message: string, fix?: string): TextMistake => {
    const [line, column] = lineAt(Math.min(offset, text.length));
    return { message, place: { file: name, line, column }, fix };
  };
  const fail: Fail = (...mistake) => {
    const { message, ...more } = mistakeAt(...mistake);
    throw new InputError(message, more);
  };
  const { value, find } = parse(text, fail, (...mistake) => mistakes.push(mistakeAt(...mistake)));
  const at = (pointer: JsonPointer, pick: (found: MemberOffsets, value: unknown) => number): LineColumn =>
    lineAt(nearest(value, find, pointer, pick));
  return {
    name,
    text: fileText,
    value,
    mistakes,
    lineOf: (pointer) =>
      at(pointer, (found, inside) =>
        typeof inside === 'object' && inside !== null ? found.key : found.value,
      ),
    keyLineOf: (pointer) => at(pointer, (found) => found.key),
  };
}

/** Of the member itself or, where there is none, of the nearest one around it. */
function nearest(
  root: unknown,
  find: FindMember,
  pointer: JsonPointer,
  pick: (found: MemberOffsets, value: unknown) => number,
): number {
  const tokens = pointerTokens(pointer);
  for (let length = tokens.length; length >= 0; length--) {
    const found = find(tokens.slice(0, length));
    if (found !== undefined) return pick(found, inside(root, tokens.slice(0, length)));
  }
  return 0;
}

function inside(root: unknown, tokens: readonly string[]): unknown {
  let value = root;
  for (const token of tokens) value = (value as Record<string, unknown>)[token];
  return value;
}
