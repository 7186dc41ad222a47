// Values that a schema lists: some, each once, and each of the schema's own type.
import { hasType } from '../../schema/words.ts';
import { type Problem, typeName } from '../problem.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintRule, repeated, schemas } from './rule.ts';

export const enums: LintRule = (input) => [
  ...schemas(input).flatMap((spot) => [...ofEnum(spot), ...ofConst(spot)]),
  ...(input.dialect === '3.2' ? input.spots('serverVariable').flatMap(empty) : []),
];

function empty({ value, pointer }: OpenApiObject): Problem[] {
  if (!Array.isArray(value.enum) || value.enum.length > 0) return [];
  const at = { pointer: `${pointer}/enum`, atKey: true } as const;
  const message = 'enum is empty: no value is right';
  return [{ kind: 'enum-empty', ...at, message, fix: 'list the values, or remove it' }];
}

function ofEnum(spot: OpenApiObject): Problem[] {
  const { value, pointer } = spot;
  if (!Array.isArray(value.enum)) return [];
  const listed = value.enum.map((each: unknown, index) => ({ each, at: `${pointer}/enum/${index}` }));
  return [
    ...empty(spot),
    ...repeated(listed, ({ each }) => JSON.stringify(each)).map(
      ([{ each, at }]): Problem => ({
        kind: 'enum-duplicate',
        pointer: at,
        message: `enum lists ${JSON.stringify(each)} twice`,
        fix: 'remove one of them',
      }),
    ),
    ...listed.flatMap(({ each, at }) => ofOtherType(each, value, at)),
  ];
}

function ofConst({ value, pointer }: OpenApiObject): Problem[] {
  return Object.hasOwn(value, 'const') ? ofOtherType(value.const, value, `${pointer}/const`) : [];
}

function ofOtherType(each: unknown, schema: OpenApiObject['value'], pointer: string): Problem[] {
  const types = typesOf(schema);
  if (types.length === 0 || types.some((type) => hasType(each, type))) return [];
  const message = `${shown(each)} is ${typeName(each)}, and the schema is of type ${types.join(' or ')}`;
  return [{ kind: 'enum-type', pointer, message, fix: fixOf(each, types) }];
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function fixOf(value: unknown, types: readonly string[]): string | undefined {
  if (types.includes('string') && typeof value !== 'object') return `put it in quotes: "${String(value)}"`;
  const isText = typeof value === 'string' && types.some((type) => UNQUOTED.includes(type));
  return isText ? 'remove the quotes' : undefined;
}

const UNQUOTED = ['integer', 'number', 'boolean'];

/** As the document writes it: other values than texts are told by the rule about types. */
function typesOf({ type, nullable }: OpenApiObject['value']): string[] {
  const types = typeof type === 'string' ? [type] : Array.isArray(type) ? type.map(String) : [];
  return nullable === true && types.length > 0 ? [...types, 'null'] : types;
}
