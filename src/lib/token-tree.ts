// Values by the tokens that lead to them from a root, as those of a JSON pointer do.

export type TokenTree<Value> = { value: Value | undefined; readonly inside: Map<string, TokenTree<Value>> };

export function tokenTree<Value>(): TokenTree<Value> {
  return { value: undefined, inside: new Map() };
}

/** What stands behind these tokens; it is made where there is none. */
export function branchAt<Value>(root: TokenTree<Value>, tokens: readonly string[]): TokenTree<Value> {
  let at = root;
  for (const token of tokens) {
    const next = at.inside.get(token) ?? tokenTree<Value>();
    at.inside.set(token, next);
    at = next;
  }
  return at;
}
