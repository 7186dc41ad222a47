// Form bodies -> the object that they stand for (OpenAPI 3.1, Encoding Object): application/x-www-form-urlencoded and multipart/form-data.
// A text can mean several values: the object is the first that fits the strict schema, or else the one to explain.
import { essenceOf, isJson } from '../../lib/media-type.ts';
import { setOwn } from '../../lib/objects.ts';
import type { CompiledContent, CompiledField, CompiledHeader } from '../../model.ts';
import { keyEssence } from '../media-type.ts';
import { fits } from '../value.ts';
import { isUnsaid, type Layout, layoutsOf, type PropertyText } from './layouts.ts';
import { meaningsOf } from './meanings.ts';
import { type FormPart, type FormText, mediaTypeOfPart, partsOf, textOfOctets } from './multipart.ts';
import { isNesting, propertyOf } from './names.ts';
import { isMisreading, type Misreading, readHeader } from './read.ts';
import { decodings, formPairs, type Pair } from './texts.ts';

export type FormReading =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'malformed'; readonly message: string }
  /** OpenAPI does not say how such a value stands in a form, or the form can mean too many things. */
  | { readonly kind: 'unsaid'; readonly message: string };

/** Why the text of a header is not what is declared, in the words that follow its name. */
type ExplainMisreading = (declared: CompiledHeader, reading: Misreading) => string;

type FormMessage = { readonly form: FormText; readonly contentType: string };

export function readForm(
  { form, contentType }: FormMessage,
  content: CompiledContent,
  explain: ExplainMisreading,
): FormReading {
  if (keyEssence(content) !== 'multipart/form-data') return readUrlencoded(form, content);
  const parts = partsOf(form, contentType);
  return typeof parts === 'string'
    ? { kind: 'malformed', message: parts }
    : readMultipart(parts, content, explain);
}

/** The values that a property may have; none: OpenAPI does not say. */
type Meanings = readonly unknown[];
type Named = readonly [name: string, meanings: Meanings];

function readUrlencoded({ text, isOctets }: FormText, content: CompiledContent): FormReading {
  return readPairs(formPairs(isOctets ? textOfOctets(text) : text), content);
}

/** What names and values are held to; `mediaType` as messages name it. */
type FormContent = Pick<CompiledContent, 'form' | 'strict' | 'mediaType'>;

export function readPairs(pairs: readonly Pair[], content: FormContent): FormReading {
  const own = new Map<string, string[]>();
  const properties = new Map<CompiledField, PropertyText[]>();
  for (const { name, raw } of pairs) {
    const field = fieldOf(content, name);
    const property = field && propertyOf(field, name);
    if (field !== undefined && property !== undefined)
      append(properties, field, { ...property, raw, isShared: false });
    else if (field === undefined && isBracketOfField(content, name))
      return {
        kind: 'unsaid',
        message: `OpenAPI does not say how "${name}" stands in a form without deepObject`,
      };
    else append(own, name, raw);
  }
  const named = [...own].map(([name, raws]): Named => {
    const field = fieldOf(content, name);
    return [name, field === undefined ? meaningsOfUnknown(raws) : meaningsOfField(field, raws, [])];
  });
  const apart = [...properties].map(
    ([field, texts]): Named => [field.name, meaningsOfField(field, [], texts)],
  );
  return objectOf([...named, ...apart], content);
}

function fieldOf({ form = [] }: FormContent, name: string): CompiledField | undefined {
  return (
    form.find((field) => field.name === name) ?? form.find((field) => propertyOf(field, name) !== undefined)
  );
}

function isBracketOfField(content: FormContent, name: string): boolean {
  const [outer = ''] = name.split('[', 1);
  const field = fieldOf(content, outer);
  if (field === undefined || field.serialization?.style === 'deepObject') return false;
  return field.types.length === 0 || isNesting(field.types);
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const present = map.get(key);
  if (present === undefined) map.set(key, [value]);
  else present.push(value);
}

function meaningsOfUnknown(raws: readonly string[]): Meanings {
  const texts = raws.flatMap((raw) => decodings(raw, 'form'));
  return texts.length === 1 ? texts.flatMap((text) => meaningsOf(text, [])) : [texts];
}

function meaningsOfField(
  field: CompiledField,
  own: readonly string[],
  properties: readonly PropertyText[],
): Meanings {
  const texts = own.flatMap((raw) => decodings(raw, 'form'));
  const nested = field.content === 'json' ? jsonMeanings(texts, field) : [];
  if (nested.length > 0) return nested;
  const layouts = layoutsOf({ ...field, in: 'form' }, { own, properties });
  if (layouts.some(({ leaves }) => leaves.some(isUnsaid))) return [];
  const typed = layouts.filter(({ leaves }) => leaves.every(({ meanings }) => meanings.length > 0));
  if (typed.length > 0) return typed.flatMap(valuesOf);
  const [read] = layouts.filter(({ leaves }) => leaves.every((leaf) => leaf.texts.length > 0));
  return read === undefined ? [texts.length === 1 ? texts[0] : texts] : valuesOf(read).slice(0, 1);
}

/** Of each text, or of all together as the elements of an array. */
function jsonMeanings(texts: readonly string[], { serialization }: CompiledField): Meanings {
  const values = texts.map(parsed);
  if (values.length === 0 || values.includes(NOT_JSON)) return [];
  const isList = serialization?.items !== undefined;
  const whole = values.length === 1 ? [values[0]] : [];
  return isList ? [...whole.filter(Array.isArray), values] : whole;
}

const NOT_JSON: unique symbol = /* @__PURE__ */ Symbol('not JSON');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return NOT_JSON;
  }
}

/** Of one property; more are not tried. */
const FEW = 64;

function valuesOf({ leaves, build }: Layout): unknown[] {
  return combinations(leaves.map(({ meanings, texts }) => (meanings.length > 0 ? meanings : texts))).map(
    build,
  );
}

function combinations(choices: readonly Meanings[]): unknown[][] {
  return choices.reduce<unknown[][]>(
    (sofar, meanings) => sofar.flatMap((values) => meanings.map((value) => [...values, value])).slice(0, FEW),
    [[]],
  );
}

function readMultipart(
  parts: readonly FormPart[],
  content: CompiledContent,
  explain: ExplainMisreading,
): FormReading {
  const byName = Map.groupBy(parts, ({ name }) => name);
  const named: Named[] = [];
  for (const [name, all] of byName) {
    const field = content.form?.find((one) => one.name === name);
    const mistake = all
      .map((part) => mistakeOf(part, field) ?? headerMistakeOf(part, field, explain))
      .find((one) => one !== undefined);
    if (mistake !== undefined) return { kind: 'malformed', message: mistake };
    named.push([name, meaningsOfParts(all, field)]);
  }
  return objectOf(named, content);
}

function mistakeOf(part: FormPart, field: CompiledField | undefined): string | undefined {
  const mediaType = mediaTypeOfPart(part);
  if (mediaType === undefined) return undefined;
  if (isJson(mediaType) && parsed(part.text) === NOT_JSON) return `part "${part.name}" is not JSON`;
  const declared = field?.contentType;
  if (declared === undefined || declared.split(',').some((one) => isOf(essenceOf(one), mediaType)))
    return undefined;
  return `part "${part.name}" is ${mediaType}, declared as ${declared}`;
}

/** The first declared header that is missing, or whose value is not of its schema. */
function headerMistakeOf(
  { name, headers }: FormPart,
  field: CompiledField | undefined,
  explain: ExplainMisreading,
): string | undefined {
  for (const declared of field?.headers ?? []) {
    const reading = readHeader(declared, headers);
    if (reading.kind === 'absent' && declared.required)
      return `part "${name}" lacks the required header "${declared.name}"`;
    if (isMisreading(reading))
      return `part "${name}": header "${declared.name}" ${explain(declared, reading)}`;
  }
  return undefined;
}

function isOf(declared: string | undefined, mediaType: string): boolean {
  if (declared === mediaType || declared === '*/*') return true;
  return declared?.endsWith('/*') === true && mediaType.startsWith(declared.slice(0, -1));
}

function meaningsOfParts(parts: readonly FormPart[], field: CompiledField | undefined): Meanings {
  const items = field?.serialization?.items;
  const types = field?.types ?? [];
  const alone = parts.length === 1 ? parts.flatMap((part) => meaningsOfPart(part, field, types)) : [];
  if (items === undefined) return parts.length === 1 ? alone : [parts.map((part) => part.text)];
  const lists = combinations(parts.map((part) => meaningsOfPart(part, field, items)));
  return [...alone.filter(Array.isArray), ...lists];
}

function meaningsOfPart(
  part: FormPart,
  field: CompiledField | undefined,
  types: readonly string[],
): Meanings {
  const mediaType = mediaTypeOfPart(part);
  if (mediaType !== undefined && isJson(mediaType)) return [parsed(part.text)];
  const isPlain = part.filename === undefined && (mediaType === undefined || mediaType.startsWith('text/'));
  if (!isPlain) return [part.text];
  const value = field?.content === 'json' ? parsed(part.text) : NOT_JSON;
  const meanings = meaningsOf(part.text, types);
  return [
    ...(value === NOT_JSON ? [] : [value]),
    ...(meanings.length > 0 || value !== NOT_JSON ? meanings : [part.text]),
  ];
}

/** Of the whole form; more are not tried, and the form is not blamed. */
const MOST = 1024;
/** Fields of all tries together, so that the time grows with the form and no faster. */
const MOST_WORK = 1_000_000;

function objectOf(named: readonly Named[], { strict, mediaType }: FormContent): FormReading {
  const unsaid = named.find(([, meanings]) => meanings.length === 0);
  if (unsaid !== undefined)
    return { kind: 'unsaid', message: `OpenAPI does not say how "${unsaid[0]}" stands in ${mediaType}` };
  const count = named.reduce((product, [, meanings]) => product * meanings.length, 1);
  const most = Math.min(MOST, Math.ceil(MOST_WORK / named.length));
  for (let nth = 0; nth < Math.min(count, most); nth++) {
    const value = combined(named, nth);
    if (fits(strict, value)) return { kind: 'value', value };
  }
  if (count <= most) return { kind: 'value', value: combined(named, 0) };
  return { kind: 'unsaid', message: `the form can be read in more than ${most} ways` };
}

function combined(named: readonly Named[], nth: number): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  let rest = nth;
  for (const [name, meanings] of named) {
    setOwn(object, name, meanings[rest % meanings.length]);
    rest = Math.floor(rest / meanings.length);
  }
  return object;
}
