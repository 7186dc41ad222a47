// How much JSON text is parsed at all: a few megabytes of brackets become gigabytes of values.
import { MAX_DEPTH } from './survey.ts';
import { readToken, tokenAt } from './tokens.ts';

/** What of a message is read and judged; more is unchecked. */
export type Limits = {
  /** Octets of a body, content coding undone. */
  readonly bodyBytes: number;
  /** Tokens of a JSON text: brackets, commas, colons, strings and other scalars. */
  readonly jsonTokens: number;
};

export const USUAL_LIMITS: Limits = { bodyBytes: 100 * 1024 * 1024, jsonTokens: 5_000_000 };

/** undefined: within bounds. A text has at least as many characters as tokens, so most are not looked at; the nesting of those is not known. */
export function excessOf(text: string, { jsonTokens }: Limits): 'tokens' | 'depth' | undefined {
  if (text.length <= jsonTokens) return undefined;
  const token = tokenAt(text);
  let depth = 0;
  let left = jsonTokens;
  for (let kind = readToken(text, token); kind !== 'end'; kind = readToken(text, token)) {
    if (--left < 0) return 'tokens';
    if (kind === '{' || kind === '[') depth++;
    else if (kind === '}' || kind === ']') depth--;
    if (depth > MAX_DEPTH) return 'depth';
  }
  return undefined;
}

/** Counts no further than one more than `most`. */
export function tokensIn(text: string, most: number): number {
  const token = tokenAt(text);
  let count = 0;
  while (count <= most && readToken(text, token) !== 'end') count++;
  return count;
}

/** What is said of a text with more tokens, or of octets beyond the limit. */
export function beyond(limits: Limits, name: keyof Limits): string {
  const amount =
    name === 'bodyBytes'
      ? `${Number((limits.bodyBytes / 2 ** 20).toPrecision(3))} MiB`
      : `${limits.jsonTokens.toLocaleString('en')} JSON tokens`;
  return `more than ${amount}, the limit limits.${name} of the config`;
}
