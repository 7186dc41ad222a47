// What a request holds of each declared parameter, still encoded: path, query, header fields and cookies.
import { headerValues } from '../../lib/headers.ts';
import { remember } from '../../lib/remember.ts';
import type { CompiledOperation, CompiledParameter, Exchange } from '../../model.ts';
import { pathOf, queryOf } from '../url.ts';
import { fits } from '../value.ts';
import { readPairs } from './form.ts';
import type { PropertyText, Texts } from './layouts.ts';
import { fallsApart, propertyOf, takesAnyName } from './names.ts';
import { type Reading, readHeader, readTexts } from './read.ts';
import { decoded, formPairs, type Pair, pairsOf } from './texts.ts';

/** A pair and the parameters that it may belong to. */
export type ClaimedPair = Pair & { readonly owners: readonly CompiledParameter[] };

export type RequestTexts = {
  readonly operation: CompiledOperation;
  readonly path: ReadonlyMap<string, string>;
  readonly query: readonly ClaimedPair[];
  /** As it stands; undefined where the URL has none. */
  readonly querystring: string | undefined;
  readonly cookies: readonly Pair[];
  readonly headers: Exchange['request']['headers'];
};

export function textsOf(operation: CompiledOperation, { url, headers }: Exchange['request']): RequestTexts {
  const lines = headerValues(headers, 'cookie');
  const querystring = queryOf(url);
  return {
    operation,
    path: pathTexts(operation, pathOf(url)),
    query: claimed(formPairs(querystring ?? ''), 'query', operation),
    querystring,
    cookies: lines.flatMap((line) => pairsOf(line, ';', (name) => name.trim())),
    headers,
  };
}

export function readParameter(parameter: CompiledParameter, texts: RequestTexts): Reading {
  const { in: where, name } = parameter;
  if (where === 'header') return readHeader(parameter, texts.headers);
  if (where === 'path') return readTexts(parameter, textsInPath(parameter, texts.path.get(name) ?? ''));
  if (where === 'querystring') return readQuerystring(parameter, texts);
  const pairs = where === 'query' ? texts.query : cookiesFor(parameter, texts);
  return readTexts(parameter, textsAmong(parameter, pairs));
}

/** OpenAPI 3.2, Parameter Locations: the whole query is one value. An empty one says nothing. */
function readQuerystring(parameter: CompiledParameter, texts: RequestTexts): Reading {
  const { querystring = '' } = texts;
  if (querystring === '') return { kind: 'absent' };
  if (parameter.form === undefined) return readTexts(parameter, { own: [querystring], properties: [] });
  const pairs = texts.query.filter(({ owners }) => owners.includes(parameter));
  const reading = readPairs(pairs, { ...parameter, mediaType: 'the query' });
  if (reading.kind !== 'value') return { kind: 'unjudged' };
  return { kind: fits(parameter.strict, reading.value) ? 'fits' : 'misfits', value: reading.value };
}

/** RFC 6570 sections 3.2.5 and 3.2.7: a label starts with a dot, a matrix is made of `;name=value`. */
function textsInPath(parameter: CompiledParameter, text: string): Texts | undefined {
  const { name, serialization } = parameter;
  if (serialization?.style === 'label')
    return text.startsWith('.') ? { own: [text.slice(1)], properties: [] } : undefined;
  if (serialization?.style !== 'matrix') return { own: [text], properties: [] };
  const pairs = text.startsWith(';') ? pairsOf(text.slice(1), ';', decoded) : [];
  const isOwn = (pair: Pair): boolean => pair.name === name && propertyOf(parameter, name) === undefined;
  if (fallsApart(parameter) && !pairs.some(isOwn) && pairs.length > 0)
    return {
      own: [],
      properties: pairs.map((pair) => ({
        property: pair.name,
        isNested: false,
        raw: pair.raw,
        isShared: false,
      })),
    };
  return pairs.length > 0 && pairs.every(isOwn)
    ? { own: pairs.map(({ raw }) => raw), properties: [] }
    : undefined;
}

/** Style form puts an ampersand between exploded values, which a browser would not do with cookies. */
function cookiesFor(
  { serialization }: CompiledParameter,
  { cookies, operation }: RequestTexts,
): ClaimedPair[] {
  const isSplit = serialization?.explode === true && serialization.style !== 'cookie';
  const pairs = isSplit
    ? cookies.flatMap(({ name, raw }) => pairsOf(`${name}=${raw}`, '&', (text) => text))
    : cookies;
  return claimed(pairs, 'cookie', operation);
}

function textsAmong(parameter: CompiledParameter, pairs: readonly ClaimedPair[]): Texts {
  const own: string[] = [];
  const properties: PropertyText[] = [];
  for (const { name, raw, owners } of pairs) {
    if (!owners.includes(parameter)) continue;
    const property = propertyOf(parameter, name);
    if (property === undefined && !takesAnyName(parameter)) own.push(raw);
    else properties.push({ property: name, isNested: false, ...property, raw, isShared: owners.length > 1 });
  }
  return { own, properties };
}

/** A name belongs to the parameters that declare it, or else to those that take any; a form that is the whole query declares its fields. */
function claimed(
  pairs: readonly Pair[],
  where: CompiledParameter['in'],
  { parameters, security }: CompiledOperation,
): ClaimedPair[] {
  if (pairs.length === 0) return [];
  const candidates = parameters.filter((parameter) => parameter.in === where);
  const whole = where === 'query' ? parameters.find(isQuerystring) : undefined;
  const open = [
    ...candidates.filter(takesAnyName),
    ...(whole === undefined || isClosedForm(whole) ? [] : [whole]),
  ];
  return pairs.map(({ name, raw }) => {
    const isNamed = (parameter: Pick<CompiledParameter, 'name' | 'serialization'>): boolean =>
      parameter.name === name || propertyOf(parameter, name) !== undefined;
    const own = candidates.filter(isNamed);
    const declared = own.length === 0 && whole?.form?.some(isNamed) === true ? [whole] : own;
    const isDeclared = declared.length > 0 || security.some((names) => names.includes(name));
    return { name, raw, owners: isDeclared ? declared : open };
  });
}

function isQuerystring({ in: where }: CompiledParameter): boolean {
  return where === 'querystring';
}

function isClosedForm({ form, isOpenForm }: CompiledParameter): boolean {
  return form !== undefined && isOpenForm !== true;
}

/** A segment of a path template: the literal texts around its expressions, `a{x}b{y}` is a, b and an empty one. */
type Segment = { readonly literals: readonly string[]; readonly names: readonly string[] };

const templatesOf = remember(({ prefixes, path }: CompiledOperation): readonly Segment[][] =>
  prefixes.map((prefix) => `${prefix}${path}`.split('/').map(segmentOf)),
);

function segmentOf(text: string): Segment {
  return {
    literals: text.split(/\{[^{}]*\}/).map(decoded),
    names: [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? ''),
  };
}

/** The text of each expression, under whichever server prefix matches; none for one whose text can be told in more than one way. */
function pathTexts(operation: CompiledOperation, path: string): ReadonlyMap<string, string> {
  const segments = path.split('/');
  for (const template of templatesOf(operation)) {
    const spread = joined(template, segments, operation.multiSegment);
    const found = template.length === spread.length ? textsOfTemplate(template, spread) : undefined;
    if (found !== undefined) return new Map(found);
  }
  return new Map();
}

/** The segments, with those of a parameter that spans several as one. */
function joined(
  template: readonly Segment[],
  segments: readonly string[],
  multiSegment: string | undefined,
): readonly string[] {
  const more = segments.length - template.length;
  const at = template.findIndex(({ names }) => multiSegment !== undefined && names[0] === multiSegment);
  if (more <= 0 || at === -1) return segments;
  const end = at + more + 1;
  return [...segments.slice(0, at), segments.slice(at, end).join('/'), ...segments.slice(end)];
}

function textsOfTemplate(
  template: readonly Segment[],
  segments: readonly string[],
): (readonly [name: string, text: string])[] | undefined {
  const texts: (readonly [string, string])[] = [];
  for (const [index, { literals, names }] of template.entries()) {
    const raw = segments[index] ?? '';
    if (names.length === 0 && decoded(raw) !== literals[0]) return undefined;
    if (names.length === 0) continue;
    const found = captured(literals, raw);
    if (found === undefined) return undefined;
    if (found.isCertain) texts.push(...names.map((name, at) => [name, found.texts[at] ?? ''] as const));
  }
  return texts;
}

type Captured = { readonly texts: readonly string[]; readonly isCertain: boolean };

/** Encoded again where only the decoded segment shows the literal text. */
function captured(literals: readonly string[], raw: string): Captured | undefined {
  const asIs = capturedIn(literals, raw);
  if (asIs !== undefined) return asIs;
  const inside = capturedIn(literals, decoded(raw).toWellFormed());
  return inside && { ...inside, texts: inside.texts.map(encodeURIComponent) };
}

/** The first expression as short as it can be, and as long as it can be: only where both are the same the text is certain. */
function capturedIn(literals: readonly string[], text: string): Captured | undefined {
  const shortest = shortestFirst(literals, text);
  if (shortest === undefined) return undefined;
  const longest = shortestFirst(literals.map(reversed).reverse(), reversed(text))?.map(reversed).reverse();
  return { texts: shortest, isCertain: shortest.join('/') === longest?.join('/') };
}

/** Takes each literal at its first place, and leaves each expression one character at least. */
function shortestFirst(literals: readonly string[], text: string): string[] | undefined {
  const [first = '', ...rest] = literals;
  const last = rest.pop() ?? '';
  const end = text.length - last.length;
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined;
  const texts: string[] = [];
  let start = first.length;
  for (const literal of rest) {
    const at = text.indexOf(literal, start + 1);
    if (at < 0) return undefined;
    texts.push(text.slice(start, at));
    start = at + literal.length;
  }
  if (end <= start) return undefined;
  return [...texts, text.slice(start, end)];
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}
