// JSON text with places. JSON.parse makes the value; this only finds what JSON.parse does not tell: where members
// stand, duplicate keys, and the offset of the first mistake. Linear, and without recursion.

import type { Fail, FindMember, MemberOffsets, ParsedText } from './source.ts';

export type JsonMistake = { readonly offset: number; readonly message: string; readonly grammar?: true };

/** undefined: the text is no JSON and need not be, so it may be YAML that starts with a bracket. */
export function parseJson(
  text: string,
  fail: Fail,
  { maxDepth, isJson }: { readonly maxDepth: number; readonly isJson: boolean },
): ParsedText | undefined {
  const value = parsedOrNothing(text);
  const mistake = findJsonMistake(text, maxDepth, value !== undefined);
  if (mistake === undefined) return { value, find: jsonFinder(text) };
  if (mistake.grammar && !isJson) return undefined;
  return fail(mistake.offset, mistake.message);
}

function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const space = /[ \t\n\r]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

function matchEnd(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

function skipSpace(text: string, offset: number): number {
  return matchEnd(space, text, offset);
}

function stringEnd(text: string, offset: number): number {
  let end = offset;
  do end = text.indexOf('"', end + 1);
  while (end !== -1 && isEscaped(text, end));
  return end === -1 ? -1 : end + 1;
}

function isEscaped(text: string, offset: number): boolean {
  let backslashes = 0;
  while (text[offset - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

const structure = /["[\]{}]/g;

/** The offset after the string at `offset`, or -1 where none stands there. */
function checkedStringEnd(text: string, offset: number, isValid: boolean): number {
  if (text[offset] !== '"') return -1;
  const end = stringEnd(text, offset);
  return isValid || (end !== -1 && parsedOrNothing(text.slice(offset, end)) !== undefined) ? end : -1;
}

/** The offset after the value that starts at `offset`; the text is valid JSON. */
function valueEnd(text: string, offset: number): number {
  const first = text[offset];
  if (first === '"') return stringEnd(text, offset);
  if (first !== '{' && first !== '[') return matchEnd(scalar, text, offset);
  let depth = 0;
  let at = offset;
  do {
    structure.lastIndex = at;
    structure.test(text);
    at = structure.lastIndex - 1;
    const character = text[at];
    if (character === '"') at = stringEnd(text, at);
    else {
      depth += character === '{' || character === '[' ? 1 : -1;
      at++;
    }
  } while (depth > 0);
  return at;
}

function decodeKey(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  return raw.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : raw;
}

/** The members of the object or array at `offset`, by key or index; empty for a scalar. */
function membersAt(text: string, offset: number): Map<string, MemberOffsets> {
  const members = new Map<string, MemberOffsets>();
  const isObject = text[offset] === '{';
  if (!isObject && text[offset] !== '[') return members;
  let at = skipSpace(text, offset + 1);
  while (text[at] !== '}' && text[at] !== ']') {
    const key = at;
    let name = String(members.size);
    if (isObject) {
      const end = stringEnd(text, at);
      name = decodeKey(text, at, end);
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    members.set(name, { key, value: at });
    at = skipSpace(text, valueEnd(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return members;
}

/** Finds members by pointer in valid JSON; each container is scanned once, when it is first asked for. */
function jsonFinder(text: string): FindMember {
  const root = skipSpace(text, 0);
  const known = new Map<number, Map<string, MemberOffsets>>();
  return (tokens) => {
    let member: MemberOffsets | undefined = { key: root, value: root };
    for (const token of tokens) {
      const members: Map<string, MemberOffsets> = known.get(member.value) ?? membersAt(text, member.value);
      known.set(member.value, members);
      member = members.get(token);
      if (member === undefined) return undefined;
    }
    return member;
  };
}

type Open = { readonly isObject: boolean; readonly keys: Map<string, number> | undefined };

/** The first duplicate key, excess of depth or mistake of grammar (RFC 8259), or undefined. */
export function findJsonMistake(text: string, maxDepth: number, isValid: boolean): JsonMistake | undefined {
  const stack: Open[] = [];
  let at = skipSpace(text, 0);
  while (true) {
    const first = text[at];
    if (first === '{' || first === '[') {
      if (stack.length === maxDepth) return { offset: at, message: `nested deeper than ${maxDepth} levels` };
      const isObject = first === '{';
      stack.push({ isObject, keys: isObject ? new Map() : undefined });
      at = skipSpace(text, at + 1);
      if (text[at] !== (isObject ? '}' : ']')) {
        if (!isObject) continue;
        const key = readKey(text, at, stack.at(-1), isValid);
        if (typeof key !== 'number') return key;
        at = key;
        continue;
      }
    } else {
      const end = first === '"' ? checkedStringEnd(text, at, isValid) : matchEnd(scalar, text, at);
      if (end === -1) return unexpected(text, at, 'a value');
      at = skipSpace(text, end);
      if (stack.length === 0) return at === text.length ? undefined : unexpected(text, at, 'the end');
    }
    const next = closeOrNext(text, at, stack, isValid);
    if (typeof next !== 'number') return next;
    at = next;
    if (stack.length === 0) return at === text.length ? undefined : unexpected(text, at, 'the end');
  }
}

// From after a value, or on the bracket of an empty container, to the start of the next value or the end.
function closeOrNext(text: string, from: number, stack: Open[], isValid: boolean): number | JsonMistake {
  let at = from;
  while (true) {
    const open = stack.at(-1);
    if (open === undefined) return at;
    if (text[at] === (open.isObject ? '}' : ']')) {
      stack.pop();
      at = skipSpace(text, at + 1);
      continue;
    }
    if (text[at] !== ',') return unexpected(text, at, `"," or "${open.isObject ? '}' : ']'}"`);
    at = skipSpace(text, at + 1);
    return open.isObject ? readKey(text, at, open, isValid) : at;
  }
}

function readKey(text: string, at: number, open: Open | undefined, isValid: boolean): number | JsonMistake {
  const end = checkedStringEnd(text, at, isValid);
  if (end === -1) return unexpected(text, at, 'a key in double quotes');
  const key = decodeKey(text, at, end);
  if (open?.keys?.has(key)) return { offset: at, message: `duplicate key ${JSON.stringify(key)}` };
  open?.keys?.set(key, at);
  const colon = skipSpace(text, end);
  return text[colon] === ':' ? skipSpace(text, colon + 1) : unexpected(text, colon, '":"');
}

function unexpected(text: string, offset: number, wanted: string): JsonMistake {
  const found = text[offset];
  return {
    offset,
    grammar: true,
    message: `expected ${wanted}, found ${found === undefined ? 'the end' : JSON.stringify(found)}`,
  };
}
