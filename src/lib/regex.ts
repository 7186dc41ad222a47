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
 * Whether it has an escape that only other languages know, such as \A or \h, or that means something else without the u flag, such as \p{L}.
 * Without the flag such an escape stands for the letter.
 */
export function hasForeignEscape(source: string): boolean {
  return [...source.matchAll(/\\([\s\S])/g)].some(
    ([, escaped = '']) => /[a-z]/i.test(escaped) && !'bBcdDfknrsStuvwWx'.includes(escaped),
  );
}

/** The longest text on which a pattern that may take quadratic time is tried, in Unicode characters (UTF-16 units without the u flag). */
export const LONGEST_FOR_SLOW_PATTERN = 1024;

const LONGER = `^[^]{${LONGEST_FOR_SLOW_PATTERN + 1}}|`;

/** How many steps such patterns may take in one value; a text counts as its length squared. Further texts are not tried. */
export const MOST_STEPS: number = 2 ** 22;

/** The steps for one text; none where it is too long to be tried. Generated code counts in the same way (generate/code-texts.ts). */
export function stepsOn({ length }: string): number {
  return length > 2 * LONGEST_FOR_SLOW_PATTERN ? 0 : Math.min(length, LONGEST_FOR_SLOW_PATTERN) ** 2;
}

/** The pattern with the bound in front, so that a longer text matches at once. Validators, explanations and generated code read it. */
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

/** Whether a bounded pattern is a token of this JSON pointer, where nothing in the bound has to be escaped. */
export function leadsThroughBound(pointer: string): boolean {
  return pointer.includes(`/${LONGER}`);
}
