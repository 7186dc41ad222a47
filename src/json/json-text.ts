// What JSON.parse does not tell of a text: where it stops being JSON, which names an object repeats, how deep it nests. One pass,
// iterative, so that no nesting overflows the stack (RFC 8259).
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';

/** Deeper than anything that people write, and shallower than the call stack of the validators. */
export const MAX_DEPTH = 500;

/** A name that its object has already: `ordinal` 2 is the second time. The range holds the comma before it and its value. */
export type Repetition = {
  readonly pointer: JsonPointer;
  readonly name: string;
  readonly ordinal: number;
  readonly start: number;
  end: number;
};

export type JsonSurvey =
  | { readonly isJson: true; readonly repetitions: readonly Repetition[]; readonly depth: number }
  | { readonly isJson: false; readonly offset: number; readonly message: string };

type Frame = {
  /** undefined in an array. */
  readonly names: Map<string, number> | undefined;
  readonly parent: Frame | undefined;
  token: string | number;
  comma: number;
  repetition: Repetition | undefined;
};

type Scan = {
  readonly text: string;
  at: number;
  frame: Frame | undefined;
  depth: number;
  deepest: number;
  readonly repetitions: Repetition[];
};

const MAX_REPETITIONS = 1000;
const SPACE = /[ \t\n\r]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 section 7 excludes exactly these
const STRING_PART = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Looks at the whole text; a byte order mark before it is let pass (RFC 8259 section 8.1). */
export function surveyJson(text: string): JsonSurvey {
  const scan: Scan = {
    text,
    at: text.charCodeAt(0) === 0xfeff ? 1 : 0,
    frame: undefined,
    depth: 0,
    deepest: 0,
    repetitions: [],
  };
  try {
    readValue(scan);
    while (scan.frame !== undefined) readNext(scan, scan.frame);
    take(scan, SPACE);
    if (scan.at < text.length) fail('text after the value');
    return { isJson: true, repetitions: scan.repetitions, depth: scan.deepest };
  } catch (error) {
    if (error instanceof NotJson) return { isJson: false, offset: scan.at, message: error.message };
    throw error;
  }
}

/** The text as if each repeated name had come at most `times` times; JSON.parse then takes the last of those. */
export function withoutLater(text: string, repetitions: readonly Repetition[], times: number): string {
  let kept = '';
  let from = 0;
  for (const { start, end } of repetitions
    .filter(({ ordinal }) => ordinal > times)
    .sort((a, b) => a.start - b.start)) {
    if (start < from) continue;
    kept += text.slice(from, start);
    from = end;
  }
  return kept + text.slice(from);
}

/** Reads a scalar, or opens an object or array and leaves its inside to readNext. */
function readValue(scan: Scan): void {
  take(scan, SPACE);
  const character = scan.text[scan.at];
  if (character === '{') return open(scan, new Map());
  if (character === '[') return open(scan, undefined);
  if (character === '"') return readString(scan);
  if (take(scan, SCALAR) === 0)
    fail(character === undefined ? 'the text ends where a value is due' : 'no value starts here');
}

function open(scan: Scan, names: Map<string, number> | undefined): void {
  scan.at += 1;
  scan.depth += 1;
  scan.deepest = Math.max(scan.deepest, scan.depth);
  scan.frame = { names, parent: scan.frame, token: -1, comma: scan.at, repetition: undefined };
}

/** One step inside the innermost object or array. */
function readNext(scan: Scan, frame: Frame): void {
  if (frame.repetition !== undefined) frame.repetition.end = scan.at;
  frame.repetition = undefined;
  take(scan, SPACE);
  const character = scan.text[scan.at];
  const isFirst = frame.token === -1;
  if (character === (frame.names === undefined ? ']' : '}')) return close(scan, frame);
  if (!isFirst) readComma(scan, frame, character);
  frame.token = frame.names === undefined ? Number(frame.token) + 1 : readName(scan, frame, frame.names);
  readValue(scan);
}

function readComma(scan: Scan, frame: Frame, character: string | undefined): void {
  if (character !== ',')
    fail(
      character === undefined ? 'the text ends inside an object or array' : 'a comma or an end is due here',
    );
  frame.comma = scan.at;
  scan.at += 1;
  take(scan, SPACE);
  if (scan.text[scan.at] === '}' || scan.text[scan.at] === ']') fail('a value is due after the comma');
}

function close(scan: Scan, frame: Frame): void {
  scan.at += 1;
  scan.depth -= 1;
  scan.frame = frame.parent;
}

function readName(scan: Scan, frame: Frame, names: Map<string, number>): string {
  take(scan, SPACE);
  const start = scan.at;
  if (scan.text[start] !== '"')
    fail(start >= scan.text.length ? 'the text ends inside an object' : 'a name in quotes is due here');
  readString(scan);
  const name = JSON.parse(scan.text.slice(start, scan.at)) as string;
  take(scan, SPACE);
  if (scan.text[scan.at] !== ':') fail('a colon is due here');
  scan.at += 1;
  const ordinal = (names.get(name) ?? 0) + 1;
  names.set(name, ordinal);
  if (ordinal > 1 && scan.repetitions.length < MAX_REPETITIONS) {
    frame.repetition = {
      pointer: appendToken(pointerOf(frame.parent), name),
      name,
      ordinal,
      start: frame.comma,
      end: scan.text.length,
    };
    scan.repetitions.push(frame.repetition);
  }
  return name;
}

function readString(scan: Scan): void {
  scan.at += 1;
  for (;;) {
    take(scan, STRING_PART);
    const character = scan.text[scan.at];
    if (character === '"') break;
    if (character === undefined) fail('the text ends inside a string');
    if (character !== '\\') fail('a control character stands in a string');
    if (take(scan, ESCAPE) === 0) fail('no escape of JSON');
  }
  scan.at += 1;
}

function take(scan: Scan, pattern: RegExp): number {
  pattern.lastIndex = scan.at;
  const length = pattern.exec(scan.text)?.[0].length ?? 0;
  scan.at += length;
  return length;
}

class NotJson extends Error {}

function fail(message: string): never {
  throw new NotJson(message);
}

function pointerOf(frame: Frame | undefined): JsonPointer {
  const tokens: (string | number)[] = [];
  for (let current = frame; current !== undefined; current = current.parent) tokens.push(current.token);
  return tokens.reverse().reduce<JsonPointer>((pointer, token) => appendToken(pointer, token), '');
}

/** Nesting of a text that JSON.parse took, or at least `limit + 1`. */
export function isDeeperThan(text: string, limit: number): boolean {
  if (text.length < 2 * limit) return false;
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 34) index = endOfString(text, index);
    else if (code === 123 || code === 91) depth += 1;
    else if (code === 125 || code === 93) depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  for (;;) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes += 1;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
}

/** The same for a value that was never text here; it goes no deeper than the limit. */
export function isValueDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (limit === 0) return true;
  if (Array.isArray(value)) {
    for (const element of value)
      if (typeof element === 'object' && isValueDeeperThan(element, limit - 1)) return true;
    return false;
  }
  for (const name in value) {
    const member = (value as Record<string, unknown>)[name];
    if (typeof member === 'object' && isValueDeeperThan(member, limit - 1)) return true;
  }
  return false;
}
