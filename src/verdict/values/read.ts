// The one reader of values from text (OpenAPI 3.0 and 3.1, Parameter Object and Header Object): the texts of a declared parameter or
// response header -> the value that they stand for, and whether it fits the strict schema.
import { isValueDeeperThan, MAX_DEPTH } from '../../json/survey.ts';
import { headerValues } from '../../lib/headers.ts';
import type { CompiledParameter, Headers } from '../../model.ts';
import { isUnsaid, type Layout, type Leaf, layoutsOf, type Texts } from './layouts.ts';
import { fallsApart } from './names.ts';
import { decodings } from './texts.ts';

export type Reading =
  | { readonly kind: 'absent' }
  | { readonly kind: 'fits'; readonly value: unknown }
  /** Read, and not of its schema; explainMisfit says why. */
  | { readonly kind: 'misfits'; readonly value: unknown }
  /** The text is not written as it is declared; the reason continues a sentence: `is not JSON`. */
  | { readonly kind: 'malformed'; readonly reason: string }
  /** OpenAPI does not say how such a value stands in text, or the text can mean too many things: nothing is said about it. */
  | { readonly kind: 'unjudged' };

/** The readings that are drift. */
export type Misreading = Extract<Reading, { readonly kind: 'misfits' | 'malformed' }>;

export function isMisreading(reading: Reading): reading is Misreading {
  return reading.kind === 'misfits' || reading.kind === 'malformed';
}

const ABSENT: Reading = { kind: 'absent' };
const UNJUDGED: Reading = { kind: 'unjudged' };

/** A header of a request or response. */
export function readHeader(declared: CompiledParameter, headers: Headers | undefined): Reading {
  const name = declared.name.toLowerCase();
  const lines = headerValues(headers, name);
  if (lines.length === 0) return ABSENT;
  if (name === 'set-cookie') return readSetCookie(declared, lines);
  // RFC 9110 section 5.3: the lines of a field are one list. RFC 9113 section 8.2.3: those of Cookie are joined otherwise.
  const text = lines.length === 1 ? (lines[0] ?? '') : lines.join(name === 'cookie' ? '; ' : ', ');
  return readTexts(declared, { own: [text], properties: [] });
}

/**
 * RFC 9110 section 5.3 and RFC 6265 section 3: the lines of Set-Cookie are not a list, and a comma in one separates nothing. So each line
 * is one text: an element where an array is declared, else a value by itself. How one stands for an object OpenAPI does not say.
 */
function readSetCookie(declared: CompiledParameter, lines: readonly string[]): Reading {
  const { serialization, ...oneText } = declared;
  if (serialization?.items !== undefined)
    return readTexts(
      { ...oneText, serialization: { style: 'form', explode: true, items: serialization.items } },
      { own: lines, properties: [] },
    );
  if (serialization !== undefined) return UNJUDGED;
  const readings = lines.map((line) => readTexts(oneText, { own: [line], properties: [] }));
  return readings.find(isMisreading) ?? readings[0] ?? ABSENT;
}

/** undefined: the text does not even start as its style does. */
export function readTexts(declared: CompiledParameter, texts: Texts | undefined): Reading {
  if (texts === undefined) return { kind: 'malformed', reason: notWritten(declared) };
  const { own, properties } = texts;
  if (own.length === 0 && properties.length === 0) return ABSENT;
  if (declared.allowEmptyValue === true && own.length === 1 && own[0] === '')
    return { kind: 'fits', value: '' };
  if (declared.content === 'json') return readJson(declared, own);
  const reading = readLayouts(declared, texts);
  const mayBeOthers = own.length === 0 && properties.every(({ isShared }) => isShared);
  return isMisreading(reading) && mayBeOthers && !declared.required ? ABSENT : reading;
}

/** OpenAPI 3.1, Parameter Object: `content` says that the value is a text of that media type. */
function readJson({ in: where, strict }: CompiledParameter, own: readonly string[]): Reading {
  const [raw = ''] = own;
  if (own.length > 1) return { kind: 'malformed', reason: comesOften(own.length) };
  let misreading: Reading = { kind: 'malformed', reason: 'is not JSON' };
  for (const text of decodings(raw, where)) {
    const value = parsed(text);
    if (value === NOT_JSON) continue;
    if (isValueDeeperThan(value, MAX_DEPTH))
      return { kind: 'malformed', reason: `is nested deeper than ${MAX_DEPTH} levels` };
    if (strict(value)) return { kind: 'fits', value };
    if (misreading.kind === 'malformed') misreading = { kind: 'misfits', value };
  }
  return misreading;
}

const NOT_JSON: unique symbol = /* @__PURE__ */ Symbol('not JSON');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return NOT_JSON;
  }
}

function comesOften(count: number): string {
  return `comes ${count} times, declared as one value`;
}

/** More meanings than this are not tried, and the text is not blamed. */
const MOST = 1024;

/** The value fits if one of its layouts has a meaning that does; the first layout that can be read is the one to explain. */
function readLayouts(declared: CompiledParameter, texts: Texts): Reading {
  let misfit: { readonly value: unknown; readonly isTyped: boolean } | undefined;
  for (const layout of layoutsOf(declared, texts)) {
    const { leaves, build } = layout;
    const isTyped = leaves.every((leaf) => leaf.meanings.length > 0 || isUnsaid(leaf));
    if (isTyped) {
      const reading = readLayout(layout, declared);
      if (reading !== undefined) return reading;
    }
    if (
      (misfit === undefined || (isTyped && !misfit.isTyped)) &&
      leaves.every(({ texts: { length } }) => length > 0)
    )
      misfit = { value: build(leaves.map(({ meanings, texts: [text] }) => meanings[0] ?? text)), isTyped };
  }
  if (misfit !== undefined) return { kind: 'misfits', value: misfit.value };
  const isOften = texts.own.length > 1 && declared.serialization === undefined;
  return { kind: 'malformed', reason: isOften ? comesOften(texts.own.length) : notWritten(declared) };
}

function readLayout({ leaves, build }: Layout, { strict }: CompiledParameter): Reading | undefined {
  const count = leaves.reduce((product, { meanings }) => product * meanings.length, 1);
  if (count > MOST || leaves.some(isUnsaid)) return UNJUDGED;
  for (let nth = 0; nth < count; nth++) {
    const value = build(combination(leaves, nth));
    if (strict(value)) return { kind: 'fits', value };
  }
  return undefined;
}

function combination(leaves: readonly Leaf[], nth: number): unknown[] {
  let rest = nth;
  return leaves.map(({ meanings }) => {
    const value = meanings[rest % meanings.length];
    rest = Math.floor(rest / meanings.length);
    return value;
  });
}

function notWritten(declared: CompiledParameter): string {
  const { style, explode, items, properties } = declared.serialization ?? {};
  if (style === undefined) return 'is not written as one text';
  const kind = [items && 'array', properties && 'object'].filter((one) => one !== undefined).join(' or ');
  const exploded = explode === true && style !== 'deepObject' ? ' exploded' : '';
  return `is not written as ${kind || 'a value'} of style ${style}${exploded}`;
}

/** An object without properties leaves nothing to see where its properties stand under their own names, or are all of the query. */
export function mayLeaveNothing(declared: CompiledParameter): boolean {
  return (fallsApart(declared) || declared.form !== undefined) && declared.strict({});
}
