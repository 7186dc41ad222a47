// Which schemas a value may meet again and again: by two branches of a union that refer to one schema, on each of many levels, or in a
// recursive schema. What such a function finds is remembered for the rest of the run of its validator, or the time would be exponential.
import { depthFirst, type Walk } from '../../lib/depth-first.ts';
import { reachedFrom } from '../../lib/reached.ts';
import type { Part, Schemas } from '../standalone.ts';
import { keyIn } from './schema-facts.ts';

/** A reference in a schema: to which key, and where the value stands that it is about, from the value of the schema on. */
type Edge = { readonly to: string; readonly location: string };

/** So often may a schema meet a value before its answers are remembered, which costs more than a short function does. */
const OFTEN = 64;

type Repetitions = {
  /** Whether the answers of the schema at this key are to be remembered. */
  readonly has: (key: string) => boolean;
  /** Takes further schemas; answers those known ones whose functions have to be made anew: they or what they refer to are repeated now. */
  readonly add: (more: Schemas) => readonly string[];
};

export function schemaRepetitions(): Repetitions {
  const edges = new Map<string, readonly Edge[]>();
  const repeated = new Set<string>();
  return {
    has: (key) => repeated.has(key),
    add: (more) => {
      for (const [key, schema] of more) edges.set(key, edgesOf(schema));
      const reached = reachedFrom(more.keys(), (key) => (edges.get(key) ?? []).map(({ to }) => to));
      const inside = new Map([...reached].map((key) => [key, edges.get(key) ?? []]));
      const found = [...repeatedIn(inside)].filter((key) => !repeated.has(key));
      for (const key of found) repeated.add(key);
      return found.some((key) => !more.has(key)) ? [...reached].filter((key) => !more.has(key)) : [];
    },
  };
}

/** The keys of the schemas that are met often. */
function repeatedIn(edges: Edges): ReadonlySet<string> {
  const recursive = recursiveParts(edges);
  const repeated = new Set<string>();
  const times = new Map<string, number>();
  // Callers stand before what they refer to, but for references back.
  for (const key of inOrder(edges)) {
    const own = repeated.has(key) ? 1 : (times.get(key) ?? 1);
    for (const edge of edges.get(key) ?? []) {
      const isRecursive = recursive.get(key) === recursive.get(edge.to);
      const same = (edges.get(key) ?? []).filter(({ location }) => overlap(location, edge.location)).length;
      const all = Math.max(times.get(edge.to) ?? 1, own * same);
      times.set(edge.to, Math.min(all, OFTEN + 1));
      if (same > 1 && (isRecursive || all > OFTEN)) repeated.add(edge.to);
    }
  }
  return repeated;
}

const ANY = '*';
const MAPS = new Set(['properties', 'x-closed']);
const ELSEWHERE = new Set(
  (
    'items prefixItems additionalProperties patternProperties unevaluatedProperties unevaluatedItems ' +
    'x-contains x-left-items'
  ).split(' '),
);
const LITERALS = new Set(['enum', 'const', 'x-texts', 'x-table', 'required', 'dependentRequired']);

function edgesOf(schema: unknown, location = ''): readonly Edge[] {
  if (Array.isArray(schema)) return schema.flatMap((part) => edgesOf(part, location));
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (keyword === '$ref') return [{ to: keyIn(value), location }];
    if (LITERALS.has(keyword)) return [];
    if (MAPS.has(keyword))
      return Object.entries(value as object).flatMap(([name, part]) =>
        edgesOf(part, `${location}/${name.replaceAll(/[/*]/g, '_')}`),
      );
    // patternProperties and dependentSchemas are maps by names too: what stands in them is found all the same.
    return edgesOf(value, ELSEWHERE.has(keyword) ? `${location}/${ANY}` : location);
  });
}

function overlap(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [a.split('/'), b.split('/')];
  return (
    left.length === right.length &&
    left.every((name, index) => name === right[index] || name === ANY || right[index] === ANY)
  );
}

type Edges = ReadonlyMap<string, readonly Edge[]>;

/** Each key after all that refer to it, but for references in a ring. */
function inOrder(edges: Edges): readonly string[] {
  const finished: string[] = [];
  const walk = walkOver(edges);
  for (const root of edges.keys()) depthFirst(root, { ...walk, finish: (key) => finished.push(key) });
  return finished.reverse();
}

/** For each key a name for the ring that it is part of: by Kosaraju's two walks. */
function recursiveParts(edges: Edges): ReadonlyMap<string, string> {
  const backward = new Map<string, Edge[]>();
  for (const [key, all] of edges)
    for (const { to } of all) backward.set(to, [...(backward.get(to) ?? []), { to: key, location: '' }]);
  const parts = new Map<string, string>();
  const walk = walkOver(backward);
  for (const root of inOrder(edges)) depthFirst(root, { ...walk, finish: (key) => parts.set(key, root) });
  return parts;
}

function walkOver(edges: Edges): Pick<Walk<string>, 'seen' | 'nextOf'> {
  return { seen: new Set(), nextOf: (key) => (edges.get(key) ?? []).map(({ to }) => to) };
}

const REMEMBER = 'recall';

/** Answers by function and value, until the outermost remembered call returns; with them the names and items that it spoke of. */
export const recallPart: Part = {
  name: REMEMBER,
  text: `const ${REMEMBER} = (() => { const known = new Map(); let depth = 0; const copy = (props) => typeof props == "object" ? {__proto__:null, ...props} : props; return (named, run, data) => { let answers = known.get(run); if (answers === undefined) known.set(run, answers = new Map()); let answer = answers.get(data); if (answer === undefined) { depth++; try { const valid = run(data); const evaluated = named.evaluated; answer = { valid, props: copy(evaluated?.props), items: evaluated?.items }; if (depth > 1) answers.set(data, answer); } finally { if (--depth === 0) known.clear(); } } else if (named.evaluated !== undefined) { named.evaluated.props = copy(answer.props); named.evaluated.items = answer.items; } return answer.valid; }; })();`,
  needs: [],
};

/** The two functions: the one that others call, and the one that finds out. */
export function recallingText(name: string, body: string): string {
  return `function ${name}(data){return ${REMEMBER}(${name}, ${name}_run, data);}function ${name}_run(data){${body}}`;
}
