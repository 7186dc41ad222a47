/** All that these lead to, with them: each once, in the order in which it is reached. */
export function reachedFrom<Node>(starts: Iterable<Node>, nextOf: (node: Node) => Iterable<Node>): Set<Node> {
  const reached = new Set(starts);
  for (const node of reached) for (const next of nextOf(node)) reached.add(next);
  return reached;
}
