import { isObject } from '../lib/objects.ts';

/** A copy of the body with one value replaced, added or, where the mutation has none, removed. */
export function planted(
  body: unknown,
  tokens: readonly string[],
  mutation: { readonly value?: unknown },
): unknown {
  const [token, ...rest] = tokens;
  if (token === undefined) return mutation.value;
  if (Array.isArray(body))
    return body.map((item: unknown, index) =>
      String(index) === token ? planted(item, rest, mutation) : item,
    );
  const entries = Object.entries(isObject(body) ? body : {});
  const others = entries.filter(([name]) => name !== token);
  if (rest.length === 0 && !Object.hasOwn(mutation, 'value')) return Object.fromEntries(others);
  const inner = planted(entries.find(([name]) => name === token)?.[1], rest, mutation);
  const isThere = others.length < entries.length;
  return Object.fromEntries(
    isThere
      ? entries.map(([name, value]) => [name, name === token ? inner : value])
      : [...entries, [token, inner]],
  );
}
