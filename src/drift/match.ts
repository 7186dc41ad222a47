// Method and URL -> operation (OpenAPI 3.1, Paths Object): literal segments before templated ones, case kept, the host of no account,
// a trailing slash significant. Compiled once per contract into a tree of segments.
import type { CompiledContract, CompiledOperation } from '../model.ts';

type Node = {
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

const trees = new WeakMap<CompiledContract, Node>();
let lastContract: CompiledContract | undefined;
let lastTree: Node | undefined;

function treeOf(contract: CompiledContract): Node {
  if (contract === lastContract && lastTree !== undefined) return lastTree;
  const tree = trees.get(contract) ?? buildTree(contract);
  trees.set(contract, tree);
  lastContract = contract;
  lastTree = tree;
  return tree;
}

/** The operation that the request is one of, or undefined. `url` is absolute or starts with its path. */
export function matchOperation(
  contract: CompiledContract,
  method: string,
  url: string,
): CompiledOperation | undefined {
  const slot = url.length % SLOTS;
  const known = recent[slot];
  if (known !== undefined && known.method === method && known.contract === contract && known.urls.test(url))
    return known.operation;
  const operation = search(contract, method, url);
  const urls = operation && urlsOf(contract, operation);
  if (operation !== undefined && urls !== undefined) recent[slot] = { contract, method, operation, urls };
  return operation;
}

type Match = {
  readonly contract: CompiledContract;
  readonly method: string;
  readonly operation: CompiledOperation;
  readonly urls: RegExp;
};

/** Traffic asks for the same again and again, and the URLs of one operation are mostly of one length. */
const SLOTS = 64;
const recent: (Match | undefined)[] = new Array(SLOTS).fill(undefined);

const expressions = new WeakMap<CompiledOperation, RegExp | undefined>();

/** Its URLs as they are mostly spelled; undefined where one of them might be another operation's. */
function urlsOf(contract: CompiledContract, operation: CompiledOperation): RegExp | undefined {
  if (expressions.has(operation)) return expressions.get(operation);
  const paths = operation.prefixes.map((prefix) => `${prefix}${operation.path}`);
  const isAlone = paths.every((path) => isUnrivalled(treeOf(contract), path));
  const sources = paths.map((path) =>
    path.replaceAll(/[\\^$.*+?()[\]|]/g, '\\$&').replaceAll(/\{[^{}]*\}/g, '[^/?#]+'),
  );
  const urls = isAlone ? new RegExp(`^(?:[^/?#]+://[^/?#]*)?(?:${sources.join('|')})(?:[?#]|$)`) : undefined;
  expressions.set(operation, urls);
  return urls;
}

/** Beside each segment that is a template there is nothing that could take the same text. */
function isUnrivalled(root: Node, path: string): boolean {
  let node: Node | undefined = root;
  for (const segment of path.split('/').slice(1)) {
    if (segment.includes('%')) return false;
    if (!segment.includes('{')) node = node?.literals.get(segment);
    else if (node?.literals.size === 0 && node.templates.length === 1 && /^\{[^{}]*\}$/.test(segment))
      node = node.templates[0]?.node;
    else return false;
  }
  return true;
}

function search(contract: CompiledContract, method: string, url: string): CompiledOperation | undefined {
  const tree = treeOf(contract);
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
  const slash = url.indexOf('/', authority + 3);
  const end = pathEnd(url, authority + 3);
  return slash < 0 || slash > end ? end : slash;
}

function pathEnd(url: string, start: number): number {
  const query = url.indexOf('?', start);
  const fragment = url.indexOf('#', start);
  if (query < 0) return fragment < 0 ? url.length : fragment;
  return fragment < 0 || query < fragment ? query : fragment;
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

function buildTree({ operations }: CompiledContract): Node {
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
