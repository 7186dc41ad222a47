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
