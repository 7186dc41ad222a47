// The paths of a contract as a tree of segments: literal ones before templated ones, case kept, a trailing slash significant.
import type { CompiledContract, CompiledOperation } from '../model.ts';

export type Node = {
  readonly literals: Map<string, Node>;
  /** The same where they are few: compared where they stand in the URL. */
  readonly fewLiterals: { readonly text: string; readonly node: Node }[];
  /** Segments with templates, the more literal text the earlier. */
  readonly templates: { readonly template: Template; readonly node: Node }[];
  readonly methods: Map<string, CompiledOperation>;
};

type Template = {
  readonly text: string;
  readonly literal: number;
  readonly matches: (segment: string) => boolean;
};

/** The operation of a path, which begins and ends there within `url`. */
export function find(
  node: Node,
  url: string,
  start: number,
  end: number,
  method: string,
): CompiledOperation | undefined {
  if (start >= end) return node.methods.get(method);
  const slash = url.indexOf('/', start + 1);
  const next = slash < 0 || slash > end ? end : slash;
  const literal = literalAt(node, url, start + 1, next);
  const exact = literal === undefined ? undefined : find(literal, url, next, end, method);
  if (exact !== undefined) return exact;
  for (const { template, node: below } of node.templates) {
    const found = fits(template, url, start + 1, next) ? find(below, url, next, end, method) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Many literals, or encoded ones, are looked up. */
function literalAt(
  { literals, fewLiterals }: Node,
  url: string,
  start: number,
  end: number,
): Node | undefined {
  if (literals.size === 0) return undefined;
  if (fewLiterals.length !== literals.size) return literals.get(decodeSegment(url.slice(start, end)));
  for (let at = 0; at < fewLiterals.length; at++) {
    const few = fewLiterals[at];
    if (few !== undefined && few.text.length === end - start && url.startsWith(few.text, start))
      return few.node;
  }
  const segment = url.slice(start, end);
  return segment.includes('%') ? literals.get(decodeSegment(segment)) : undefined;
}

/** A template that is no more than a name takes any text. */
function fits({ text, matches }: Template, url: string, start: number, end: number): boolean {
  return text === '{}' ? end > start : matches(decodeSegment(url.slice(start, end)));
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

export function buildTree({ operations }: CompiledContract): Node {
  const root = createNode();
  for (const operation of operations)
    for (const prefix of operation.prefixes) insert(root, `${prefix}${operation.path}`, operation);
  sortTemplates(root);
  return root;
}

function createNode(): Node {
  return { literals: new Map(), fewLiterals: [], templates: [], methods: new Map() };
}

function insert(root: Node, path: string, operation: CompiledOperation): void {
  let node = root;
  for (const segment of path.split('/').slice(1))
    node = segment.includes('{') ? templateChild(node, segment) : literalChild(node, decodeSegment(segment));
  if (!node.methods.has(operation.method)) node.methods.set(operation.method, operation);
}

const FEW = 4;

function literalChild(node: Node, segment: string): Node {
  const known = node.literals.get(segment);
  if (known !== undefined) return known;
  const child = createNode();
  node.literals.set(segment, child);
  if (node.literals.size <= FEW) node.fewLiterals.push({ text: segment, node: child });
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

/** Beside each segment that is a template there is nothing that could take the same text, and where the path ends no other operation. */
export function isUnrivalled(root: Node, path: string, operation: CompiledOperation): boolean {
  if (!path.startsWith('/') || /[%?#]/.test(path)) return false;
  let node: Node | undefined = root;
  for (const segment of path.split('/').slice(1)) {
    if (!segment.includes('{')) node = node?.literals.get(segment);
    else if (node?.literals.size === 0 && node.templates.length === 1 && /^\{[^{}]*\}$/.test(segment))
      node = node.templates[0]?.node;
    else return false;
  }
  return node?.methods.get(operation.method) === operation;
}
