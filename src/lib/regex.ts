// Regular expressions of JSON Schema: ECMA-262 with the u flag (core, section 6.4). Many documents have some that compile only without it.

/** Without the flag a character beyond U+FFFF counts as two. Throws where it compiles neither way. */
export function schemaRegExp(source: string): RegExp {
  return new RegExp(source, flagsOf(source));
}

export function flagsOf(source: string): 'u' | '' {
  try {
    new RegExp(source, 'u');
    return 'u';
  } catch {
    return '';
  }
}

/**
 * It has an escape that other languages know and JavaScript does not, such as \A or \h, or that means something else without the u flag, such
 * as \p{L}. Without the flag it would stand for the letter.
 */
export function hasForeignEscape(source: string): boolean {
  return [...source.matchAll(/\\([\s\S])/g)].some(
    ([, escaped = '']) => /[a-z]/i.test(escaped) && !'bBcdDfknrsStuvwWx'.includes(escaped),
  );
}

/** A pattern that takes quadratic time at worst is not tried on longer texts, in Unicode characters (UTF-16 units where it has no u flag). */
export const LONGEST_FOR_SLOW_PATTERN = 1024;

const LONGER = `^[^]{${LONGEST_FOR_SLOW_PATTERN + 1}}|`;

/** So many steps may such patterns take in one value, a text's length squared each: of further texts none is tried. */
export const MOST_STEPS: number = 2 ** 22;

/** At worst; a text beyond the bound above takes none. Generated code counts the same (generate/code-texts.ts). */
export function stepsOn({ length }: string): number {
  return length > 2 * LONGEST_FOR_SLOW_PATTERN ? 0 : Math.min(length, LONGEST_FOR_SLOW_PATTERN) ** 2;
}

/** The same pattern behind its bound: each longer text matches at once. Validators, explanations and generated code all read this text. */
export function boundedPattern(source: string): string {
  return `${LONGER}(?:${source})`;
}

/** The pattern as the contract states it. */
export function statedPattern(source: string): string {
  return isBoundedPattern(source) ? source.slice(LONGER.length + 3, -1) : source;
}

export function isBoundedPattern(source: string): boolean {
  return source.startsWith(LONGER);
}

/** Whether such a pattern is a token of this JSON pointer; nothing in its bound is escaped there. */
export function leadsThroughBound(pointer: string): boolean {
  return pointer.includes(`/${LONGER}`);
}
