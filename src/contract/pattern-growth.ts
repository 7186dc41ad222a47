// How the time of a regular expression grows with the text at worst. A backtracking matcher takes as many steps as there are paths through the
// expression that read some beginning of the text. So this counts the paths: it walks all sets of places that one text can lead to, each with
// its number of paths, and proves linear time where no count exceeds a bound. All of it is bounded by steps, never by a clock: the answer is the
// same on every machine. What is approximated (long repetitions, word boundaries, \p{...}) allows more paths than there are.
import { boundedPattern, flagsOf } from '../lib/regex.ts';
import { remember } from '../lib/remember.ts';
import {
  ACCEPT,
  buildGraph,
  type Expression,
  type Graph,
  type NodeId,
  readExpression,
  sequencesOf,
} from './pattern-graph.ts';

export type Growth = 'linear' | 'quadratic' | 'unproven';

const MOST_CHARACTERS = 10_000;

/** Flags: "u" or none. */
export function growthOf(pattern: string, flags: string): Growth {
  if (pattern.length > MOST_CHARACTERS) return 'unproven';
  const expression = readExpression(pattern, flags);
  if (expression === undefined) return 'unproven';
  const whole = buildGraph([expression]);
  if (whole === undefined) return 'unproven';
  if (isBounded(whole, 'anywhere')) return 'linear';
  if (isAnchored(whole)) return isTwice(expression) ? 'quadratic' : 'unproven';
  return isBounded(whole, 'start') ? 'quadratic' : 'unproven';
}

/** No text makes it run for long: what is unproven was taken out when the contract was read. */
export function safePattern(pattern: string): string {
  return growthOf(pattern, flagsOf(pattern)) === 'linear' ? pattern : boundedPattern(pattern);
}

/** It can match at the start of the text only. */
function isAnchored(graph: Graph): boolean {
  const found = reach(graph, 2 * graph.start, false);
  return found !== undefined && found.places.size === 0 && !found.accepts;
}

/** Written out, each sequence is two parts that take linear time each, the second one from wherever the first one ends. */
function isTwice(expression: Expression): boolean {
  return sequencesOf(expression).every((parts) =>
    [0, ...parts.keys()].some((at) => isLinear(parts.slice(0, at)) && isLinear(parts.slice(at))),
  );
}

function isLinear(parts: readonly Expression[]): boolean {
  const graph = buildGraph(parts);
  return graph !== undefined && isBounded(graph, 'start');
}

const MOST_PATHS = 64;
const MOST_SETS = 2000;
const MOST_STEPS = 150_000;
/** Ways from one character to the next without reading any. */
const MOST_EMPTY_STEPS = 2000;

/** A node that reads a character next: twice its number, and 1 more behind a part of which it is not certain that it matches. */
type Place = number;

/** Each with the number of paths to it. */
type Places = ReadonlyMap<Place, number>;

type Reached = {
  readonly places: Places;
  /** The match succeeds here, whatever follows: nothing beyond is tried again. */
  readonly accepts: boolean;
};

/** A set of places; `searching`: the matcher may still begin anew at the next character. */
type PlaceSet = { readonly places: Places; readonly searching: boolean };

/** No text leads to more than MOST_PATHS paths, begun at the start of the text alone or anywhere. */
function isBounded(graph: Graph, from: 'start' | 'anywhere'): boolean {
  const known = new Set<string>();
  const queue: PlaceSet[] = [];
  let steps = 0;

  function add(set: PlaceSet): boolean {
    let total = 0;
    for (const count of set.places.values()) total += count;
    if (total > MOST_PATHS) return false;
    const key = keyOf(set);
    if (known.has(key)) return true;
    known.add(key);
    queue.push(set);
    return known.size <= MOST_SETS;
  }

  const first = reach(graph, 2 * graph.start, true);
  const again = reach(graph, 2 * graph.start, false);
  if (first === undefined || again === undefined) return false;
  const searches = from === 'anywhere' && !first.accepts;
  if (!add({ places: first.places, searching: searches && !again.accepts })) return false;
  if (searches && again.accepts && !add({ places: again.places, searching: false })) return false;
  for (let set = queue.pop(); set !== undefined; set = queue.pop()) {
    for (const letter of graph.letters) {
      const next = new Map<Place, number>();
      let { searching } = set;
      for (const [place, count] of set.places) {
        steps += 1;
        const node = graph.nodes[place >> 1];
        if (node?.reads === undefined || !letter.has(node.reads)) continue;
        const reached = reach(graph, 2 * node.next + (place & 1), false);
        if (reached === undefined) return false;
        if (searching && reached.accepts) {
          searching = false;
          if (!add({ places: reached.places, searching })) return false;
        } else for (const [at, ways] of reached.places) next.set(at, (next.get(at) ?? 0) + ways * count);
      }
      if (searching) for (const [at, ways] of again.places) next.set(at, (next.get(at) ?? 0) + ways);
      if (steps > MOST_STEPS || !add({ places: next, searching })) return false;
    }
  }
  return true;
}

function keyOf({ places, searching }: PlaceSet): string {
  const sorted = [...places].sort(([one], [other]) => one - other);
  return `${searching} ${sorted.join(' ')}`;
}

const memoOf = remember((_: Graph) => new Map<Place, Reached | undefined>());

/** Where one can read the next character from here; undefined where there are too many ways. */
function reach(graph: Graph, from: Place, atStart: boolean): Reached | undefined {
  const memo = memoOf(graph);
  const key = atStart ? -from - 1 : from;
  if (memo.has(key)) return memo.get(key);
  const places = new Map<Place, number>();
  const visits = new Map<NodeId, number>();
  let accepts = false;
  let steps = 0;

  // An expression that repeats one that can be empty leads back to where it was: twice shows that there are several ways.
  function visit(id: NodeId, certain: boolean): void {
    const node = graph.nodes[id];
    const visited = visits.get(id) ?? 0;
    if (node === undefined || visited === 2 || ++steps > MOST_EMPTY_STEPS) return;
    if (id === ACCEPT) accepts ||= certain;
    else if (node.reads !== undefined) {
      const place = 2 * id + (certain ? 0 : 1);
      places.set(place, (places.get(place) ?? 0) + 1);
    } else if (node.onlyAtStart !== true || atStart) {
      visits.set(id, visited + 1);
      for (const next of node.ways) visit(next, certain && node.uncertain !== true);
      visits.set(id, visited);
    }
  }

  visit(from >> 1, (from & 1) === 0);
  const reached = steps > MOST_EMPTY_STEPS ? undefined : { places, accepts };
  memo.set(key, reached);
  return reached;
}
