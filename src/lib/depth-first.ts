// A depth-first walk over a graph. Not recursive: a chain of references may be longer than the stack.

export type Walk<Node> = {
  /** Nodes that were reached before: they are not entered again. */
  readonly seen: Set<Node>;
  readonly nextOf: (node: Node) => Iterable<Node>;
  /** Called once for each node, after all nodes that it leads to. The start has depth 1. */
  readonly finish: (node: Node, depth: number) => void;
};

export function depthFirst<Node>(start: Node, { seen, nextOf, finish }: Walk<Node>): void {
  const path: { readonly node: Node; readonly left: Iterator<Node> }[] = [];
  const enter = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    path.push({ node, left: nextOf(node)[Symbol.iterator]() });
  };
  enter(start);
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const next = step.left.next();
    if (next.done !== true) enter(next.value);
    else {
      finish(step.node, path.length);
      path.pop();
    }
  }
}
