// Method and URL -> operation (OpenAPI 3.1, Paths Object): literal segments before templated ones, case kept, the host of no account,
// a trailing slash significant. Compiled once per contract into a tree of segments.
import type { CompiledContract, CompiledOperation } from '../model.ts';
import { buildTree, find, isUnrivalled, type Node } from './path-tree.ts';

type Tree = {
  readonly root: Node;
  /** Made when first asked for: see `urlsOf`. */
  readonly urls: Map<CompiledOperation, RegExp | undefined>;
};

const trees = new WeakMap<CompiledContract, Tree>();
let lastContract: CompiledContract | undefined;
let lastTree: Tree | undefined;

function treeOf(contract: CompiledContract): Tree {
  if (contract === lastContract && lastTree !== undefined) return lastTree;
  const tree = trees.get(contract) ?? { root: buildTree(contract), urls: new Map() };
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
  const tree = treeOf(contract);
  const operation = search(tree, method, url);
  const urls = operation && urlsOf(tree, operation);
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

/** Its URLs as they are mostly spelled; undefined where one of them might be another operation's. */
function urlsOf({ root, urls }: Tree, operation: CompiledOperation): RegExp | undefined {
  if (urls.has(operation)) return urls.get(operation);
  const paths = operation.prefixes.map((prefix) => `${prefix}${operation.path}`);
  const isAlone = paths.every((path) => isUnrivalled(root, path, operation));
  const expression = isAlone ? expressionFor(paths) : undefined;
  urls.set(operation, expression);
  return expression;
}

function expressionFor(paths: readonly string[]): RegExp {
  const sources = paths.map((path) =>
    path.replaceAll(/[\\^$.*+?()[\]|]/g, '\\$&').replaceAll(/\{[^{}]*\}/g, '[^/?#]+'),
  );
  return new RegExp(`^(?:[^/?#]+://[^/?#]*)?(?:${sources.join('|')})(?:[?#]|$)`);
}

function search({ root }: Tree, method: string, url: string): CompiledOperation | undefined {
  const start = pathStart(url);
  const end = pathEnd(url, start);
  // RFC 9110 section 4.2.3: an empty path is "/".
  if (start === end) return find(root, '/', 0, 1, method);
  return find(root, url, start, end, method) ?? find(root, url, start, end, method.toUpperCase());
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
