// A tag whose value no branch of a union knows: the message lists the known ones, and what only follows from the tag is not reported.
import { isObject } from '../lib/objects.ts';
import { pointerTokens } from '../lib/pointer.ts';
import type { JsonPointer, Violation } from '../model.ts';
import type { Evaluating, Instance } from './evaluation.ts';
import type { Branch } from './likeness.ts';
import { isAmong, isDiscriminator, known, tagOf, tagsOf, targetOf, unknownTag } from './tags.ts';

/** The tag's value is known to no branch. */
export function unknownTagOf(owner: Evaluating, branches: readonly Branch[]): Violation | undefined {
  const { discriminator } = owner.schema;
  if (!isDiscriminator(discriminator)) return undefined;
  const tag = tagOf(discriminator, owner.value);
  if (tag === undefined || targetOf(discriminator, owner.value) !== undefined) return undefined;
  const isKnown = branches.some(({ schema }) =>
    isAmong(tagsOf(owner.evaluator.detail, schema).get(discriminator.propertyName) ?? [], tag),
  );
  return isKnown ? undefined : unknownTag(discriminator, owner, tag);
}

/** Missing and undocumented properties beside an unknown tag follow from it: the tag stands for a schema that nobody knows. */
export function dependsOnTag({ code, pointer }: Violation, tag: Violation, instance: Instance): boolean {
  if (pointer === tag.pointer) return true;
  return isDirect(pointer, instance) && (code === 'property-missing' || code === 'property-undocumented');
}

/** Where constants tell the branches apart and the value has none of them, the message lists all of them. */
export function withKnownTags(
  owner: Evaluating,
  branches: readonly Branch[],
  violations: readonly Violation[],
): Violation[] {
  return violations.map((violation) => {
    const values = valuesOfUnknownTag(owner, branches, violation);
    return values === undefined ? violation : { ...violation, expected: known(values) };
  });
}

/** All values that branches list for the property that this violation is about, where the value has none of them. */
function valuesOfUnknownTag(
  owner: Evaluating,
  branches: readonly Branch[],
  { code, pointer, schemaPointer }: Violation,
): readonly unknown[] | undefined {
  const isOfList = code === 'enum-value-undocumented' || /\/(?:const|enum)$/.test(schemaPointer);
  if (!isDirect(pointer, owner) || !isOfList) return undefined;
  const name = pointerTokens(pointer).at(-1) ?? '';
  const value = isObject(owner.value) && Object.hasOwn(owner.value, name) ? owner.value[name] : undefined;
  const lists = branches.flatMap(({ schema }) => {
    const values = tagsOf(owner.evaluator.detail, schema).get(name);
    return values === undefined ? [] : [values];
  });
  const isKnown = lists.some((values) => isAmong(values, value));
  return isKnown || lists.length < 2 ? undefined : lists.flat();
}

/** Where no branch knows the tag, only what every branch requires is missing for certain. */
export function withoutGuesses(
  owner: Evaluating,
  branches: readonly Branch[],
  violations: Violation[],
): Violation[] {
  if (!violations.some((violation) => valuesOfUnknownTag(owner, branches, violation) !== undefined))
    return violations;
  const isMissing = ({ code, pointer }: Violation): boolean =>
    code === 'property-missing' && isDirect(pointer, owner);
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
