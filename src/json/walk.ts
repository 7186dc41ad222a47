// The grammar of JSON (RFC 8259) over its tokens: what a text holds, in the order of the text, and where it stops being JSON. Iterative, so
// that no nesting overflows the stack.
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import {
  contentOf,
  type Mistake,
  mistakeInString,
  mistakeInWord,
  readToken,
  type Token,
  tokenAt,
} from './tokens.ts';

/** An object or array that is open; the outermost one stands around the text itself. */
export type Container = {
  readonly kind: 'text' | 'object' | 'array';
  readonly parent: Container | undefined;
  readonly depth: number;
  /** Of the member at hand: its name, or its index. */
  member: string | number;
  /** Where the comma before that member stands, or behind the bracket. */
  from: number;
};

type Visit = {
  /** A member begins: with its name in an object, with its value elsewhere. */
  readonly begin?: (container: Container, token: Readonly<Token>) => void;
  /** The value of the member ends before that offset. */
  readonly end?: (container: Container, offset: number) => void;
  /** The object or array that begins at that offset is open; a mistake ends the walk. */
  readonly open?: (container: Container, offset: number) => Mistake | undefined;
};

type Walk = { readonly text: string; readonly token: Token; readonly visit: Visit; container: Container };

/** Looks at the whole text. undefined: it is JSON. */
export function walkJson(text: string, visit: Visit): Mistake | undefined {
  const container: Container = { kind: 'text', parent: undefined, depth: 0, member: '', from: 0 };
  const walk: Walk = { text, token: tokenAt(text), visit, container };
  readToken(text, walk.token);
  let mistake = value(walk);
  while (mistake === undefined && walk.container.parent !== undefined) mistake = member(walk);
  if (mistake !== undefined || readToken(text, walk.token) === 'end') return mistake;
  return { offset: walk.token.start, message: 'text after the value', wanted: 'the end' };
}

/** The token at hand begins a value: a whole one, or an object or array that is then open. */
function value(walk: Walk): Mistake | undefined {
  const { text, token, visit, container } = walk;
  const { kind, start } = token;
  if (kind === '{' || kind === '[') {
    if (container.kind !== 'object') visit.begin?.(container, token);
    const { depth } = container;
    const inner = kind === '{' ? 'object' : 'array';
    walk.container = { kind: inner, parent: container, depth: depth + 1, member: -1, from: token.end };
    return visit.open?.(walk.container, start);
  }
  if (kind !== 'string' && kind !== 'word') return valueDue(token);
  if (container.kind !== 'object') visit.begin?.(container, token);
  const mistake = kind === 'string' ? mistakeInString(text, token) : mistakeInWord(text, token);
  if (mistake === undefined) visit.end?.(container, token.end);
  return mistake;
}

/** The next member of the innermost object or array, or its end. */
function member(walk: Walk): Mistake | undefined {
  const { text, token, container } = walk;
  const isObject = container.kind === 'object';
  const isFirst = container.member === -1;
  const kind = readToken(text, token);
  if (kind === (isObject ? '}' : ']')) return close(walk);
  if (!isFirst) {
    if (kind !== ',') return commaDue(token, isObject);
    container.from = token.start;
    const next = readToken(text, token);
    if (next === '}' || next === ']') return valueDue(token, isObject);
  }
  const mistake = isObject ? name(walk) : undefined;
  if (!isObject) container.member = isFirst ? 0 : Number(container.member) + 1;
  return mistake ?? value(walk);
}

function name({ text, token, container, visit }: Walk): Mistake | undefined {
  const mistake = token.kind === 'string' ? mistakeInString(text, token) : nameDue(token);
  if (mistake !== undefined) return mistake;
  container.member = contentOf(text, token);
  visit.begin?.(container, token);
  if (readToken(text, token) !== ':')
    return { offset: token.start, message: 'a colon is due here', wanted: '":"' };
  readToken(text, token);
  return undefined;
}

function close(walk: Walk): undefined {
  const { container, token, visit } = walk;
  if (container.parent === undefined) return;
  walk.container = container.parent;
  visit.end?.(container.parent, token.end);
}

function valueDue({ kind, start: offset }: Token, isName?: boolean): Mistake {
  const wanted = isName === true ? 'a key in double quotes' : 'a value';
  if (isName !== undefined) return { offset, message: 'a value is due after the comma', wanted };
  const message = kind === 'end' ? 'the text ends where a value is due' : 'no value starts here';
  return { offset, message, wanted };
}

function commaDue({ kind, start: offset }: Token, isObject: boolean): Mistake {
  const message =
    kind === 'end' ? 'the text ends inside an object or array' : 'a comma or an end is due here';
  return { offset, message, wanted: `"," or "${isObject ? '}' : ']'}"` };
}

function nameDue({ kind, start: offset }: Token): Mistake {
  const message = kind === 'end' ? 'the text ends inside an object' : 'a name in quotes is due here';
  return { offset, message, wanted: 'a key in double quotes' };
}

/** Of the member at hand. */
export function pointerOf(container: Container): JsonPointer {
  const members: (string | number)[] = [];
  for (let each = container; each.parent !== undefined; each = each.parent) members.push(each.member);
  return members.reduceRight<JsonPointer>((pointer, token) => appendToken(pointer, token), '');
}
