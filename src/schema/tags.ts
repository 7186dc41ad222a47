// What tells the branches of a union apart: properties that each branch fixes to values of its own, and the discriminator of OpenAPI.
// A discriminator is a hint: it chooses the branch that is explained and changes no outcome (OpenAPI 3.1.1, Discriminator Object).
import { isEqualJson } from '../json/equal.ts';
import { isObject } from '../lib/objects.ts';
import { appendToken, pointerTokens } from '../lib/pointer.ts';
import { remember } from '../lib/remember.ts';
import { listOf } from '../lib/suggest.ts';
import type { ContractDetail, JsonPointer, JsonSchema, Violation } from '../model.ts';
import {
  absorb,
  type Evaluation,
  type Evaluator,
  type Instance,
  inDoubt,
  report,
  schemaAt,
} from './evaluation.ts';
import { either, isSchemaObject, type SchemaObject } from './words.ts';

type Detail = Pick<ContractDetail, 'schemas'>;

/** A discriminator as the strict reading holds it: tag value -> where its schema stands; `true` for the owner itself. */
type Discriminator = {
  readonly propertyName: string;
  readonly mapping: Readonly<Record<string, JsonPointer | true>>;
};

export function isDiscriminator(discriminator: unknown): discriminator is Discriminator {
  return isObject(discriminator) && isObject(discriminator.mapping);
}

/** The schemas that apply whatever the value is: this one, and those behind its $ref and allOf. */
export function alwaysApplied(detail: Detail, schema: JsonSchema): readonly SchemaObject[] {
  return isSchemaObject(schema) ? applied(detail.schemas)(schema) : [];
}

const applied = remember((schemas: Detail['schemas']) =>
  remember((schema: SchemaObject) => {
    const found = new Set<SchemaObject>([schema]);
    for (const { $ref, allOf } of found) {
      const parts = [
        ...(typeof $ref === 'string' ? [schemaAt({ schemas }, $ref.slice(1))] : []),
        ...(Array.isArray(allOf) ? (allOf as JsonSchema[]) : []),
      ];
      for (const part of parts) if (isSchemaObject(part)) found.add(part);
    }
    return [...found];
  }),
);

/** The values that a schema lists, by enum or const. */
export function literalsOf(detail: Detail, schema: JsonSchema): readonly unknown[] | undefined {
  for (const one of alwaysApplied(detail, schema)) {
    if (Array.isArray(one.enum)) return one.enum;
    if (Object.hasOwn(one, 'const')) return [one.const];
  }
  return undefined;
}

/** Property name -> the values that a branch lists for it. */
export function tagsOf(detail: Detail, schema: JsonSchema): ReadonlyMap<string, readonly unknown[]> {
  return isSchemaObject(schema) ? tags(detail.schemas)(schema) : NO_TAGS;
}

const NO_TAGS: ReadonlyMap<string, readonly unknown[]> = new Map();

const tags = remember((schemas: Detail['schemas']) =>
  remember((schema: SchemaObject) => {
    const found = new Map<string, readonly unknown[]>();
    for (const { properties } of alwaysApplied({ schemas }, schema))
      for (const [name, property] of Object.entries(isObject(properties) ? properties : {})) {
        const values = literalsOf({ schemas }, property as JsonSchema);
        if (values !== undefined && !found.has(name)) found.set(name, values);
      }
    return found;
  }),
);

export function isAmong(values: readonly unknown[], value: unknown): boolean {
  return values.some((literal) => isEqualJson(literal, value));
}

/** The known values of a tag, by name. */
export function known(values: readonly unknown[]): string {
  const names = [...new Set(values.map((value) => JSON.stringify(value)))];
  return names.length > 3 ? `one of ${listOf(names)}` : either(names);
}

export function unknownTag(
  { propertyName, mapping }: Discriminator,
  instance: Instance,
  value: string,
): Violation {
  return {
    code: 'enum-value-undocumented',
    name: value,
    pointer: appendToken(instance.pointer, propertyName),
    schemaPointer: `${instance.at}/discriminator`,
    expected: known(Object.keys(mapping)),
    received: 'another string',
  };
}

/**
 * The strict reading of a base schema whose discriminator names the schemas that extend it: the value is held to the schema that its
 * tag names. Without a tag it is held to the base alone.
 */
export function evaluateHeirs(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: Instance,
  into: Evaluation,
): void {
  const heirs = schema['x-heirs'];
  if (!isDiscriminator(heirs) || !isObject(instance.value)) return;
  const { propertyName, mapping } = heirs;
  into.names.push(namesOf(heirs));
  const value = Object.hasOwn(instance.value, propertyName) ? instance.value[propertyName] : undefined;
  if (typeof value !== 'string') return;
  const target = Object.hasOwn(mapping, value) ? mapping[value] : undefined;
  if (target === undefined) {
    report(evaluator, into, unknownTag(heirs, instance, value));
    // What else an unknown heir may hold can't be known.
    into.allProperties = true;
  } else if (target !== true) {
    const heir = schemaAt(evaluator.detail, target) ?? true;
    const judged = inDoubt(evaluator, { ...instance, schema: heir, at: target });
    absorb(into, labelled(judged, `${labelOf(target)} taken: "${propertyName}" names it`));
  }
}

/** The contract names the tag, whether or not a schema declares it. */
const namesOf = remember(({ propertyName }: Discriminator) => new Set([propertyName]));

/** The tag names a schema that includes its base by allOf, so the base need not be evaluated again. */
export function namesHeir(schema: SchemaObject, value: unknown): boolean {
  const heirs = schema['x-heirs'];
  if (!isDiscriminator(heirs) || !isObject(value) || !Object.hasOwn(value, heirs.propertyName)) return false;
  const tag = value[heirs.propertyName];
  return typeof tag === 'string' && Object.hasOwn(heirs.mapping, tag) && heirs.mapping[tag] !== true;
}

/** The same evaluation, its violations told to come from this branch. */
export function labelled(judged: Evaluation, branch: string): Evaluation {
  return { ...judged, violations: judged.violations.map((violation) => ({ branch, ...violation })) };
}

export function labelOf(at: JsonPointer): string {
  const name = pointerTokens(at).at(-1) ?? at;
  return name.replace(/ \((?:response|request|in a request|as written)\)/g, '');
}
