// The element tree of a page (hast), as far as reading needs it. Every walk is a loop: pages nest as deep as they like.

export type Point = { readonly line: number; readonly column: number };

export type Node = {
  readonly type: string;
  readonly tagName?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly value?: string;
  readonly children?: readonly Node[];
  /** The parsers leave parts of it out where a tag was broken. */
  readonly position?: { readonly start?: Point; readonly end?: Point };
};

/** A node and all below it in document order, without what is below nodes that `skip` names. */
export function* walk(root: Node, skip: (node: Node) => boolean = () => false): Generator<Node> {
  const stack: Node[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    if (node !== root && skip(node)) continue;
    for (const child of node.children?.toReversed() ?? []) stack.push(child);
  }
}

/** Text with runs of white space (the no-break and ideographic kinds too) as one space, trimmed. */
export function plainText(text: string): string {
  return text
    .replace(/\u200b|\u200c|\u200d|\u2060|\ufeff/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

export function textOf(root: Node): string {
  return plainText(rawText(root));
}

/** With its white space as it is. */
export function rawText(root: Node, skip: (node: Node) => boolean = isFootnote): string {
  let text = '';
  for (const node of walk(root, skip)) {
    if (node !== root && skip(node)) continue;
    if (node.type === 'text') text += node.value ?? '';
    else if (node.tagName === 'br') text += '\n';
  }
  return text;
}

/** The number of a footnote is not part of the text around it. */
function isFootnote({ properties }: Node): boolean {
  return properties?.dataFootnoteRef !== undefined;
}

/** The `id` and `name` attributes of a node and of all below it: what a link can point to. */
export function anchorsIn(root: Node): string[] {
  const anchors: string[] = [];
  for (const node of walk(root)) {
    const { id, name } = node.properties ?? {};
    if (typeof id === 'string') anchors.push(id);
    if (typeof name === 'string') anchors.push(name);
  }
  return anchors;
}

/** Where the node starts; a node made by the parser itself takes its first placed descendant's. */
export function pointOf(root: Node): Point {
  for (const { position } of walk(root))
    if (position?.start !== undefined) return { line: position.start.line, column: position.start.column };
  return { line: 1, column: 1 };
}
