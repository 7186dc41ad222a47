// Whether a valid value can nest without end: then its depth has to be looked at before a recursive validator meets it.
import { alwaysApplied, list } from '../contract/shape.ts';
import { isObject } from '../lib/objects.ts';
import { valueAt } from '../lib/pointer.ts';
import type { JsonPointer, JsonSchema } from '../model.ts';
import { typesOf } from '../schema/words.ts';

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
    return saysTooLittle(schema, false) || inside(schema);
  }

  /** Some kind of value is let pass whose inside nothing speaks of. */
  function saysTooLittle(schema: unknown, closedAround: boolean): boolean {
    const members = alwaysApplied(schema, (ref) => valueAt({ $defs: book.$defs }, ref.slice(1)));
    if (members.some((member) => Array.isArray(member.enum) || Object.hasOwn(member, 'const'))) return false;
    const closed = closedAround || members.some(saysWhatElse);
    const types = members.map(typesOf).find((found) => found !== undefined);
    if (types?.every((type) => SCALARS.has(type))) return false;
    const branches = members.flatMap((member) => [...list(member.oneOf), ...list(member.anyOf)]);
    if (types === undefined)
      return branches.length === 0 || branches.some((branch) => saysTooLittle(branch, closed));
    if (types.includes('object') && !closed) return true;
    return types.includes('array') && members.every((member) => member.items === undefined);
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

function saysWhatElse(member: { readonly [keyword: string]: unknown }): boolean {
  return member.unevaluatedProperties === false || member.additionalProperties !== undefined;
}

function entries(map: unknown): readonly unknown[] {
  return isObject(map) ? Object.values(map) : [];
}
