// What the rules say, apart from what they explain: short enough to travel with an application, so that it words a finding as the gate does.
import { listOf } from '../lib/suggest.ts';
import type { CompiledContent, CompiledResponse, JsonPointer, Level, Violation } from '../model.ts';

export type BodyCode =
  | 'enum-value-undocumented'
  | 'format-mismatch'
  | 'integer-unsafe'
  | 'null-undocumented'
  | 'out-of-range'
  | 'pattern-mismatch'
  | 'property-missing'
  | 'property-undocumented'
  | 'property-unsupported'
  | 'property-write-only'
  | 'rule-violated'
  | 'type-mismatch';

/** One violation of the strict schema, both sides; in the order in which the rules speak. */
export const bodyWording: Readonly<Record<BodyCode, (violation: Violation) => string>> = {
  'property-undocumented': ({ name }) => `undocumented property "${name}"`,
  'property-missing': ({ name, expected }) =>
    expected === 'required'
      ? `required property "${name}" is missing`
      : `property "${name}" is missing: ${expected}`,
  'property-unsupported': ({ pointer, expected }) =>
    `${subject(pointer)} is populated, declared as ${expected}`,
  'property-write-only': ({ pointer, expected }) => `${subject(pointer)} is present, declared as ${expected}`,
  'type-mismatch': ({ pointer, expected, received }) =>
    `${subject(pointer)} is ${article(received)}, declared as ${expected}`,
  'null-undocumented': ({ pointer, expected }) => `${subject(pointer)} is null, declared as ${expected}`,
  'enum-value-undocumented': ({ pointer, expected, name }) =>
    `${subject(pointer)} has ${name === undefined ? 'an' : 'the'} undocumented value${shown(name)}, declared as ${expected}`,
  'pattern-mismatch': ({ pointer, expected }) => `${subject(pointer)} is not ${expected}`,
  'format-mismatch': ({ pointer, expected }) => `${subject(pointer)} is not of ${expected}`,
  'out-of-range': ({ pointer, expected, received }) =>
    `${subject(pointer)} is out of range: ${received}, declared as ${expected}`,
  'integer-unsafe': ({ pointer }) => `${subject(pointer)} is beyond 2^53 - 1, so that JSON.parse rounds it`,
  'rule-violated': ({ pointer, expected, received }) =>
    `${subject(pointer)} breaks a rule: ${expected}; observed: ${received}`,
};

/** The validator refuses what the explainer accepts: our bug, and no reason to let the body pass. */
export function unexplained(schemaPointer: JsonPointer): Violation {
  return {
    code: 'rule-violated',
    name: 'unexplained',
    pointer: '',
    schemaPointer,
    expected: 'what the strict schema accepts',
    received: 'a body that it refuses without a cause that could be named',
  };
}

export function declaredStatuses(responses: readonly Pick<CompiledResponse, 'status'>[]): string {
  return listOf(responses.map(({ status }) => status)) || 'none';
}

export function statusMessage(status: number, declared: string): string {
  return `status ${status} is not declared; declared: ${declared}`;
}

export function declaredMediaTypes(content: readonly Pick<CompiledContent, 'mediaType'>[]): string {
  return listOf(content.map(({ mediaType }) => mediaType));
}

export function mediaTypeMessage(observed: string | undefined, declared: string): string {
  const said =
    observed === undefined ? 'no readable Content-Type' : `media type "${observed}" is not declared`;
  return `${said}; declared: ${declared}`;
}

export function bodyMissingMessage(declared: string): string {
  return `no body, declared as ${declared}`;
}

export function bodyUnexpectedMessage(isDeclared: boolean): string {
  return `a body, ${isDeclared ? 'HTTP allows none here' : 'declared without content'}`;
}

export function bodyMalformedMessage(mistake: string): string {
  return `not JSON: ${mistake}`;
}

export function duplicateMessage(name: string, times: number): string {
  return `name "${name}" comes ${times} times in one object`;
}

export function headerMissingMessage(name: string): string {
  return `required header "${name}" is missing`;
}

/** `why` as explainMisreading says it. */
export function headerMismatchMessage(name: string, why: string): string {
  return `header "${name}" ${why}`;
}

export function headerUndocumentedMessage(name: string): string {
  return `undocumented header "${name}"`;
}

export function bodyTooDeepMessage(levels: number): string {
  return `nested deeper than ${levels} levels`;
}

const WARNINGS = new Set([
  'body-unexpected',
  'enum-value-undocumented',
  'header-undocumented',
  'operation-undocumented',
  'property-undocumented',
  'property-unsupported',
  'recording-stale',
  'request-body-unexpected',
  'request-parameter-undocumented',
  'status-undocumented',
]);

/** Of the rule's object, where the rules themselves are not at hand; a test holds the two together. */
export function levelOf(code: string): Level {
  return WARNINGS.has(code) ? 'warning' : 'error';
}

/** The value that a violation is about, and the keyword's own value. */
type Sides = { readonly value: unknown; readonly bound: unknown; readonly hidesValues: boolean };

/** What is wrong with a value that was read from text, in the words that follow its name: `is 1000, declared maximum 100`. */
export function misfitMessage(violation: Violation, sides: Sides): string {
  const { code, pointer } = violation;
  const isOfObject = code === 'property-missing' || code === 'property-undocumented';
  const at = isOfObject ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer;
  return `${at === '' ? '' : `at "${at}" `}${misfit(violation, sides)}`;
}

function misfit(
  { code, name, expected, received, schemaPointer }: Violation,
  { value, bound, hidesValues }: Sides,
): string {
  const keyword = schemaPointer.slice(schemaPointer.lastIndexOf('/') + 1);
  const observed = hidesValues && typeof value === 'number' ? shapeOf(`${value}`) : observedWords(value);
  if (code === 'property-missing')
    return expected === 'required' ? `lacks the required property "${name}"` : `lacks "${name}": ${expected}`;
  if (code === 'property-undocumented') return `has an undocumented property "${name}"`;
  if (code === 'integer-unsafe') return `is ${observed}, beyond 64 bits`;
  if (code === 'rule-violated') return `breaks a rule: ${expected}; observed: ${received}`;
  if (code === 'out-of-range' && typeof value === 'number' && typeof bound === 'number')
    return `is ${observed}, declared ${keyword} ${bound}`;
  if (code === 'out-of-range') return `has ${received}, declared as ${expected}`;
  const named = code === 'enum-value-undocumented' && !hidesValues ? shown(name).trim() : '';
  return `is ${named || observed}, declared as ${expected}`;
}

/** Numbers and booleans as they are, text by its shape. */
function observedWords(value: unknown): string {
  if (typeof value === 'string') return `"${shapeOf(value)}"`;
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

const LONGEST_SHAPE = 40;

/** Letters as a, digits as 9: what a text looks like without what it says. */
export function shapeOf(text: string): string {
  const shape = text
    .slice(0, LONGEST_SHAPE)
    .replaceAll(/\p{L}/gu, 'a')
    .replaceAll(/\p{Nd}/gu, '9');
  return text.length > LONGEST_SHAPE ? `${shape}...` : shape;
}

/** The pointer in quotes, or what stands for the whole body. */
export function subject(pointer: string): string {
  return pointer === '' ? 'the body' : `"${pointer}"`;
}

/** An observed value of a closed list is a name, as long as it looks like one; anything else stays unprinted. */
export function shown(value: string | undefined): string {
  return value !== undefined && /^[\w.:+/-]{1,64}$/.test(value) ? ` "${value}"` : '';
}

/** `a string`, `an array`, `null`. */
export function article(type: string): string {
  if (type === 'null' || type.startsWith('a ') || type.startsWith('an ')) return type;
  return `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;
}
