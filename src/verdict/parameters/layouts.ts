// The text of one parameter -> the ways to take it apart (OpenAPI 3.1, Parameter Object: style; RFC 6570 section 3.2).
import type { CompiledParameter, CompiledSerialization } from '../../model.ts';
import type { Found } from './found.ts';
import { declaredTypes, isExploded } from './members.ts';
import { ABSENT, type Layout, type Leaf } from './readings.ts';
import { decodings, splits } from './texts.ts';

export function layoutsOf(parameter: CompiledParameter, found: Found): Layout[] {
  const { types, serialization } = parameter;
  const [text] = found.own;
  const isOneText = text !== undefined && found.own.length === 1;
  const leaf = isOneText
    ? { texts: decodings(text, parameter.in), types: types.filter(isScalar) }
    : undefined;
  const mayBeScalar = types.length === 0 || types.some(isScalar);
  return [
    ...(leaf !== undefined && mayBeScalar
      ? [{ leaves: [leaf], build: ([value]: readonly unknown[]) => value }]
      : []),
    ...(serialization?.items === undefined ? [] : arrayLayouts(parameter, serialization, found)),
    ...(serialization?.properties === undefined ? [] : objectLayouts(parameter, serialization, found)),
  ];
}

/** OpenAPI does not say how an array stands in style deepObject. */
const UNDEFINED: Leaf = { texts: [], types: [] };

function isScalar(type: string): boolean {
  return type !== 'array' && type !== 'object';
}

function arrayLayouts(
  { in: where }: CompiledParameter,
  { style, explode, items = [] }: CompiledSerialization,
  { own }: Found,
): Layout[] {
  const layout = (pieces: readonly string[]): Layout => ({
    leaves: pieces.map((raw) => ({ texts: decodings(raw, where), types: items })),
    build: (values) => values,
  });
  if (style === 'deepObject') return [{ leaves: [UNDEFINED], build: (values) => values }];
  const isRepeated = explode && style !== 'simple' && style !== 'label';
  const repeated = isRepeated ? [own, ...(own.join('') === '' ? [[]] : [])] : [];
  const isSplit =
    !isRepeated || style === 'spaceDelimited' || style === 'pipeDelimited' || where === 'cookie';
  return [...repeated, ...(isSplit ? pieces(where, own, delimitersOf(style, explode)) : [])].map(layout);
}

/** Before 3.0.4 and 3.1.1 OpenAPI had dots between all parts of a label. */
function delimitersOf(style: CompiledSerialization['style'], explode: boolean): readonly string[] {
  if (style === 'label') return explode ? ['.'] : [',', '.'];
  if (style === 'spaceDelimited') return [' '];
  return style === 'pipeDelimited' ? ['|'] : [','];
}

function pieces(
  where: CompiledParameter['in'],
  own: readonly string[],
  delimiters: readonly string[],
): string[][] {
  const [text] = own;
  if (text === undefined || own.length > 1) return [];
  return delimiters.flatMap((delimiter) => splits(text, delimiter, where));
}

function objectLayouts(
  parameter: CompiledParameter,
  serialization: CompiledSerialization,
  { own, members }: Found,
): Layout[] {
  const { style, explode } = serialization;
  const named =
    isExploded(parameter) && own.join('') === '' ? [membersLayout(parameter, serialization, members)] : [];
  const isSplit = !isExploded(parameter) || style === 'spaceDelimited' || style === 'pipeDelimited';
  if (!isSplit) return named;
  const entriesOf = explode && (style === 'simple' || style === 'label') ? equated : alternating;
  const layouts = pieces(parameter.in, own, delimitersOf(style, explode)).flatMap((all) => {
    const entries = entriesOf(all, parameter.in);
    return entries === undefined ? [] : [objectLayout(entries, serialization)];
  });
  return [...named, ...layouts];
}

type Entry = readonly [name: string, texts: readonly string[], isShared?: boolean];

/** Several texts of one property, or brackets below it, leave it without a text that could be read. */
function membersLayout(
  { in: where }: CompiledParameter,
  serialization: CompiledSerialization,
  members: Found['members'],
): Layout {
  const byProperty = Map.groupBy(members, ({ property }) => property);
  const entries = [...byProperty].map(([property, [first, ...more]]): Entry => {
    const isOne = first !== undefined && more.length === 0 && !first.isNested;
    return [property, isOne ? decodings(first.raw, where) : [], first?.isShared ?? false];
  });
  return objectLayout(entries, serialization);
}

/** `R,100,G,200` */
function alternating(all: readonly string[], where: CompiledParameter['in']): Entry[] | undefined {
  if (all.length % 2 > 0) return undefined;
  return all.flatMap((raw, index) =>
    index % 2 === 0 ? [[nameOf(raw, where), decodings(all[index + 1] ?? '', where)] as const] : [],
  );
}

/** `R=100,G=200` */
function equated(all: readonly string[], where: CompiledParameter['in']): Entry[] | undefined {
  if (all.some((raw) => !raw.includes('='))) return undefined;
  return all.map((raw) => {
    const [name = '', ...value] = raw.split('=');
    return [nameOf(name, where), decodings(value.join('='), where)];
  });
}

function nameOf(raw: string, where: CompiledParameter['in']): string {
  return decodings(raw, where).at(-1) ?? raw;
}

function objectLayout(entries: readonly Entry[], serialization: CompiledSerialization): Layout {
  const typesOf = (name: string): readonly string[] =>
    declaredTypes(serialization, name) ?? serialization.further ?? [];
  return {
    leaves: entries.map(
      ([name, texts, isShared = false]): Leaf => ({ texts, types: typesOf(name), isShared }),
    ),
    build: (values) =>
      Object.fromEntries(
        entries
          .map(([name], index) => [name, values[index]] as const)
          .filter(([, value]) => value !== ABSENT),
      ),
  };
}
