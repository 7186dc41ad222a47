// What JSON.parse does not tell of a text: where it stops being JSON, which names an object repeats, how deep it nests.
import type { JsonPointer } from '../model.ts';
import { type Mistake, readToken, type Token, tokenAt } from './tokens.ts';
import { type Container, pointerOf, walkJson } from './walk.ts';

/** Deeper than anything that people write, and shallower than the call stack of the validators. */
export const MAX_DEPTH = 500;

/** A name that its object has already: `ordinal` 2 is the second time. The range holds the comma before it and its value. */
export type Repetition = {
  readonly pointer: JsonPointer;
  readonly name: string;
  readonly ordinal: number;
  /** Where the name stands. */
  readonly offset: number;
  readonly start: number;
  end: number;
};

type JsonSurvey =
  | {
      readonly isJson: true;
      readonly repetitions: readonly Repetition[];
      /** There are more repetitions. */
      readonly isCutShort: boolean;
      readonly depth: number;
    }
  | ({ readonly isJson: false } & Mistake);

const MAX_REPETITIONS = 1000;

type Names = { readonly times: Map<string, number>; repetition: Repetition | undefined };

/** Looks at the whole text; nesting beyond `most` counts as a mistake. A byte order mark is skipped (RFC 8259 section 8.1). */
export function surveyJson(text: string, most: number = Number.POSITIVE_INFINITY): JsonSurvey {
  const repetitions: Repetition[] = [];
  const open: Names[] = [];
  let depth = 0;
  let isCutShort = false;
  function begin(container: Container, token: Readonly<Token>): void {
    if (container.kind !== 'object' || typeof container.member !== 'string') return;
    const names = open[container.depth] ?? { times: new Map(), repetition: undefined };
    open[container.depth] = names;
    const ordinal = (names.times.get(container.member) ?? 0) + 1;
    names.times.set(container.member, ordinal);
    if (ordinal === 1) return;
    isCutShort = repetitions.length === MAX_REPETITIONS;
    if (isCutShort) return;
    const { member: name, from: start } = container;
    names.repetition = {
      pointer: pointerOf(container),
      name,
      ordinal,
      offset: token.start,
      start,
      end: text.length,
    };
    repetitions.push(names.repetition);
  }
  const mistake = walkJson(text, {
    begin,
    end: (container, offset) => {
      const names = open[container.depth];
      if (names?.repetition === undefined) return;
      names.repetition.end = offset;
      names.repetition = undefined;
    },
    open: (container, offset) => {
      if (container.depth > most)
        return { offset, message: `nested deeper than ${most} levels`, isTooDeep: true };
      open.length = Math.min(open.length, container.depth);
      depth = Math.max(depth, container.depth);
      return undefined;
    },
  });
  if (mistake !== undefined) return { isJson: false, ...mistake };
  return { isJson: true, repetitions, isCutShort, depth };
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

/** Why a text is no JSON, in words that hold nothing of it: another language, or what stands where. */
export function describeMistake(text: string, offset: number, message: string): string {
  if (/^\ufeff?\s*<(?:!doctype|html|\?xml|[a-z])/i.test(text))
    return `${/^\ufeff?\s*<\?xml/i.test(text) ? 'XML' : 'HTML'} instead of JSON`;
  const before = text.slice(0, offset).split('\n');
  return `${message} (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}

/** Nesting of a text that JSON.parse took is more than `limit`. */
export function isDeeperThan(text: string, limit: number): boolean {
  if (text.length < 2 * limit) return false;
  let depth = 0;
  const token = tokenAt(text);
  for (let kind = readToken(text, token); kind !== 'end'; kind = readToken(text, token)) {
    if (kind === '{' || kind === '[') depth += 1;
    else if (kind === '}' || kind === ']') depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

/** The same of a value that was never text here; it looks no deeper than the limit. */
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

/** An upper bound of the names in the text: each colon behind a quote that ends or begins a string. An equal count proves that none repeats. */
export function countNamesAtMost(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1;
    let code = text.charCodeAt(before);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt(--before);
    if (code === 34 && !isEscaped(text, before)) count += 1;
  }
  return count;
}

function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text.charCodeAt(start - 1) === 92) start -= 1;
  return (at - start) % 2 === 1;
}

/** The names that a parsed value has, in all its objects; Infinity where it nests deeper than `levels`. */
export function countNames(value: unknown, levels: number = Number.POSITIVE_INFINITY): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (levels <= 0) return Number.POSITIVE_INFINITY;
  let count = 0;
  if (Array.isArray(value)) {
    for (const element of value) if (typeof element === 'object') count += countNames(element, levels - 1);
    return count;
  }
  for (const name in value) {
    count += 1;
    const member = (value as Record<string, unknown>)[name];
    if (typeof member === 'object') count += countNames(member, levels - 1);
  }
  return count;
}
