// A tree of values: tokens lead to each of them from the root, as in a JSON pointer.

export type TokenTree<Value> = { value: Value | undefined; readonly inside: Map<string, TokenTree<Value>> };

export function tokenTree<Value>(): TokenTree<Value> {
  return { value: undefined, inside: new Map() };
}

/** The branch that these tokens lead to, which is created where there is none. */
export function branchAt<Value>(root: TokenTree<Value>, tokens: readonly string[]): TokenTree<Value> {
  let at = root;
  for (const token of tokens) {
    const next = at.inside.get(token) ?? tokenTree<Value>();
    at.inside.set(token, next);
    at = next;
  }
  return at;
}
