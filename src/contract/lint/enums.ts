// Values that a schema lists: some, each once, and each of the schema's own type.
import { type Problem, typeName } from '../problem.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintRule, schemas } from './rule.ts';

export const enums: LintRule = {
  name: 'enums',
  find: (input) => [
    ...schemas(input).flatMap((spot) => [...ofEnum(spot), ...ofConst(spot)]),
    ...(input.dialect === '3.2' ? input.spots('serverVariable').flatMap(ofVariable) : []),
  ],
};

function ofEnum({ value, pointer }: OpenApiObject): Problem[] {
  const values = value.enum;
  if (!Array.isArray(values)) return [];
  const at = `${pointer}/enum`;
  if (values.length === 0)
    return [
      {
        kind: 'enum-empty',
        pointer: at,
        atKey: true,
        message: 'enum is empty: no value is right',
        fix: 'list the values, or remove it',
      },
    ];
  return [
    ...twice(values, at),
    ...values.flatMap((each, index) => ofOtherType(each, value, `${at}/${index}`)),
  ];
}

function ofVariable(spot: OpenApiObject): Problem[] {
  return Array.isArray(spot.value.enum) && spot.value.enum.length === 0 ? ofEnum(spot) : [];
}

function ofConst({ value, pointer }: OpenApiObject): Problem[] {
  return Object.hasOwn(value, 'const') ? ofOtherType(value.const, value, `${pointer}/const`) : [];
}

function twice(values: readonly unknown[], pointer: string): Problem[] {
  const seen = new Set<string>();
  return values.flatMap((each, index) => {
    const text = JSON.stringify(each);
    if (seen.has(text))
      return [
        {
          kind: 'enum-duplicate',
          pointer: `${pointer}/${index}`,
          message: `enum lists ${text} twice`,
          fix: 'remove one of them',
        },
      ];
    seen.add(text);
    return [];
  });
}

function ofOtherType(each: unknown, schema: OpenApiObject['value'], pointer: string): Problem[] {
  const types = typesOf(schema);
  if (types.length === 0 || types.some((type) => isOfType(each, type))) return [];
  const message = `${shown(each)} is ${typeName(each)}, and the schema is of type ${types.join(' or ')}`;
  const fix = fixOf(each, types);
  return [{ kind: 'enum-type', pointer, message, ...(fix === undefined ? {} : { fix }) }];
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function fixOf(value: unknown, types: readonly string[]): string | undefined {
  if (types.includes('string') && typeof value !== 'object') return `put it in quotes: "${String(value)}"`;
  if (
    typeof value === 'string' &&
    types.some((type) => type === 'integer' || type === 'number' || type === 'boolean')
  )
    return 'remove the quotes';
  return undefined;
}

function typesOf({ type, nullable }: OpenApiObject['value']): string[] {
  const types = typeof type === 'string' ? [type] : Array.isArray(type) ? type.map(String) : [];
  return nullable === true && types.length > 0 ? [...types, 'null'] : types;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}
