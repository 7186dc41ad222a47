// The tags of a document (OpenAPI 3.2, Tag Object): each name once, and parents that exist and are no descendants.
import { listOf, nearest } from '../../lib/suggest.ts';
import type { Problem } from '../problem.ts';
import { type LintRule, written } from './rule.ts';

export const tags: LintRule = {
  name: 'tags',
  find: (input) => {
    if (input.dialect !== '3.2') return [];
    const all = written(input, 'tag').filter(({ value }) => typeof value.name === 'string');
    const names = all.map(({ value }) => String(value.name));
    const parents = new Map(all.map(({ value }) => [String(value.name), value.parent]));
    return all.flatMap(({ value, pointer }, index): Problem[] => {
      const name = String(value.name);
      const first = names.indexOf(name);
      return [
        ...(first === index
          ? []
          : [
              {
                kind: 'name-repeated' as const,
                pointer: `${pointer}/name`,
                message: `the tag "${name}" is already declared`,
                other: `/tags/${first}/name`,
                fix: 'remove one of them',
              },
            ]),
        ...ofParent(name, value.parent, { pointer: `${pointer}/parent`, names, parents }),
      ];
    });
  },
};

type Family = {
  readonly pointer: string;
  readonly names: readonly string[];
  readonly parents: ReadonlyMap<string, unknown>;
};

function ofParent(name: string, parent: unknown, { pointer, names, parents }: Family): Problem[] {
  if (typeof parent !== 'string') return [];
  const at = { kind: 'tag', pointer } as const;
  if (!parents.has(parent)) {
    const near = nearest(parent, names);
    const fix = near === undefined ? 'declare it under tags' : `did you mean ${near}?`;
    return [
      {
        ...at,
        message: `the parent "${parent}" of tag "${name}" is not declared; known: ${listOf(names)}`,
        fix,
      },
    ];
  }
  const seen = new Set<unknown>();
  for (
    let above: unknown = parent;
    typeof above === 'string' && !seen.has(above);
    above = parents.get(above)
  ) {
    if (above === name)
      return [{ ...at, message: `the tag "${name}" is its own ancestor`, fix: 'remove a parent' }];
    seen.add(above);
  }
  return [];
}
