// What tells the branches of a union apart: properties that each branch fixes to values of its own, and the discriminator of OpenAPI.
// A discriminator is a hint: it chooses the branch that is explained and changes no outcome (OpenAPI 3.1.1, Discriminator Object).
import { isEqualJson } from '../json/equal.ts';
import { asObject, isObject } from '../lib/objects.ts';
import { appendToken, pointerTokens } from '../lib/pointer.ts';
import { reachedFrom } from '../lib/reached.ts';
import { remember } from '../lib/remember.ts';
import { listOf } from '../lib/suggest.ts';
import type { ContractDetail, JsonPointer, JsonSchema, Violation } from '../model.ts';
import {
  absorb,
  type Evaluating,
  type Evaluation,
  held,
  type Instance,
  inDoubt,
  report,
  schemaAt,
} from './evaluation.ts';
import { either, isSchemaObject, listedValues, type SchemaObject, typesOf } from './words.ts';

type Detail = Pick<ContractDetail, 'schemas'>;

/** A discriminator as the strict reading holds it: tag value -> where its schema stands; `true` for the owner itself. */
type Discriminator = {
  readonly propertyName: string;
  readonly mapping: Readonly<Record<string, JsonPointer | true>>;
  /** For values without a tag that `mapping` knows (OpenAPI 3.2, Discriminator Object). */
  readonly defaultMapping?: JsonPointer | true;
};

/** The tag of a value: its own property, where that is a string. */
export function tagOf({ propertyName }: Discriminator, value: unknown): string | undefined {
  const tag = isObject(value) && Object.hasOwn(value, propertyName) ? value[propertyName] : undefined;
  return typeof tag === 'string' ? tag : undefined;
}

/** What the tag of a value names, or its absence; undefined where nothing says. */
export function targetOf(discriminator: Discriminator, value: unknown): JsonPointer | true | undefined {
  const { mapping, defaultMapping } = discriminator;
  const tag = tagOf(discriminator, value);
  if (tag !== undefined && Object.hasOwn(mapping, tag)) return mapping[tag];
  return isObject(value) ? defaultMapping : undefined;
}

export function isDiscriminator(discriminator: unknown): discriminator is Discriminator {
  return isObject(discriminator) && isObject(discriminator.mapping);
}

/** The schemas that apply whatever the value is: this one, and those behind its $ref and allOf. */
export function alwaysApplied(detail: Detail, schema: JsonSchema): readonly SchemaObject[] {
  return isSchemaObject(schema) ? applied(detail.schemas)(schema) : [];
}

const applied = remember((schemas: Detail['schemas']) =>
  remember((schema: SchemaObject) => [
    ...reachedFrom([schema], ({ $ref, allOf }) =>
      [
        ...(typeof $ref === 'string' ? [schemaAt({ schemas }, $ref.slice(1))] : []),
        ...(Array.isArray(allOf) ? (allOf as JsonSchema[]) : []),
      ].filter(isSchemaObject),
    ),
  ]),
);

/** How deep unions of literals may nest. */
const DEPTH = 3;

/** The values that a schema lists, by enum, const, or a union of such lists. */
export function literalsOf(detail: Detail, schema: JsonSchema, depth = 0): readonly unknown[] | undefined {
  const applied = alwaysApplied(detail, schema);
  const listed = applied.map(listedValues).find((values) => values !== undefined);
  if (listed !== undefined) return listed;
  if (depth === DEPTH) return undefined;
  for (const branches of applied.flatMap(unionsOf)) {
    const lists = branches.map((branch) => literalsOf(detail, branch, depth + 1));
    if (!lists.includes(undefined)) return [...new Set(lists.flatMap((values) => values ?? []))];
  }
  return undefined;
}

function unionsOf({ oneOf, anyOf }: SchemaObject): (readonly JsonSchema[])[] {
  return [oneOf, anyOf].filter(
    (branches) => Array.isArray(branches) && branches.length > 0,
  ) as JsonSchema[][];
}

/** Property name -> the values that a branch lists for it. */
export function tagsOf(detail: Detail, schema: JsonSchema): ReadonlyMap<string, readonly unknown[]> {
  return isSchemaObject(schema) ? tags(detail.schemas)(schema) : NO_TAGS;
}

const NO_TAGS: ReadonlyMap<string, readonly unknown[]> = new Map();

const tags = remember((schemas: Detail['schemas']) => {
  /** A union may hold itself. */
  const open = new Set<SchemaObject>();
  const ofSchema: (schema: SchemaObject) => ReadonlyMap<string, readonly unknown[]> = remember((schema) => {
    if (open.has(schema)) return NO_TAGS;
    open.add(schema);
    const found = new Map<string, readonly unknown[]>();
    const add = (name: string, values: readonly unknown[] | undefined): void => {
      if (values !== undefined && !found.has(name)) found.set(name, values);
    };
    const applied = alwaysApplied({ schemas }, schema);
    for (const { properties } of applied)
      for (const [name, property] of Object.entries(asObject(properties)))
        add(name, literalsOf({ schemas }, property as JsonSchema));
    // A branch that is a union itself has the tags that all of its own branches list.
    for (const branches of applied.flatMap(unionsOf)) {
      const [first = NO_TAGS, ...others] = branches.map((branch) =>
        isSchemaObject(branch) ? ofSchema(branch) : NO_TAGS,
      );
      for (const [name, values] of first)
        if (others.every((other) => other.has(name)))
          add(name, [...values, ...others.flatMap((other) => other.get(name) ?? [])]);
    }
    open.delete(schema);
    return found;
  });
  return ofSchema;
});

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
 * tag names, or to that of `defaultMapping`. Without either it is held to the base alone.
 */
export function evaluateHeirs(evaluating: Evaluating): void {
  const { evaluator, schema, value, into } = evaluating;
  const heirs = schema['x-heirs'];
  if (!isDiscriminator(heirs) || !isObject(value)) return;
  into.names.push(namesOf(heirs));
  const tag = tagOf(heirs, value);
  const target = targetOf(heirs, value);
  if (target === undefined) {
    if (tag === undefined) return;
    report(evaluating, unknownTag(heirs, evaluating, tag));
    // What else an unknown heir may hold can't be known.
    into.allProperties = true;
  } else if (target !== true) {
    const heir = schemaAt(evaluator.detail, target) ?? true;
    const judged = inDoubt(evaluator, held(evaluating, heir, target));
    absorb(into, labelled(judged, `${labelOf(target)} taken: "${heirs.propertyName}" names it`));
  }
}

/** The discriminator declares the tag, even where no schema does. */
const namesOf = remember(({ propertyName }: Discriminator) => new Set([propertyName]));

/** The tag names a schema that includes its base by allOf, so the base need not be evaluated again. */
export function namesHeir(schema: SchemaObject, value: unknown): boolean {
  const heirs = schema['x-heirs'];
  return isDiscriminator(heirs) && typeof targetOf(heirs, value) === 'string';
}

/** The same evaluation, with each violation marked as coming from this branch. */
export function labelled(judged: Evaluation, branch: string): Evaluation {
  return { ...judged, violations: judged.violations.map((violation) => ({ branch, ...violation })) };
}

/** What people call a branch: the schema that it refers to, its title, or its number and type. */
export function branchLabel(
  schema: JsonSchema,
  index: number,
  types: readonly string[] | undefined = isSchemaObject(schema) ? typesOf(schema) : undefined,
): string {
  if (isSchemaObject(schema) && typeof schema.$ref === 'string') return labelOf(schema.$ref.slice(1));
  if (isSchemaObject(schema) && typeof schema.title === 'string') return schema.title;
  return types === undefined ? `branch ${index + 1}` : `branch ${index + 1} (${either(types)})`;
}

/** What the contract calls a definition, without the reading that contract/schema-book.ts adds to its name. */
export function labelOf(at: JsonPointer): string {
  const name = pointerTokens(at).at(-1) ?? at;
  return name.replace(READING, '');
}

const READING =
  / \((?:response|request|in a request|as written|together|without |(?:list|event|data) with ).*$/s;
