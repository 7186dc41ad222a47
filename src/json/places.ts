// Where the members of a JSON text stand, by pointer. The text is valid: JSON.parse has read it before.
import type { JsonPointer } from '../model.ts';
import { contentOf, readToken, type Token, tokenAt } from './tokens.ts';
import { pointerOf, walkJson } from './walk.ts';

/** Offsets: of the name (in an array, of the value), of the value, and behind it. */
type MemberPlace = { readonly key: number; readonly value: number; readonly end: number };

/** Finds members by their reference tokens, of equal names the last. Scans each object or array once, when first asked for. */
export function memberFinder(text: string): (tokens: readonly string[]) => MemberPlace | undefined {
  const scanned = new Map<number, ReadonlyMap<string, MemberPlace>>();
  const token = tokenAt(text);
  readToken(text, token);
  const whole = { key: token.start, value: token.start, end: text.length };
  return (tokens) => {
    let member: MemberPlace | undefined = whole;
    for (const name of tokens) {
      const members: ReadonlyMap<string, MemberPlace> =
        scanned.get(member.value) ?? membersAt(text, member.value);
      scanned.set(member.value, members);
      member = members.get(name);
      if (member === undefined) return undefined;
    }
    return member;
  };
}

/** Of the object or array that begins there, by name or index; a scalar has none. */
function membersAt(text: string, offset: number): ReadonlyMap<string, MemberPlace> {
  const members = new Map<string, MemberPlace>();
  const token: Token = { kind: 'end', start: offset, end: offset };
  const isObject = readToken(text, token) === '{';
  if (!isObject && token.kind !== '[') return members;
  const end = isObject ? '}' : ']';
  while (readToken(text, token) !== end) {
    const key = token.start;
    const name = isObject ? contentOf(text, token) : String(members.size);
    // The colon, and what is behind it.
    if (isObject && readToken(text, token) === ':') readToken(text, token);
    const value = token.start;
    skipValue(text, token);
    members.set(name, { key, value, end: token.end });
    if (readToken(text, token) !== ',') break;
  }
  return members;
}

/** From the first token of a value to its last. */
function skipValue(text: string, token: Token): void {
  let depth = 0;
  for (let { kind } = token; ; kind = readToken(text, token)) {
    if (kind === '{' || kind === '[') depth += 1;
    else if (kind === '}' || kind === ']') depth -= 1;
    if (depth <= 0 || kind === 'end') return;
  }
}

type TokenPlace = { readonly offset: number; readonly length: number };

/** Of every member: a property's place is its name's, an item's that of the first token of its value. */
export function memberPlaces(text: string): ReadonlyMap<JsonPointer, TokenPlace> {
  const places = new Map<JsonPointer, TokenPlace>();
  walkJson(text, {
    begin: (container, { start, end }) => {
      places.set(pointerOf(container), { offset: start, length: end - start });
    },
  });
  return places;
}
