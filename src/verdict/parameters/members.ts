// Whose name a name is: exploded objects and deep ones stand in a request under the names of their properties.
import type { CompiledParameter, CompiledSerialization, ParameterStyle } from '../../model.ts';

/** What one name says of an object: the property, and whether more brackets follow, of which OpenAPI says nothing. */
export type Member = { readonly property: string; readonly isNested: boolean };

/** In one piece stand the styles simple and label. */
const PIECEMEAL: readonly (ParameterStyle | undefined)[] = [
  'form',
  'matrix',
  'spaceDelimited',
  'pipeDelimited',
];

export function isExploded({ serialization }: CompiledParameter): boolean {
  if (serialization?.style === 'deepObject') return true;
  const { style, explode = false, properties } = serialization ?? {};
  return properties !== undefined && explode && PIECEMEAL.includes(style);
}

/** Of a property as declared; undefined where only an object that is open has it. */
export function declaredTypes(
  { properties = [], patterns = [] }: CompiledSerialization,
  name: string,
): readonly string[] | undefined {
  const declared = properties.find(([property]) => property === name);
  return (declared ?? patterns.find(([source]) => new RegExp(source, 'u').test(name)))?.[1];
}

/** The declared property of this parameter that the name stands for. */
export function memberOf(parameter: CompiledParameter, name: string): Member | undefined {
  const { serialization } = parameter;
  if (serialization === undefined || !isExploded(parameter)) return undefined;
  if (serialization.style === 'deepObject') return deepMember(parameter, serialization, name);
  if (declaredTypes(serialization, name) !== undefined) return { property: name, isNested: false };
  const [property = ''] = name.split('[', 1);
  const isNested = isNesting(declaredTypes(serialization, property) ?? []);
  return isNested && property !== name ? { property, isNested } : undefined;
}

function deepMember(
  { name: own }: CompiledParameter,
  serialization: CompiledSerialization,
  name: string,
): Member | undefined {
  const property = deepProperty(own, name);
  if (property === undefined) return undefined;
  const { items, further } = serialization;
  const isKnown = (items ?? further ?? declaredTypes(serialization, property)) !== undefined;
  return isKnown ? { property, isNested: name !== `${own}[${property}]` } : undefined;
}

/** `color[R]` and `color[R][x]` are about R of color. */
export function deepProperty(own: string, name: string): string | undefined {
  const close = name.startsWith(`${own}[`) ? name.indexOf(']') : -1;
  return close < 0 ? undefined : name.slice(own.length + 1, close);
}

/** Whether names that nobody declares may be properties of it; cookies are of all kinds. */
export function takesAnyName(parameter: CompiledParameter): boolean {
  const { style, further } = parameter.serialization ?? {};
  return parameter.in === 'query' && further !== undefined && style !== 'deepObject' && isExploded(parameter);
}

/** OpenAPI says nothing of how an array or object inside of another stands in text. */
export function isNesting(types: readonly string[]): boolean {
  return types.includes('array') || types.includes('object');
}
