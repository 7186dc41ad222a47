// Globs of files: `*`, `?`, `[a-z]`, `[!a-z]`, `{a,b}` and `**`. A character of a path is read at most
// once for each place in the pattern, whatever both are: there is no backtracking.

/** The places in the pattern that a path may have reached after some of its segments; empty where it can't match any more. */
export type GlobState = ReadonlySet<number>;

export type Glob = {
  readonly start: GlobState;
  readonly step: (state: GlobState, name: string) => GlobState;
  readonly isWhole: (state: GlobState) => boolean;
  /** The only name that can come next, where the pattern has no wildcard there. */
  readonly onlyName: (state: GlobState) => string | undefined;
};

/** One glob for each alternative in braces. */
export function globsOf(pattern: string): readonly Glob[] {
  return alternatives(pattern).map(globOf);
}

export function matchesGlob(glob: Glob, path: string): boolean {
  return glob.isWhole(path.split('/').reduce(glob.step, glob.start));
}

const ANY_DEPTH = '**';

function globOf(pattern: string): Glob {
  const segments = pattern
    .split('/')
    .map((text) => ({ text, tokens: text === ANY_DEPTH ? [] : tokensOf(text) }));

  /** `**` may stand for no segment at all. */
  function withSkipped(places: Iterable<number>): GlobState {
    const state = new Set(places);
    for (const place of state) if (segments[place]?.text === ANY_DEPTH) state.add(place + 1);
    return state;
  }

  return {
    start: withSkipped([0]),
    step: (state, name) => {
      const next: number[] = [];
      for (const place of state) {
        const segment = segments[place];
        if (segment?.text === ANY_DEPTH) next.push(place);
        else if (segment !== undefined && matchesSegment(segment.tokens, name)) next.push(place + 1);
      }
      return withSkipped(next);
    },
    isWhole: (state) => state.has(segments.length),
    onlyName: (state) => {
      const [place] = state.size === 1 ? state : [];
      const tokens = place === undefined ? undefined : segments[place]?.tokens;
      return tokens?.every((token) => typeof token === 'string') ? tokens.join('') : undefined;
    },
  };
}

/** A character, any one character, any number of them, or one of a class. */
type Token = string | { readonly is: 'one' } | { readonly is: 'many' } | ((character: string) => boolean);

/** An escaped character, a class with at least one member, or a character. */
const TOKEN = /\\(.)|\[((?:[!^].|[^!^])[^\]]*)\]|./gsu;

function tokensOf(segment: string): readonly Token[] {
  return Array.from(segment.matchAll(TOKEN), ([text, escaped, members]) => {
    if (members !== undefined) return classOf(members);
    if (text === '*') return { is: 'many' };
    return text === '?' ? { is: 'one' } : (escaped ?? text);
  });
}

function classOf(members: string): (character: string) => boolean {
  const isNegated = /^[!^]/.test(members);
  const listed = members.slice(isNegated ? 1 : 0);
  const ranges = Array.from(listed.matchAll(/(.)(?:-(.))?/gsu), ([, first = '', last = first]) => [
    first,
    last,
  ]);
  return (character) =>
    ranges.some(([first = '', last = '']) => character >= first && character <= last) !== isNegated;
}

/** On a mismatch only the last `*` takes one more character: for an earlier one it would change nothing. */
function matchesSegment(tokens: readonly Token[], name: string): boolean {
  const characters = [...name];
  let [at, place, star, taken] = [0, 0, -1, 0];
  while (at < characters.length) {
    const token = tokens[place];
    if (token !== undefined && isMany(token)) {
      star = place++;
      taken = at;
    } else if (token !== undefined && matchesOne(token, characters[at] ?? '')) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      at = ++taken;
      place = star + 1;
    } else return false;
  }
  return tokens.slice(place).every(isMany);
}

function isMany(token: Token): boolean {
  return typeof token === 'object' && token.is === 'many';
}

function matchesOne(token: Token, character: string): boolean {
  return typeof token === 'function' ? token(character) : typeof token === 'object' || token === character;
}

const MOST_ALTERNATIVES = 1000;

/** Expands braces that hold a comma or a range, one after the other. Where there would be too many alternatives, nothing is expanded. */
function alternatives(pattern: string): readonly string[] {
  const done: string[] = [];
  const queue = [pattern];
  for (let text = queue.pop(); text !== undefined; text = queue.pop()) {
    const parts = firstBraces(text);
    if (parts === undefined) done.push(text);
    else queue.push(...parts);
    if (done.length + queue.length > MOST_ALTERNATIVES) return [pattern];
  }
  return done;
}

function firstBraces(text: string): readonly string[] | undefined {
  for (let open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
    const commas = [open];
    let depth = 0;
    for (let at = open; at < text.length; at++) {
      if (text[at] === '{') depth += 1;
      if (text[at] === ',' && depth === 1) commas.push(at);
      if (text[at] !== '}' || --depth > 0) continue;
      const inner = commas.map((comma, nth) => text.slice(comma + 1, commas[nth + 1] ?? at));
      const choices = inner.length > 1 ? inner : rangeOf(inner[0] ?? '');
      if (choices === undefined) break;
      return choices.map((choice) => text.slice(0, open) + choice + text.slice(at + 1));
    }
  }
  return undefined;
}

function rangeOf(text: string): readonly string[] | undefined {
  const [, first, last] = /^(-?\d{1,9})\.\.(-?\d{1,9})$/.exec(text) ?? [];
  const [low, high] = [Number(first), Number(last)].sort((a, b) => a - b);
  if (first === undefined || low === undefined || high === undefined || high - low >= MOST_ALTERNATIVES)
    return undefined;
  return Array.from({ length: high - low + 1 }, (_, nth) => String(low + nth));
}
