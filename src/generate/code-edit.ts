// Generated code is edited as text, and a contract may hold any text: strings and regular expressions are put aside before an edit and
// back after it, so that no enum value is ever taken for code.

// A string as JSON.stringify writes it, or a regular expression that a constant is set to.
const LITERAL = /"(?:[^"\\]|\\.)*"|(?<= = )\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g;

/** The source after `edit`, which sees each literal as a number in quotes. */
export function editCode(source: string, edit: (code: string) => string): string {
  const literals: string[] = [];
  const code = source.replaceAll(LITERAL, (literal) => `"${literals.push(literal) - 1}"`);
  return edit(code).replaceAll(/"(\d+)"/g, (_, index: string) => literals[Number(index)] ?? '');
}
