// What the pieces of a parameter's text can mean together: it fits if any meaning does.
import type { CompiledParameter } from '../../model.ts';
import { isNesting } from './members.ts';

/** One piece of text: its decodings, none where the piece itself came in pieces. */
export type Leaf = {
  readonly texts: readonly string[];
  /** None: any. */
  readonly types: readonly string[];
  /** It may be another parameter's. */
  readonly isShared?: boolean;
};

/** One way to take a text apart, and to put together what the pieces mean. */
export type Layout = {
  readonly leaves: readonly Leaf[];
  readonly build: (values: readonly unknown[]) => unknown;
};

export const ABSENT: unique symbol = Symbol('absent');

/** More meanings than this are not gone through, and then the text is not blamed. */
const MOST = 1024;

export function fitsAny({ strict }: CompiledParameter, layouts: readonly Layout[]): boolean {
  return layouts.some((layout) => fits(layout, strict));
}

function fits({ leaves, build }: Layout, strict: (value: unknown) => boolean): boolean {
  const choices = leaves.map(meaningsOf);
  if (leaves.some((leaf, index) => choices[index]?.length === 0 && !isUndefined(leaf))) return false;
  const count = choices.reduce((product, { length }) => product * length, 1);
  if (count > MOST || leaves.some(isUndefined)) return true;
  for (let nth = 0; nth < count; nth++) if (strict(build(combination(choices, nth)))) return true;
  return false;
}

function combination(choices: readonly (readonly unknown[])[], nth: number): unknown[] {
  let rest = nth;
  return choices.map((meanings) => {
    const value = meanings[rest % meanings.length];
    rest = Math.floor(rest / meanings.length);
    return value;
  });
}

/** OpenAPI does not say how such a piece stands in text. */
function isUndefined({ texts, types }: Leaf): boolean {
  return isNesting(types) || (texts.length === 0 && types.length === 0);
}

function meaningsOf({ texts, types, isShared }: Leaf): readonly unknown[] {
  const meanings: unknown[] = [];
  for (const text of texts) addMeanings(meanings, text, types);
  if (isShared === true) meanings.push(ABSENT);
  return texts.length > 1 ? [...new Set(meanings)] : meanings;
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The narrowest first. */
function addMeanings(meanings: unknown[], text: string, types: readonly string[]): void {
  const isAny = types.length === 0;
  const isNumeric = isAny || types.includes('number') || types.includes('integer');
  if (isNumeric && NUMBER.test(text)) meanings.push(...numbers(text));
  const isTruth = text === 'true' || text === 'false';
  if (isTruth && (isAny || types.includes('boolean'))) meanings.push(text === 'true');
  if (text === '' && (isAny || types.includes('null'))) meanings.push(null);
  if (isAny || types.includes('string')) meanings.push(text);
}

/** The strict reading refuses integers that JSON readers round; text does not round, so a safe one of the sign stands for them. */
function numbers(text: string): number[] {
  const value = Number(text);
  const isRounded = !Number.isSafeInteger(value) && Math.abs(value) <= 2 ** 63 && /^-?\d+$/.test(text);
  return isRounded ? [value, Math.sign(value) * Number.MAX_SAFE_INTEGER] : [value];
}
