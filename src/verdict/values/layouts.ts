// The texts of one value -> the ways to take them apart, and what each piece can mean (OpenAPI 3.1, Parameter Object: style; RFC 6570
// section 3.2).
import type { CompiledParameter, CompiledSerialization } from '../../model.ts';
import { meaningsOf } from './meanings.ts';
import { declaredTypes, fallsApart, isNesting, type Property } from './names.ts';
import { decodings, splits, type Where } from './texts.ts';

/** What stands for one value, still encoded. */
export type Texts = {
  /** Under its own name, or as the one text that it is. */
  readonly own: readonly string[];
  /** Under the names of its properties. */
  readonly properties: readonly PropertyText[];
};

/** Shared: another parameter may own it as well. */
export type PropertyText = Property & { readonly raw: string; readonly isShared: boolean };

/** One way to take the texts apart, and to put together what the pieces mean. */
export type Layout = {
  readonly leaves: readonly Leaf[];
  readonly build: (meanings: readonly unknown[]) => unknown;
};

/** One piece of text. */
export type Leaf = {
  /** Its decodings; none where the piece itself came in pieces. */
  readonly texts: readonly string[];
  /** None: any. */
  readonly types: readonly string[];
  /** The values of those types that the text can stand for, the narrowest first. */
  readonly meanings: readonly unknown[];
};

/** A parameter, or a field of a form. */
export type Declared = Pick<CompiledParameter, 'name' | 'types' | 'serialization'> & { readonly in: Where };

export function layoutsOf(stated: Declared, texts: Texts): Layout[] {
  const { types, serialization } = stated;
  // OpenAPI 3.2, Style Values: values of style cookie stand there as they are.
  const declared: Declared = serialization?.style === 'cookie' ? { ...stated, in: 'verbatim' } : stated;
  const [text] = texts.own;
  const isOneText = text !== undefined && texts.own.length === 1;
  const mayBeScalar = types.length === 0 || types.some(isScalar);
  const alone = isOneText && mayBeScalar ? [scalarLayout(text, declared)] : [];
  if (serialization === undefined) return alone;
  return [
    ...alone,
    ...(serialization.items === undefined ? [] : arrayLayouts(declared, serialization, texts)),
    ...(serialization.properties === undefined ? [] : objectLayouts(declared, serialization, texts)),
  ];
}

function scalarLayout(text: string, { in: where, types }: Declared): Layout {
  return {
    leaves: [leafOf(decodings(text, where), types.length === 0 ? types : types.filter(isScalar))],
    build: ([meaning]) => meaning,
  };
}

function isScalar(type: string): boolean {
  return type !== 'array' && type !== 'object';
}

function arrayLayouts(
  { in: where }: Declared,
  { style, explode, items = [] }: CompiledSerialization,
  { own }: Texts,
): Layout[] {
  // OpenAPI does not say how an array stands in style deepObject.
  if (style === 'deepObject') return [{ leaves: [leafOf([], [])], build: (meanings) => meanings }];
  const isRepeated = explode && style !== 'simple' && style !== 'label';
  const repeated = isRepeated && own.length > 0 ? [own, ...(own.join('') === '' ? [[]] : [])] : [];
  const isSplit =
    !isRepeated || style === 'spaceDelimited' || style === 'pipeDelimited' || where === 'cookie';
  const all = [...repeated, ...(isSplit ? pieces(where, own, delimitersOf(style, explode)) : [])];
  return all.map((raws) => ({
    leaves: raws.map((raw) => leafOf(decodings(raw, where), items)),
    build: (meanings) => meanings,
  }));
}

/** Before 3.0.4 and 3.1.1 OpenAPI had dots between all parts of a label. */
function delimitersOf(style: CompiledSerialization['style'], explode: boolean): readonly string[] {
  if (style === 'label') return explode ? ['.'] : [',', '.'];
  if (style === 'spaceDelimited') return [' '];
  return style === 'pipeDelimited' ? ['|'] : [','];
}

function pieces(where: Where, own: readonly string[], delimiters: readonly string[]): string[][] {
  const [text] = own;
  if (text === undefined || own.length > 1) return [];
  return delimiters.flatMap((delimiter) => splits(text, delimiter, where));
}

function objectLayouts(
  declared: Declared,
  serialization: CompiledSerialization,
  { own, properties }: Texts,
): Layout[] {
  const { style, explode } = serialization;
  const isApart = fallsApart(declared);
  const apart = isApart && own.join('') === '' ? [apartLayout(declared, serialization, properties)] : [];
  const isSplit = !isApart || style === 'spaceDelimited' || style === 'pipeDelimited';
  if (!isSplit) return apart;
  const entriesOf = explode && (style === 'simple' || style === 'label') ? equated : alternating;
  const layouts = pieces(declared.in, own, delimitersOf(style, explode)).flatMap((all) => {
    const entries = entriesOf(all, declared.in);
    return entries === undefined ? [] : [objectLayout(entries, serialization)];
  });
  return [...apart, ...layouts];
}

type Entry = readonly [name: string, texts: readonly string[], isShared?: boolean];

/** Several texts of one property, or brackets below it, leave it without a text that could be read. */
function apartLayout(
  { in: where }: Declared,
  serialization: CompiledSerialization,
  texts: readonly PropertyText[],
): Layout {
  const byProperty = Map.groupBy(texts, ({ property }) => property);
  const entries = [...byProperty].map(([property, [first, ...more]]): Entry => {
    const isOne = first !== undefined && more.length === 0 && !first.isNested;
    return [property, isOne ? decodings(first.raw, where) : [], first?.isShared ?? false];
  });
  return objectLayout(entries, serialization);
}

/** `R,100,G,200` */
function alternating(all: readonly string[], where: Where): Entry[] | undefined {
  if (all.length % 2 > 0) return undefined;
  return all.flatMap((raw, index) =>
    index % 2 === 0 ? [[nameOf(raw, where), decodings(all[index + 1] ?? '', where)] as const] : [],
  );
}

/** `R=100,G=200` */
function equated(all: readonly string[], where: Where): Entry[] | undefined {
  if (all.some((raw) => !raw.includes('='))) return undefined;
  return all.map((raw) => {
    const end = raw.indexOf('=');
    return [nameOf(raw.slice(0, end), where), decodings(raw.slice(end + 1), where)];
  });
}

function nameOf(raw: string, where: Where): string {
  return decodings(raw, where).at(-1) ?? raw;
}

function objectLayout(entries: readonly Entry[], serialization: CompiledSerialization): Layout {
  const typesOf = (name: string): readonly string[] =>
    declaredTypes(serialization, name) ?? serialization.further ?? [];
  return {
    leaves: entries.map(([name, texts, isShared]) => {
      const leaf = leafOf(texts, typesOf(name));
      return isShared === true ? { ...leaf, meanings: [...leaf.meanings, LEFT_OUT] } : leaf;
    }),
    build: (meanings) =>
      Object.fromEntries(
        entries.flatMap(([name], index) =>
          meanings[index] === LEFT_OUT ? [] : [[name, meanings[index]] as const],
        ),
      ),
  };
}

/** The meaning of a text that may belong to another parameter. */
const LEFT_OUT: unique symbol = /* @__PURE__ */ Symbol('left out');

/** OpenAPI does not say how such a piece stands in text. */
export function isUnsaid({ texts, types }: Leaf): boolean {
  return isNesting(types) || (texts.length === 0 && types.length === 0);
}

function leafOf(texts: readonly string[], types: readonly string[]): Leaf {
  const meanings = texts.flatMap((text) => meaningsOf(text, types));
  return { texts, types, meanings: texts.length > 1 ? [...new Set(meanings)] : meanings };
}
