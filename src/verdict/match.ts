// Method and URL -> operation (OpenAPI 3.2, Paths Object). Literal segments come before templated ones, case and a trailing slash matter,
// the host does not. The paths of a contract are compiled once into a tree of segments.
import { methodNamed } from '../lib/http-methods.ts';
import { matchesParts } from '../lib/name-patterns.ts';
import { remember } from '../lib/remember.ts';
import type { CompiledContract, CompiledOperation } from '../model.ts';
import { pathEnd, pathStart } from './url.ts';

const treeOf = remember(buildTree);

/** Operations that the same requests match: the first of them is taken. */
export function rivalsOf(
  contract: CompiledContract,
  operation: CompiledOperation,
): readonly CompiledOperation[] {
  return rivalsIn(contract).get(operation) ?? [];
}

const rivalsIn = remember(({ operations }: CompiledContract) => {
  const shapeOf = ({ method, path, prefixes, multiSegment }: CompiledOperation): string =>
    [method, prefixes[0], path.replaceAll(/\{[^{}]*\}/g, '{}'), multiSegment === undefined].join(' ');
  const groups = [...Map.groupBy(operations, shapeOf).values()].filter((group) => group.length > 1);
  return new Map(groups.flatMap((group) => group.map((one) => [one, group] as const)));
});

/** The operation that the request is one of, or undefined. `url` is absolute or starts with its path. */
export function matchOperation(
  contract: CompiledContract,
  method: string,
  url: string,
): CompiledOperation | undefined {
  const root = treeOf(contract);
  const start = pathStart(url);
  const end = pathEnd(url, start);
  // RFC 9110 section 4.2.3: an empty path is "/".
  if (start === end) return find(root, '/', 0, 1, method);
  const found = find(root, url, start, end, method);
  if (found !== undefined) return found;
  const name = methodNamed(method);
  if (name !== method) return matchOperation(contract, name, url);
  // RFC 9110 section 9.3.2: HEAD is GET without content.
  return name === 'HEAD' ? find(root, url, start, end, 'GET') : undefined;
}

type PathNode = {
  readonly literals: Map<string, PathNode>;
  /** The same where they are few: compared where they stand in the URL. */
  readonly fewLiterals: { readonly text: string; readonly node: PathNode }[];
  /** Segments with templates, the more literal text the earlier. */
  readonly templates: { readonly template: Template; readonly node: PathNode }[];
  /** Behind a parameter that may span several segments. */
  several: PathNode | undefined;
  readonly methods: Map<string, CompiledOperation>;
};

type Template = {
  readonly text: string;
  readonly literal: number;
  readonly matches: (segment: string) => boolean;
};

/** The operation of a path, which begins and ends there within `url`. */
function find(
  node: PathNode,
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
  const isEmpty = next === start + 1;
  return node.several === undefined || isEmpty ? undefined : findBehind(node.several, url, next, end, method);
}

/** A path has one such parameter, so that each end of it is tried once. */
function findBehind(
  node: PathNode,
  url: string,
  start: number,
  end: number,
  method: string,
): CompiledOperation | undefined {
  for (let at = start; at <= end; ) {
    const found = find(node, url, at, end, method);
    if (found !== undefined || at === end) return found;
    const slash = url.indexOf('/', at + 1);
    at = slash < 0 || slash > end ? end : slash;
  }
  return undefined;
}

/** Many literals, or encoded ones, are looked up. */
function literalAt(
  { literals, fewLiterals }: PathNode,
  url: string,
  start: number,
  end: number,
): PathNode | undefined {
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

function buildTree({ operations }: CompiledContract): PathNode {
  const root = createNode();
  for (const operation of operations)
    for (const prefix of operation.prefixes) insert(root, `${prefix}${operation.path}`, operation);
  sortTemplates(root);
  return root;
}

function createNode(): PathNode {
  return { literals: new Map(), fewLiterals: [], templates: [], several: undefined, methods: new Map() };
}

function insert(root: PathNode, path: string, operation: CompiledOperation): void {
  let node = root;
  for (const segment of path.split('/').slice(1)) {
    if (operation.multiSegment !== undefined && segment === `{${operation.multiSegment}}`)
      node = node.several ??= createNode();
    else if (segment.includes('{')) node = templateChild(node, segment);
    else node = literalChild(node, decodeSegment(segment));
  }
  if (!node.methods.has(operation.method)) node.methods.set(operation.method, operation);
}

const FEW = 4;

function literalChild(node: PathNode, segment: string): PathNode {
  const known = node.literals.get(segment);
  if (known !== undefined) return known;
  const child = createNode();
  node.literals.set(segment, child);
  if (node.literals.size <= FEW) node.fewLiterals.push({ text: segment, node: child });
  return child;
}

function templateChild(node: PathNode, segment: string): PathNode {
  const text = segment.replaceAll(/\{[^{}]*\}/g, '{}');
  const known = node.templates.find(({ template }) => template.text === text);
  if (known !== undefined) return known.node;
  const child = createNode();
  node.templates.push({ template: createTemplate(text), node: child });
  return child;
}

function createTemplate(text: string): Template {
  const parts = text.split('{}').map(decodeSegment);
  const literal = text.replaceAll('{}', '').length;
  return { text, literal, matches: (segment) => matchesParts(parts, segment, 1) };
}

function sortTemplates(node: PathNode): void {
  node.templates.sort((a, b) => b.template.literal - a.template.literal);
  const children = [...node.literals.values(), ...node.templates.map((template) => template.node)];
  for (const child of node.several === undefined ? children : [...children, node.several])
    sortTemplates(child);
}
