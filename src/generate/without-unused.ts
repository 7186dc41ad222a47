// ajv writes down each schema that it compiled. Only some are looked at when a value is validated; the others are most of the text.
import { endOfBrackets } from './without-errors.ts';

/** Code (see code-edit.ts) without the constants that nothing mentions. */
export function withoutUnused(code: string): string {
  const mentions = new Map<string, number>();
  for (const [name] of code.matchAll(/\bschema\d+\b/g)) mentions.set(name, (mentions.get(name) ?? 0) + 1);
  let kept = '';
  let from = 0;
  for (const { 0: start, 1: name = '', index } of code.matchAll(/const (schema\d+) = (?=[{[])/g)) {
    if (index < from || mentions.get(name) !== 1) continue;
    kept += code.slice(from, index);
    from = endOfBrackets(code, index + start.length) + 1;
  }
  return kept + code.slice(from);
}
