// Which names belong to a parameter: the properties of an exploded or deep object stand in the text under names of their own.
import { schemaRegExp } from '../../lib/regex.ts';
import type { CompiledParameter, CompiledSerialization, ParameterStyle } from '../../model.ts';

/** A property of an object that stands under a name of its own; nested: more brackets follow, of which OpenAPI says nothing. */
export type Property = { readonly property: string; readonly isNested: boolean };

/** Styles in which an exploded object falls apart into names; in simple and label it stays one text. */
const FALLING_APART: readonly (ParameterStyle | undefined)[] = [
  'form',
  'matrix',
  'spaceDelimited',
  'pipeDelimited',
  'cookie',
];

/** The object's properties stand in the text under names of their own. */
export function fallsApart({ serialization }: Pick<CompiledParameter, 'serialization'>): boolean {
  if (serialization?.style === 'deepObject') return true;
  const { style, explode = false, properties } = serialization ?? {};
  return properties !== undefined && explode && FALLING_APART.includes(style);
}

/** Of a property as declared; undefined where only an open object has it. */
export function declaredTypes(
  { properties = [], patterns = [] }: CompiledSerialization,
  name: string,
): readonly string[] | undefined {
  const declared = properties.find(([property]) => property === name);
  return (declared ?? patterns.find(([source]) => schemaRegExp(source).test(name)))?.[1];
}

/** The declared property of this parameter that the name stands for. */
export function propertyOf(
  parameter: Pick<CompiledParameter, 'name' | 'serialization'>,
  name: string,
): Property | undefined {
  const { serialization } = parameter;
  if (serialization === undefined || !fallsApart(parameter)) return undefined;
  if (serialization.style === 'deepObject') return deepPropertyOf(parameter, serialization, name);
  if (declaredTypes(serialization, name) !== undefined) return { property: name, isNested: false };
  const [property = ''] = name.split('[', 1);
  const isNested = isNesting(declaredTypes(serialization, property) ?? []);
  return isNested && property !== name ? { property, isNested } : undefined;
}

function deepPropertyOf(
  { name: own }: Pick<CompiledParameter, 'name'>,
  serialization: CompiledSerialization,
  name: string,
): Property | undefined {
  const property = deepName(own, name);
  if (property === undefined) return undefined;
  const { items, further } = serialization;
  const isKnown = (items ?? further ?? declaredTypes(serialization, property)) !== undefined;
  return isKnown ? { property, isNested: name !== `${own}[${property}]` } : undefined;
}

/** `color[R]` and `color[R][x]` are about R of color. */
export function deepName(own: string, name: string): string | undefined {
  const close = name.startsWith(`${own}[`) ? name.indexOf(']') : -1;
  return close < 0 ? undefined : name.slice(own.length + 1, close);
}

/** Whether names that nobody declares may be properties of it; never of a cookie, since those are of all kinds. */
export function takesAnyName(parameter: CompiledParameter): boolean {
  const { style, further } = parameter.serialization ?? {};
  return parameter.in === 'query' && further !== undefined && style !== 'deepObject' && fallsApart(parameter);
}

/** OpenAPI says nothing of how an array or object inside of another stands in text. */
export function isNesting(types: readonly string[]): boolean {
  return types.includes('array') || types.includes('object');
}
