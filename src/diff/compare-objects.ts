// Two contracts' objects: their properties, which of them are required, and what else may come.
import { schemaRegExp } from '../lib/regex.ts';
import type { JsonPointer } from '../model.ts';
import { type Compared, type Inner, keywordAt, type ValueChange } from './value-rules.ts';
import { isMarkedAbsent, type Standing, type Value } from './values.ts';

export function compareObjects(old: Value, now: Value): Compared {
  const changes: ValueChange[] = [];
  const inside: Inner[] = [];
  const names = [old, now].flatMap(({ properties, absent }) => [...properties.keys(), ...absent.keys()]);
  for (const name of new Set(names)) {
    const [left, right] = [describedBy(old, name), describedBy(now, name)];
    changes.push(...propertyChanges(name, old, now));
    if (left !== undefined && right !== undefined)
      inside.push({ token: name, old: { schemas: left, owner: old }, now: { schemas: right, owner: now } });
  }
  const further = compareFurther(old, now);
  return { changes: [...changes, ...further.changes], inside: [...inside, ...further.inside] };
}

function propertyChanges(name: string, old: Value, now: Value): readonly ValueChange[] {
  const [was, is] = [old, now].map((value) => describedBy(value, name) !== undefined);
  const [wasRequired, isRequired] = [old.required.get(name), now.required.get(name)];
  const at = { property: name, before: propertyAt(old, name), after: propertyAt(now, name) };
  const what = `property ${JSON.stringify(name)}`;
  if (!was && !is) return [];
  if (!is) {
    const [word, response] =
      wasRequired === undefined ? (['optional', 'warning'] as const) : (['required', 'error'] as const);
    const levels = { response, request: isRefused(now, name) ? ('error' as const) : ('warning' as const) };
    return [{ ...at, aspect: 'property', is: 'narrower', levels, message: `${word} ${what} is gone` }];
  }
  const required = {
    ...at,
    aspect: 'required',
    before: wasRequired ?? at.before,
    after: isRequired ?? at.after,
  } as const;
  if (!was) {
    const mild = old.absent.has(name) ? ('warning' as const) : ('note' as const);
    const levels = { response: isRefused(old, name) ? ('error' as const) : mild };
    const added: ValueChange = { ...at, aspect: 'property', is: 'wider', levels, message: `${what} is new` };
    return isRequired === undefined
      ? [added]
      : [added, { ...required, is: 'narrower', message: `${what} is new and required` }];
  }
  if ((wasRequired === undefined) === (isRequired === undefined)) return [];
  return wasRequired === undefined
    ? [{ ...required, is: 'narrower', message: `optional ${what} became required` }]
    : [{ ...required, is: 'wider', message: `required ${what} became optional` }];
}

/** By the contract itself. What is read-only or write-only is only asked not to be sent. */
function isRefused({ further, absent }: Value, name: string): boolean {
  const refusal = absent.get(name);
  return further.kind === 'closed' || (refusal !== undefined && !isMarkedAbsent(refusal.schema));
}

function propertyAt(value: Value, name: string): JsonPointer {
  const standing = value.properties.get(name)?.[0] ?? value.absent.get(name);
  return standing?.at ?? keywordAt(value, 'properties');
}

/** The schemas of a property, none: any value is right; undefined where it may not come. */
function describedBy(
  { properties, absent, patterns, further }: Value,
  name: string,
): readonly Standing[] | undefined {
  if (absent.has(name)) return undefined;
  const declared = properties.get(name);
  if (declared !== undefined) return declared;
  const matching = [...patterns].filter(([pattern]) => schemaRegExp(pattern).test(name));
  if (matching.length > 0) return matching.flatMap(([, schemas]) => schemas);
  return further.kind === 'closed' || further.kind === 'undeclared' ? undefined : further.schemas;
}

const BREAKS = { response: 'error', request: 'error' } as const;
const RANK = { closed: 0, undeclared: 1, some: 2, any: 3 } as const;
const FURTHER_WORDS = { closed: 'none', undeclared: 'not declared', some: 'some', any: 'any' } as const;

function compareFurther(old: Value, now: Value): Compared {
  const inside: Inner[] = [];
  const compareInside = (was: readonly Standing[], is: readonly Standing[]): void =>
    void inside.push({ token: '*', old: { schemas: was, owner: old }, now: { schemas: is, owner: now } });
  if (old.further.kind === 'some' && now.further.kind === 'some')
    compareInside(old.further.schemas, now.further.schemas);
  const at = { aspect: 'further', before: old.further.at, after: now.further.at } as const;
  const changes: ValueChange[] = [];
  for (const pattern of new Set([...old.patterns.keys(), ...now.patterns.keys()])) {
    const [left, right] = [old, now].map(
      ({ patterns, further }) =>
        patterns.get(pattern) ?? (RANK[further.kind] < 2 ? undefined : further.schemas),
    );
    if (left !== undefined && right !== undefined) compareInside(left, right);
    else
      changes.push({
        ...at,
        is: left === undefined ? 'wider' : 'narrower',
        name: pattern,
        levels: (left === undefined ? old : now).further.kind === 'closed' ? BREAKS : {},
        message: `properties like ${pattern} are ${left === undefined ? 'new' : 'gone'}`,
      });
  }
  const [was, is] = [RANK[old.further.kind], RANK[now.further.kind]];
  // A closed object that the contract does not close itself is open as it is written.
  if (was !== is && !(was === 1 && is === 3 && isBare(now)) && !(was === 3 && is === 1 && isBare(old)))
    changes.push({
      ...at,
      is: is > was ? 'wider' : 'narrower',
      levels: was === 1 || (was === 3 && is === 1) || (was === 0 && is === 1) ? {} : BREAKS,
      message: `further properties: ${FURTHER_WORDS[old.further.kind]} became ${FURTHER_WORDS[now.further.kind]}`,
    });
  return { changes, inside };
}

/** An object of which the contract names no property and says nothing else. */
function isBare({ properties, further, members }: Value): boolean {
  return (
    properties.size === 0 &&
    further.kind === 'any' &&
    !members.some(({ schema }) => schema.additionalProperties !== undefined)
  );
}
