// Words that several rules share.
import { parentOf } from '../lib/pointer.ts';
import type { Violation } from '../model.ts';
import { shapeOf } from '../schema/words.ts';

/** Which observed values are in the words of findings. Texts are shown by their shape, numbers and names of closed lists as they are, unless set. */
export type ShownValues = {
  /** Numbers and names by their shape too. */
  readonly hidesValues?: boolean;
  /** Texts and numbers as they are. */
  readonly showValues?: boolean;
};

/** The value that a violation is about, and the keyword's own value. */
type Sides = { readonly value: unknown; readonly bound: unknown; readonly shown: ShownValues };

/** What is wrong with a value that was read from text, in the words that follow its name: `is 1000, declared maximum 100`. */
export function misfitMessage(violation: Violation, sides: Sides): string {
  const { code, pointer } = violation;
  const isOfObject = code === 'property-missing' || code === 'property-undocumented';
  const at = isOfObject ? parentOf(pointer) : pointer;
  return `${at === '' ? '' : `at "${at}" `}${misfit(violation, sides)}`;
}

function misfit(
  { code, name, expected, received, schemaPointer }: Violation,
  { value, bound, shown: { hidesValues = false, showValues = false } }: Sides,
): string {
  const keyword = schemaPointer.slice(schemaPointer.lastIndexOf('/') + 1);
  const observed =
    hidesValues && Number.isFinite(value) ? shapeOf(`${value}`) : observedWords(value, showValues);
  if (code === 'property-missing')
    return expected === 'required' ? `lacks the required property "${name}"` : `lacks "${name}": ${expected}`;
  if (code === 'property-undocumented') return `has an undocumented property "${name}"`;
  if (code === 'integer-unsafe') return `is ${observed}, beyond 64 bits`;
  if (code === 'rule-violated') return `breaks a rule: ${expected}; observed: ${received}`;
  if (code === 'out-of-range' && typeof value === 'number' && typeof bound === 'number')
    return `is ${observed}, declared ${keyword} ${bound}`;
  if (code === 'out-of-range') return `has ${received}, declared as ${expected}`;
  const named =
    code === 'enum-value-undocumented' && !hidesValues ? shown(name, typeof value === 'string').trim() : '';
  return `is ${named || observed}, declared as ${expected}`;
}

/** Numbers and booleans as they are, text by its shape. */
function observedWords(value: unknown, showValues: boolean): string {
  if (typeof value === 'string') return JSON.stringify(showValues ? value : shapeOf(value));
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
    return 'a number that JSON.parse reads as Infinity';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** The pointer in quotes, or what stands for the whole body. */
export function subject(pointer: string): string {
  return pointer === '' ? 'the body' : `"${pointer}"`;
}

const INVISIBLE = /[\s\p{C}\p{Z}]/gu;

/**
 * An observed value of a closed list: numbers and booleans as they are. A text is a name, as long as it looks like one, apart from what
 * can't be seen; other texts stay unprinted.
 */
export function shown(value: string | undefined, isText = true): string {
  if (value !== undefined && !isText) return ` ${value}`;
  if (value === undefined || !/^[\w.:+/-]{0,64}$/.test(value.replace(INVISIBLE, ''))) return '';
  const text = JSON.stringify(value).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return ` ${text}`;
}

/** `a string`, `an array`, `null`. */
export function article(type: string): string {
  if (type === 'null' || type.startsWith('a ') || type.startsWith('an ')) return type;
  return `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;
}
