// The tags of a document (OpenAPI 3.2, Tag Object): each name once, and parents that exist and are no descendants.
import { reachedFrom } from '../../lib/reached.ts';
import { didYouMean, listOf } from '../../lib/suggest.ts';
import type { Problem } from '../problem.ts';
import { type LintRule, repeated, written } from './rule.ts';

export const tags: LintRule = (input) => {
  if (input.dialect !== '3.2') return [];
  const all = written(input, 'tag').flatMap(({ value: { name, parent }, pointer }) =>
    typeof name === 'string' ? [{ name, parent, pointer }] : [],
  );
  const parents = new Map(all.map(({ name, parent }) => [name, parent]));
  return [
    ...repeated(all, ({ name }) => name).map(
      ([{ name, pointer }, first]): Problem => ({
        kind: 'name-repeated',
        pointer: `${pointer}/name`,
        message: `the tag "${name}" is already declared`,
        other: `${first.pointer}/name`,
        fix: 'remove one of them',
      }),
    ),
    ...all.flatMap((tag) => ofParent(tag, parents)),
  ];
};

type Tag = { readonly name: string; readonly parent: unknown; readonly pointer: string };

function ofParent({ name, parent, pointer }: Tag, parents: ReadonlyMap<string, unknown>): Problem[] {
  if (typeof parent !== 'string') return [];
  const at = { kind: 'tag', pointer: `${pointer}/parent` } as const;
  if (!parents.has(parent)) {
    const known = [...parents.keys()];
    const message = `the parent "${parent}" of tag "${name}" is not declared; known: ${listOf(known)}`;
    return [{ ...at, message, fix: didYouMean(parent, known) ?? 'declare it under tags' }];
  }
  const above = (tag: string) => [parents.get(tag)].filter((one) => typeof one === 'string');
  if (!reachedFrom([parent], above).has(name)) return [];
  return [{ ...at, message: `the tag "${name}" is its own ancestor`, fix: 'remove a parent' }];
}
