// A recording that is one small JSON text: parsed once, it says which format it has and what is recorded in it.
import { isObject } from './fields.ts';
import type { Whole } from './format.ts';

/** Parsing takes less than a look at each character, whose loop V8 would begin to optimise. */
export function wholeOf(text: string): Whole | undefined {
  try {
    return { text, value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Those of the array at the path; undefined where there is none, or where JSON.parse may have kept the last of several. */
export function elementsOf(
  whole: Whole | undefined,
  path: readonly string[],
): readonly unknown[] | undefined {
  // An escape could spell any name.
  if (whole === undefined || whole.text.includes('\\u')) return undefined;
  if (!path.every((name) => standsOnce(`"${name}"`, whole.text))) return undefined;
  const array = path.reduce((value, name) => (isObject(value) ? value[name] : undefined), whole.value);
  return Array.isArray(array) ? array : undefined;
}

function standsOnce(name: string, text: string): boolean {
  return text.indexOf(name) === text.lastIndexOf(name);
}
