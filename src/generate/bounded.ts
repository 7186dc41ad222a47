// Whether a valid value can nest without end: then its depth has to be looked at before a recursive validator meets it.
import { isObject, list } from '../contract/shape.ts';
import { valueAt } from '../lib/pointer.ts';
import type { JsonPointer, JsonSchema } from '../model.ts';

const SCALARS = new Set(['string', 'number', 'integer', 'boolean', 'null']);

/** True where the strict schema is recursive or free-form anywhere. */
export function isUnbounded(
  book: { readonly $defs: Readonly<Record<string, JsonSchema>> },
  pointer: JsonPointer,
): boolean {
  const done = new Map<JsonPointer, boolean>();

  function unboundedRef(at: JsonPointer): boolean {
    const known = done.get(at);
    if (known !== undefined) return known;
    done.set(at, true);
    const answer = inside(valueAt({ $defs: book.$defs }, at) as JsonSchema);
    done.set(at, answer);
    return answer;
  }

  /** A value of its own. */
  function unbounded(schema: JsonSchema): boolean {
    if (typeof schema === 'boolean') return schema;
    if (
      schema['x-not-supported'] === true ||
      schema['x-absent'] !== undefined ||
      Array.isArray(schema.enum) ||
      Object.hasOwn(schema, 'const')
    )
      return false;
    return saysTooLittle(schema) || inside(schema);
  }

  function saysTooLittle(schema: JsonSchema): boolean {
    if (!isObject(schema)) return schema === true;
    const types = typeof schema.type === 'string' ? [schema.type] : list(schema.type);
    const delegates = [schema.$ref, schema.allOf, schema.oneOf, schema.anyOf].some(
      (part) => part !== undefined,
    );
    if (types.length === 0) return !delegates && schema.unevaluatedProperties !== false;
    if (
      types.includes('object') &&
      schema.unevaluatedProperties !== false &&
      schema.additionalProperties === undefined
    )
      return true;
    return types.includes('array') && schema.items === undefined && !delegates;
  }

  /** `declared`: names whose values something around this schema speaks of already. */
  function inside(schema: JsonSchema, declared: readonly string[] = []): boolean {
    if (!isObject(schema)) return false;
    if (typeof schema.type === 'string' && SCALARS.has(schema.type)) return false;
    if (typeof schema.$ref === 'string' && unboundedRef(schema.$ref.slice(1))) return true;
    const properties = isObject(schema.properties) ? schema.properties : {};
    const own = Object.keys(properties).filter((name) => !declared.includes(name));
    const values = [
      schema.items,
      schema.additionalProperties,
      ...list(schema.prefixItems),
      ...own.map((name) => properties[name]),
      ...entries(schema.patternProperties),
    ];
    if (values.some((value) => value !== undefined && unbounded(value as JsonSchema))) return true;
    const parts = [
      schema.then,
      schema.else,
      ...list(schema.allOf),
      ...list(schema.oneOf),
      ...list(schema.anyOf),
      ...entries(schema.dependentSchemas),
    ];
    const heirs = [schema['x-heirs'], schema.discriminator].flatMap((tag) =>
      isObject(tag) ? entries(tag.mapping) : [],
    );
    return (
      parts.some((part) => inside(part as JsonSchema, [...declared, ...own])) ||
      heirs.some((at) => typeof at === 'string' && unboundedRef(at))
    );
  }

  return unbounded({ $ref: `#${pointer}` });
}

function entries(map: unknown): readonly unknown[] {
  return isObject(map) ? Object.values(map) : [];
}
