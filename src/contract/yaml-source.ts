// YAML text with places. The parser's nodes are given up as soon as the value is made, because they take twenty times
// the memory of the text; only offsets stay. Aliases are copied under a budget, so that the value is a tree and a
// document that explodes when its aliases are resolved is refused.
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { setOwn } from '../lib/objects.ts';
import { parseIndented } from '../lib/yaml-indent.ts';
import type { Fail, FindMember, ParsedText, Tell } from './source.ts';

type YamlReading = {
  readonly fail: Fail;
  readonly tell: Tell;
  readonly maxDepth: number;
  readonly anchors: Map<string, Node>;
  readonly places: Places;
  /** Offset of the outermost alias that the walk is inside, and how many nodes it copied in all. */
  alias: number | undefined;
  aliasNodes: number;
};

/** Key offset and value offset of each member, in the order of Object.keys. */
type Places = Map<object, Int32Array>;

type YamlMember = { readonly key: number; readonly at: number; readonly value: unknown };

const maxAliasNodes = 100_000;

export function parseYaml(text: string, givenFail: Fail, givenTell: Tell, maxDepth: number): ParsedText {
  const { document, offsetOf, lines } = parseIndented(text, parsed);
  const fail: Fail = (offset, ...more) => givenFail(offsetOf(offset), ...more);
  const tell: Tell = (offset, ...more) => givenTell(offsetOf(offset), ...more);
  const [problem] = document.errors;
  if (problem !== undefined) return fail(problem.pos[0], ...explain(problem.code, problem.message));
  for (const line of lines) givenTell(line, 'this line of a quoted text is not indented', 'indent it');
  for (const { pos, code, message } of document.warnings) tell(pos[0], ...explain(code, message));
  const root = document.contents;
  const reading: YamlReading = {
    fail,
    tell,
    maxDepth,
    anchors: new Map(),
    places: new Map(),
    alias: undefined,
    aliasNodes: 0,
  };
  const value = root === null ? undefined : plain(reading, root, 0);
  const find = finder(value, root?.range?.[0] ?? 0, reading.places);
  return {
    value,
    find: (tokens) => {
      const found = find(tokens);
      return found && { key: offsetOf(found.key), value: offsetOf(found.value) };
    },
  };
}

function parsed(text: string): Document.Parsed {
  return parseDocument(text, { uniqueKeys: false, prettyErrors: false, merge: false });
}

function explain(code: string, message: string): [message: string, fix?: string] {
  if (code === 'TAB_AS_INDENT') return ['a tab indents this line', 'indent YAML with spaces'];
  if (code === 'MULTIPLE_DOCS') return ['a second YAML document starts here', 'keep one document a file'];
  if (code === 'TAG_RESOLVE_FAILED') return [...foreignTag];
  return [lowerFirst(message)];
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).split('\n', 1)[0];
}

function plain(reading: YamlReading, node: Node | null | undefined, depth: number): unknown {
  if (node === null || node === undefined) return null;
  const offset = node.range?.[0] ?? 0;
  if (depth > reading.maxDepth) reading.fail(offset, `nested deeper than ${reading.maxDepth} levels`);
  if (reading.alias !== undefined && ++reading.aliasNodes > maxAliasNodes)
    reading.fail(reading.alias, `the aliases of this document stand for more than ${maxAliasNodes} values`);
  if (isAlias(node)) return plainAlias(reading, node.source, offset, depth);
  if (isMap(node)) return remember(reading, node, plainMap(reading, node, depth));
  if (isSeq(node)) return remember(reading, node, plainList(reading, node, depth));
  if (!isScalar(node)) return null;
  remember(reading, node, undefined);
  if (typeof node.value === 'number' && !Number.isFinite(node.value))
    reading.fail(offset, `${node.source ?? node.value} is no JSON number`, 'OpenAPI is JSON: leave it out');
  if (typeof node.value !== 'object' || node.value === null) return node.value;
  reading.tell(offset, ...foreignTag);
  return node.source ?? '';
}

const foreignTag = ['a YAML tag stands here', 'use plain values: OpenAPI knows no tags'] as const;

function remember<T>(reading: YamlReading, node: Node & { anchor?: string | undefined }, value: T): T {
  if (node.anchor !== undefined) reading.anchors.set(node.anchor, node);
  return value;
}

// An anchor is known only after its node ends, so that an alias inside it finds nothing.
function plainAlias(reading: YamlReading, name: string, offset: number, depth: number): unknown {
  const target = reading.anchors.get(name);
  if (target === undefined) return reading.fail(offset, `alias *${name} has no anchor that ends before it`);
  return copying(reading, offset, () => plain(reading, target, depth));
}

function copying<T>(reading: YamlReading, offset: number, copy: () => T): T {
  const outer = reading.alias;
  reading.alias ??= offset;
  const value = copy();
  reading.alias = outer;
  return value;
}

function plainList(reading: YamlReading, list: YAMLSeq, depth: number): unknown[] {
  const offsets = new Int32Array(list.items.length * 2);
  const values = list.items.map((item, index) => {
    const node = item as Node | null;
    const start = startOf(node) ?? startOf(list) ?? 0;
    offsets.set([start, start], index * 2);
    return plain(reading, node, depth + 1);
  });
  reading.places.set(values, offsets);
  return values;
}

function plainMap(reading: YamlReading, map: YAMLMap, depth: number): Record<string, unknown> {
  const members = membersOf(reading, map, depth);
  const value: Record<string, unknown> = {};
  for (const [name, member] of members) setOwn(value, name, member.value);
  const names = Object.keys(value);
  const offsets = new Int32Array(names.length * 2);
  names.forEach((name, index) => {
    const member = members.get(name);
    if (member !== undefined) offsets.set([member.key, member.at], index * 2);
  });
  reading.places.set(value, offsets);
  return value;
}

function membersOf(reading: YamlReading, map: YAMLMap, depth: number): Map<string, YamlMember> {
  const members = new Map<string, YamlMember>();
  const merged: YAMLMap[] = [];
  for (const pair of map.items) {
    const keyNode = pair.key as Node | null;
    const key = startOf(keyNode) ?? startOf(map) ?? 0;
    const valueNode = pair.value as Node | null;
    if (isMergeKey(keyNode)) {
      merged.push(...mergeTargets(reading, valueNode, key));
      continue;
    }
    const name = keyName(reading, keyNode, key);
    if (members.has(name)) reading.tell(key, `duplicate key ${JSON.stringify(name)}`, 'remove one of them');
    members.set(name, { key, at: startOf(valueNode) ?? key, value: plain(reading, valueNode, depth + 1) });
  }
  return withMerged(reading, members, merged, depth);
}

// `<<` of YAML 1.1 (https://yaml.org/type/merge.html): own members win, then earlier targets.
function withMerged(
  reading: YamlReading,
  members: Map<string, YamlMember>,
  merged: readonly YAMLMap[],
  depth: number,
): Map<string, YamlMember> {
  for (const map of merged) {
    const targets = copying(reading, startOf(map) ?? 0, () => membersOf(reading, map, depth + 1));
    for (const [name, member] of targets) if (!members.has(name)) members.set(name, member);
  }
  return members;
}

function isMergeKey(key: Node | null): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

function mergeTargets(reading: YamlReading, node: Node | null, offset: number): YAMLMap[] {
  const targets = isSeq(node) ? (node.items as (Node | null)[]) : [node];
  return targets.map((target) => {
    const map = isAlias(target) ? reading.anchors.get(target.source) : target;
    return isMap(map) ? map : reading.fail(offset, '<< merges something that is no mapping');
  });
}

function keyName(reading: YamlReading, node: Node | null, offset: number): string {
  const key = isAlias(node) ? reading.anchors.get(node.source) : node;
  if (!isScalar(key) || key.value === null) return reading.fail(offset, 'this key is no string');
  if (typeof key.value === 'string') return key.value;
  return key.source ?? String(key.value);
}

function startOf(node: Node | null | undefined): number | undefined {
  return node?.range?.[0];
}

function finder(root: unknown, start: number, places: Places): FindMember {
  const indexes = new Map<object, Map<string, number>>();
  return (tokens) => {
    let found = { key: start, value: start };
    let value = root;
    for (const token of tokens) {
      if (typeof value !== 'object' || value === null) return undefined;
      let index = indexes.get(value);
      if (index === undefined) {
        index = new Map(Object.keys(value).map((name, at) => [name, at]));
        indexes.set(value, index);
      }
      const at = index.get(token);
      const offsets = places.get(value);
      if (at === undefined || offsets === undefined) return undefined;
      found = { key: offsets[at * 2] ?? 0, value: offsets[at * 2 + 1] ?? 0 };
      value = (value as Record<string, unknown>)[token];
    }
    return found;
  };
}
