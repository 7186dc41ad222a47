// One file of a contract: its value, and the way back from a pointer to line and column.
import { InputError } from '../lib/input-error.ts';
import { pointerTokens } from '../lib/pointer.ts';
import type { JsonPointer, Place } from '../model.ts';
import { parseJson } from './json-source.ts';
import type { Fail, Find, Found, Parsed } from './parsed.ts';
import { parseYaml } from './yaml-source.ts';

export type SourceFile = {
  /** As messages name it. */
  readonly name: string;
  readonly text: string;
  readonly value: unknown;
  /**
   * Line and column from 1: of the value where it is a scalar and of the key where it is a collection,
   * which a YAML mapping starts on the line after.
   */
  readonly lineOf: (pointer: JsonPointer) => Line;
  /** The same, always of the key. */
  readonly keyLineOf: (pointer: JsonPointer) => Line;
};

export type Line = readonly [line: number, column: number];

// Far beyond any contract, and within what recursive walks of this and other tools bear.
const maxDepth = 200;

export function parseSource(name: string, fileText: string): SourceFile {
  const text = fileText.startsWith('\uFEFF') ? fileText.slice(1) : fileText;
  const lines = lineStarts(text);
  const fail: Fail = (offset, message, fix) => {
    const [line, column] = lineAt(lines, Math.min(offset, text.length));
    const place: Place = { file: name, line, column };
    throw new InputError(message, fix === undefined ? { place } : { place, fix });
  };
  const { value, find } = parse(name, text, fail);
  const at = (pointer: JsonPointer, pick: (found: Found, value: unknown) => number): Line =>
    lineAt(lines, nearest(value, find, pointer, pick));
  return {
    name,
    text: fileText,
    value,
    lineOf: (pointer) =>
      at(pointer, (found, inside) =>
        typeof inside === 'object' && inside !== null ? found.key : found.value,
      ),
    keyLineOf: (pointer) => at(pointer, (found) => found.key),
  };
}

function parse(name: string, text: string, fail: Fail): Parsed {
  const first = /\S/.exec(text)?.[0];
  if (first === '<')
    return fail(text.indexOf('<'), 'this is HTML or XML, not an OpenAPI document', getOpenApi);
  const isJson = name.endsWith('.json');
  if (isJson || first === '{' || first === '[') {
    const parsed = parseJson(text, fail, { maxDepth, isJson });
    if (parsed !== undefined) return parsed;
  }
  return withinStack(fail, () => parseYaml(text, fail, maxDepth));
}

const getOpenApi = 'give the address of the OpenAPI file itself, in YAML or JSON';

// The YAML parser recurses, so that very deep nesting ends in a RangeError before our own limit is seen.
function withinStack<T>(fail: Fail, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) return fail(0, `nested deeper than ${maxDepth} levels`);
    throw error;
  }
}

function nearest(
  root: unknown,
  find: Find,
  pointer: JsonPointer,
  pick: (found: Found, value: unknown) => number,
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

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): Line {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return [low + 1, offset - (starts[low] ?? 0) + 1];
}
