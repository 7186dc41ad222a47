// A tag whose value no branch of a union knows: the message lists the known ones, and what only follows from the tag is not reported.
import { isObject } from '../lib/objects.ts';
import { pointerTokens } from '../lib/pointer.ts';
import type { JsonPointer, Violation } from '../model.ts';
import type { Evaluator, Instance } from './evaluation.ts';
import type { Branch } from './likeness.ts';
import { isAmong, isDiscriminator, known, tagOf, tagsOf, targetOf, unknownTag } from './tags.ts';
import type { SchemaObject } from './words.ts';

/** The schema whose union it is, and the value that is held against it. */
type Tagged = { readonly evaluator: Evaluator; readonly owner: SchemaObject; readonly instance: Instance };

/** The tag's value is known to no branch. */
export function unknownTagOf(
  { evaluator, owner, instance }: Tagged,
  branches: readonly Branch[],
): Violation | undefined {
  const { discriminator } = owner;
  if (!isDiscriminator(discriminator)) return undefined;
  const tag = tagOf(discriminator, instance.value);
  if (tag === undefined || targetOf(discriminator, instance.value) !== undefined) return undefined;
  const isKnown = branches.some(({ schema }) =>
    isAmong(tagsOf(evaluator.detail, schema).get(discriminator.propertyName) ?? [], tag),
  );
  return isKnown ? undefined : unknownTag(discriminator, instance, tag);
}

/** Missing and undocumented properties beside an unknown tag follow from it: the tag stands for a schema that nobody knows. */
export function dependsOnTag({ code, pointer }: Violation, tag: Violation, instance: Instance): boolean {
  if (pointer === tag.pointer) return true;
  return isDirect(pointer, instance) && (code === 'property-missing' || code === 'property-undocumented');
}

/** Where constants tell the branches apart and the value has none of them, the message lists all of them. */
export function withKnownTags(
  union: Tagged,
  branches: readonly Branch[],
  violations: readonly Violation[],
): Violation[] {
  return violations.map((violation) => {
    const values = valuesOfUnknownTag(union, branches, violation);
    return values === undefined ? violation : { ...violation, expected: known(values) };
  });
}

/** All values that branches list for the property that this violation is about, where the value has none of them. */
function valuesOfUnknownTag(
  { evaluator, instance }: Tagged,
  branches: readonly Branch[],
  { code, pointer, schemaPointer }: Violation,
): readonly unknown[] | undefined {
  const isOfList = code === 'enum-value-undocumented' || /\/(?:const|enum)$/.test(schemaPointer);
  if (!isDirect(pointer, instance) || !isOfList) return undefined;
  const name = pointerTokens(pointer).at(-1) ?? '';
  const value =
    isObject(instance.value) && Object.hasOwn(instance.value, name) ? instance.value[name] : undefined;
  const lists = branches.flatMap(({ schema }) => {
    const values = tagsOf(evaluator.detail, schema).get(name);
    return values === undefined ? [] : [values];
  });
  const isKnown = lists.some((values) => isAmong(values, value));
  return isKnown || lists.length < 2 ? undefined : lists.flat();
}

/** Where no branch knows the tag, only what every branch requires is missing for certain. */
export function withoutGuesses(
  union: Tagged,
  branches: readonly Branch[],
  violations: Violation[],
): Violation[] {
  if (!violations.some((violation) => valuesOfUnknownTag(union, branches, violation) !== undefined))
    return violations;
  const isMissing = ({ code, pointer }: Violation): boolean =>
    code === 'property-missing' && isDirect(pointer, union.instance);
  return violations.filter(
    (violation) =>
      !isMissing(violation) ||
      branches.every(({ judged }) =>
        judged.violations.some((other) => isMissing(other) && other.pointer === violation.pointer),
      ),
  );
}

/** About a property of the value itself. */
function isDirect(pointer: JsonPointer, instance: Instance): boolean {
  return pointer !== instance.pointer && pointer.lastIndexOf('/') === instance.pointer.length;
}
