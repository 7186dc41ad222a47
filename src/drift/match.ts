// Method and URL -> operation (OpenAPI 3.1, Paths Object): literal segments before templated ones, case kept, the host of no account,
// a trailing slash significant. Compiled once per contract into a tree of segments.
import type { CompiledContract, CompiledOperation } from '../model.ts';

type Node = {
  readonly literals: Map<string, Node>;
  /** Segments with templates, the more literal text the earlier. */
  readonly templates: { readonly template: Template; readonly node: Node }[];
  readonly methods: Map<string, CompiledOperation>;
};

type Template = {
  readonly text: string;
  readonly literal: number;
  readonly matches: (segment: string) => boolean;
};

const trees = new WeakMap<CompiledContract, Node>();

/** The operation that the request is one of, or undefined. `url` is absolute or starts with its path. */
export function matchOperation(
  contract: CompiledContract,
  method: string,
  url: string,
): CompiledOperation | undefined {
  let tree = trees.get(contract);
  if (tree === undefined) {
    tree = buildTree(contract);
    trees.set(contract, tree);
  }
  const start = pathStart(url);
  const end = pathEnd(url, start);
  // RFC 9110 section 4.2.3: an empty path is "/".
  if (start === end) return find(tree, '/', 0, 1, method);
  return find(tree, url, start, end, method) ?? find(tree, url, start, end, method.toUpperCase());
}

/** The path of an absolute URL or of a path with a query, as it stands, percent-encoding and all. */
export function pathOf(url: string): string {
  const start = pathStart(url);
  return url.slice(start, pathEnd(url, start)) || '/';
}

function pathStart(url: string): number {
  if (url.charCodeAt(0) === 47) return 0;
  const authority = url.indexOf('://');
  if (authority < 0) return 0;
  for (let index = authority + 3; index < url.length; index++) {
    const code = url.charCodeAt(index);
    if (code === 47 || code === 63 || code === 35) return index;
  }
  return url.length;
}

function pathEnd(url: string, start: number): number {
  for (let index = start; index < url.length; index++) {
    const code = url.charCodeAt(index);
    if (code === 63 || code === 35) return index;
  }
  return url.length;
}

function find(
  node: Node,
  url: string,
  start: number,
  end: number,
  method: string,
): CompiledOperation | undefined {
  if (start >= end) return node.methods.get(method);
  const slash = url.indexOf('/', start + 1);
  const next = slash < 0 || slash > end ? end : slash;
  const segment = decodeSegment(url.slice(start + 1, next));
  const literal = node.literals.get(segment);
  const exact = literal === undefined ? undefined : find(literal, url, next, end, method);
  if (exact !== undefined) return exact;
  for (const { template, node: below } of node.templates) {
    const found = template.matches(segment) ? find(below, url, next, end, method) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

// RFC 3986 section 6.2.2.2: an encoded unreserved character is the character; a malformed encoding stays as it is.
function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function buildTree({ operations }: CompiledContract): Node {
  const root = createNode();
  for (const operation of operations)
    for (const prefix of operation.prefixes) insert(root, `${prefix}${operation.path}`, operation);
  sortTemplates(root);
  return root;
}

function createNode(): Node {
  return { literals: new Map(), templates: [], methods: new Map() };
}

function insert(root: Node, path: string, operation: CompiledOperation): void {
  let node = root;
  for (const segment of path.split('/').slice(1))
    node = segment.includes('{') ? templateChild(node, segment) : literalChild(node, decodeSegment(segment));
  if (!node.methods.has(operation.method)) node.methods.set(operation.method, operation);
}

function literalChild(node: Node, segment: string): Node {
  const child = node.literals.get(segment) ?? createNode();
  node.literals.set(segment, child);
  return child;
}

function templateChild(node: Node, segment: string): Node {
  const text = segment.replaceAll(/\{[^{}]*\}/g, '{}');
  const known = node.templates.find(({ template }) => template.text === text);
  if (known !== undefined) return known.node;
  const child = createNode();
  node.templates.push({ template: createTemplate(text), node: child });
  return child;
}

function createTemplate(text: string): Template {
  if (text === '{}') return { text, literal: 0, matches: (segment) => segment !== '' };
  const parts = text.split('{}').map((part) => decodeSegment(part).replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('.+?')}$`, 's');
  return { text, literal: text.replaceAll('{}', '').length, matches: (segment) => pattern.test(segment) };
}

function sortTemplates(node: Node): void {
  node.templates.sort((a, b) => b.template.literal - a.template.literal);
  for (const child of [...node.literals.values(), ...node.templates.map((template) => template.node)])
    sortTemplates(child);
}
