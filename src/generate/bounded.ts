// Whether a valid value can nest without end: then its depth has to be looked at before a recursive validator meets it.
import { alwaysApplied, list } from '../contract/shape.ts';
import { asObject, isObject } from '../lib/objects.ts';
import { valueAt } from '../lib/pointer.ts';
import type { JsonPointer, JsonSchema } from '../model.ts';
import { typesOf } from '../schema/words.ts';

const SCALARS = new Set(['string', 'number', 'integer', 'boolean', 'null']);

/** Tells of strict schemas whether they are recursive or free-form anywhere. What a reference leads to is looked at once. */
export function boundsOf(book: {
  readonly $defs: Readonly<Record<string, JsonSchema>>;
}): (pointer: JsonPointer) => boolean {
  const known = new Map<JsonPointer, boolean>();
  const little = { open: new Map<unknown, boolean>(), closed: new Map<unknown, boolean>() };
  const resolve = (ref: string): unknown => valueAt({ $defs: book.$defs }, ref.slice(1));

  /** A reference back to where the walk is makes a value unbounded. */
  function unboundedRef(ref: string): boolean {
    const answer = known.get(ref);
    if (answer !== undefined) return answer;
    known.set(ref, true);
    const found = inside(resolve(ref) as JsonSchema);
    known.set(ref, found);
    return found;
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

  /** It accepts some kind of value whose inside nothing speaks of. `closedAround`: something around it says what else an object holds. */
  function saysTooLittle(schema: unknown, closedAround: boolean): boolean {
    const answers = closedAround ? little.closed : little.open;
    const answer = answers.get(schema);
    if (answer !== undefined) return answer;
    answers.set(schema, false);
    const found = looksTooLittle(schema, closedAround);
    answers.set(schema, found);
    return found;
  }

  function looksTooLittle(schema: unknown, closedAround: boolean): boolean {
    const members = alwaysApplied(schema, resolve);
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
    if (typeof schema.$ref === 'string' && unboundedRef(schema.$ref)) return true;
    const properties = asObject(schema.properties);
    const own = Object.keys(properties).filter((name) => !declared.includes(name));
    const values = [
      schema.items,
      schema.additionalProperties,
      ...list(schema.prefixItems),
      ...own.map((name) => properties[name]),
      ...Object.values(asObject(schema.patternProperties)),
    ];
    if (values.some((value) => value !== undefined && unbounded(value as JsonSchema))) return true;
    const parts = [
      schema.then,
      schema.else,
      ...list(schema.allOf),
      ...list(schema.oneOf),
      ...list(schema.anyOf),
      ...Object.values(asObject(schema.dependentSchemas)),
    ];
    const heirs = [schema['x-heirs'], schema.discriminator].flatMap((tag) =>
      isObject(tag) ? [...Object.values(asObject(tag.mapping)), tag.defaultMapping] : [],
    );
    return (
      parts.some((part) => inside(part as JsonSchema, [...declared, ...own])) ||
      heirs.some((at) => typeof at === 'string' && unboundedRef(`#${at}`))
    );
  }

  return (pointer) => {
    try {
      return unbounded({ $ref: `#${pointer}` });
    } catch (error) {
      // A chain that is longer than the stack: the depth of values is looked at, which is never wrong.
      if (error instanceof RangeError) return true;
      throw error;
    }
  };
}

function saysWhatElse(member: { readonly [keyword: string]: unknown }): boolean {
  return member.unevaluatedProperties === false || member.additionalProperties !== undefined;
}
