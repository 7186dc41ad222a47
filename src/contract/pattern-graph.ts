// A regular expression as a graph of the steps that a backtracking matcher can take, and the letters that it tells apart.
import regjsparser, { type AstNode, type CharacterClassEscape } from 'regjsparser';
import { attempt } from '../lib/attempt.ts';

type Features = {
  readonly lookbehind: true;
  readonly namedGroups: true;
  readonly unicodePropertyEscape: true;
};

export type Expression = AstNode<Features>;

export type NodeId = number;

/** One step: it reads a character and goes on to `next`, or reads none and goes one of its `ways`. */
type GraphNode = {
  readonly reads?: Expression;
  readonly next: NodeId;
  readonly ways: readonly NodeId[];
  readonly onlyAtStart?: true;
  /** Whether it can be gone depends on what stands around it. */
  readonly uncertain?: true;
};

/** Characters that no part of the expression tells apart: the parts that match them. */
type Letter = ReadonlySet<Expression>;

export type Graph = {
  readonly nodes: readonly GraphNode[];
  readonly start: NodeId;
  readonly letters: readonly Letter[];
};

/** The node where the whole expression has matched. */
export const ACCEPT: NodeId = 0;
const DEAD: NodeId = 1;

/** undefined: it does not parse. */
export function readExpression(pattern: string, flags: string): Expression | undefined {
  const features = { lookbehind: true, namedGroups: true, unicodePropertyEscape: true } as const;
  return attempt(() => regjsparser.parse(pattern, flags, features));
}

const MOST_NODES = 3000;
/** A repetition that takes more nodes than this counts as one without an upper limit, which has more paths. */
const MOST_COPIES = 300;
const MOST_PROPERTIES = 4;
const MOST_COMPARISONS = 100_000;

/** Of the parts, one behind the other. undefined: they have a part whose time this can't tell (a backreference), or are too large. */
export function buildGraph(parts: readonly Expression[]): Graph | undefined {
  const nodes: GraphNode[] = [
    { next: DEAD, ways: [] },
    { next: DEAD, ways: [] },
  ];
  /** By their text, which says all. */
  const readers = new Map<string, Expression>();
  let isSupported = true;

  function add(node: Partial<GraphNode>): NodeId {
    if (nodes.length > MOST_NODES) isSupported = false;
    nodes.push({ next: DEAD, ways: [], ...node });
    return nodes.length - 1;
  }

  function sequence(body: readonly Expression[], next: NodeId): NodeId {
    return body.reduceRight((after, part) => one(part, after), next);
  }

  /** The node that begins this part, after which the match goes on at `next`. */
  function one(part: Expression, next: NodeId): NodeId {
    if (!isSupported) return DEAD;
    switch (part.type) {
      case 'alternative':
        return sequence(part.body, next);
      case 'disjunction':
        return add({ ways: part.body.map((way) => one(way, next)) });
      case 'quantifier':
        return repeated(part, next);
      case 'group':
        return group(part, next);
      case 'anchor':
        if (part.kind === 'start') return add({ ways: [next], onlyAtStart: true });
        // Nothing follows the end.
        return part.kind === 'end' ? add({ ways: [] }) : add({ ways: [next], uncertain: true });
      case 'reference':
        isSupported = false;
        return DEAD;
      default:
        if (!readers.has(part.raw)) readers.set(part.raw, part);
        return add({ reads: readers.get(part.raw) ?? part, next });
    }
  }

  function group(part: Expression & { readonly type: 'group' }, next: NodeId): NodeId {
    if (part.behavior === 'normal' || part.behavior === 'ignore') return sequence(part.body, next);
    // It reads backwards, which this does not follow: fine where it is short.
    if (part.behavior === 'lookbehind' || part.behavior === 'negativeLookbehind') {
      isSupported &&= part.body.every(readsOne);
      return add({ ways: [next], uncertain: true });
    }
    return add({ ways: [sequence(part.body, DEAD), next], uncertain: true });
  }

  function repeated(part: Expression & { readonly type: 'quantifier' }, next: NodeId): NodeId {
    const [body] = part.body;
    const { min, max } = part;
    const before = nodes.length;
    const copies = max ?? min;
    const last = max === undefined ? loop(body, next) : next;
    const size = nodes.length - before || sizeOf(body);
    if (copies * size > MOST_COPIES) return approximated(body, min, next);
    let entry = last;
    for (let count = max ?? 0; count > min; count--) entry = add({ ways: [one(body, entry), next] });
    for (let count = 0; count < min; count++) entry = one(body, entry);
    return entry;
  }

  function loop(body: Expression, next: NodeId): NodeId {
    const entry = add({});
    nodes[entry] = { next: DEAD, ways: [one(body, entry), next] };
    return entry;
  }

  /** At least once where it is asked for any times: more paths, and none is certain to match. */
  function approximated(body: Expression, min: number, next: NodeId): NodeId {
    if (min <= 1) return min === 0 ? loop(body, next) : one(body, loop(body, next));
    return one(body, loop(body, add({ ways: [next], uncertain: true })));
  }

  const start = sequence(parts, ACCEPT);
  const letters = isSupported ? lettersOf([...readers.values()]) : undefined;
  return letters === undefined ? undefined : { nodes, start, letters };
}

function sizeOf(part: Expression): number {
  if (part.type === 'quantifier')
    return Math.min(MOST_NODES, sizeOf(part.body[0]) * Math.max(1, part.max ?? part.min + 1));
  if (part.type === 'alternative' || part.type === 'disjunction' || part.type === 'group') {
    let size = 1;
    for (const member of part.body) size += sizeOf(member);
    return size;
  }
  return 1;
}

function readsOne(part: Expression): boolean {
  if (part.type === 'alternative') return part.body.every(readsOne);
  return !['quantifier', 'group', 'disjunction', 'reference'].includes(part.type);
}

const MOST_SEQUENCES = 16;

/** Plain groups, alternatives and optional parts written out: sequences of parts that together have all paths of the expression. */
export function sequencesOf(part: Expression): readonly (readonly Expression[])[] {
  const written = writtenOut(part);
  return written.length > MOST_SEQUENCES ? [[part]] : written;
}

function writtenOut(part: Expression): readonly (readonly Expression[])[] {
  switch (part.type) {
    case 'alternative':
      return joined(part.body);
    case 'disjunction':
      return part.body.flatMap(sequencesOf);
    case 'group':
      return part.behavior === 'normal' || part.behavior === 'ignore' ? joined(part.body) : [[part]];
    case 'quantifier':
      return part.min === 0 && part.max === 1 ? [...sequencesOf(part.body[0]), []] : [[part]];
    default:
      return [[part]];
  }
}

function joined(body: readonly Expression[]): readonly (readonly Expression[])[] {
  let sequences: readonly (readonly Expression[])[] = [[]];
  for (const part of body) {
    const ends = sequencesOf(part);
    const isTooMuch = sequences.length * ends.length > MOST_SEQUENCES;
    sequences = sequences.flatMap((start) =>
      isTooMuch ? [[...start, part]] : ends.map((end) => [...start, ...end]),
    );
  }
  return sequences;
}

// Below, a character is a code point, and for those beyond ASCII what \p{...} says of it is left open: any answers together are possible.

type Properties = ReadonlyMap<string, boolean> | undefined;

function lettersOf(readers: readonly Expression[]): Letter[] | undefined {
  const names = [...new Set(readers.flatMap(propertiesIn))];
  if (names.length > MOST_PROPERTIES) return undefined;
  const starts = new Set([0, ...readers.flatMap(startsIn)]);
  if (starts.size * readers.length > MOST_COMPARISONS) return undefined;
  if (names.length > 0) for (let code = 0; code <= 128; code++) starts.add(code);
  const letters = new Map<string, Letter>();
  for (const code of starts)
    for (const properties of answersOf(names, code)) {
      const matching = readers.filter((reader) => matches(reader, code, properties));
      letters.set(matching.map(({ raw }) => raw).join(''), new Set(matching));
    }
  return [...letters.values()];
}

/** Whether each property holds of the character: tried for ASCII, otherwise all combinations. */
function answersOf(names: readonly string[], code: number): Properties[] {
  if (names.length === 0) return [undefined];
  if (code < 128) return [new Map(names.map((name) => [name, hasProperty(name, code)]))];
  return Array.from(
    { length: 2 ** names.length },
    (_, bits) => new Map(names.map((name, at) => [name, ((bits >> at) & 1) === 1])),
  );
}

function hasProperty(name: string, code: number): boolean {
  return new RegExp(`\\p{${name}}`, 'u').test(String.fromCodePoint(code));
}

function propertiesIn(part: Expression): string[] {
  if (part.type === 'unicodePropertyEscape') return [part.value];
  return part.type === 'characterClass' ? part.body.flatMap(propertiesIn) : [];
}

/** The code points where what this part says can change. */
function startsIn(part: Expression): number[] {
  switch (part.type) {
    case 'value':
      return [part.codePoint, part.codePoint + 1];
    case 'characterClassRange':
      return [part.min.codePoint, part.max.codePoint + 1];
    case 'characterClassEscape':
      return ESCAPES[lower(part)].flatMap(([first, last]) => [first, last + 1]);
    case 'dot':
      return LINE_ENDS.flatMap((code) => [code, code + 1]);
    case 'characterClass':
      return part.body.flatMap(startsIn);
    default:
      return [];
  }
}

function matches(part: Expression, code: number, properties: Properties): boolean {
  switch (part.type) {
    case 'value':
      return part.codePoint === code;
    case 'characterClassRange':
      return part.min.codePoint <= code && code <= part.max.codePoint;
    case 'characterClassEscape': {
      const isIn = ESCAPES[lower(part)].some(([first, last]) => first <= code && code <= last);
      return isIn === (part.value === lower(part));
    }
    case 'unicodePropertyEscape':
      return (properties?.get(part.value) === true) !== part.negative;
    case 'dot':
      return !LINE_ENDS.includes(code);
    case 'characterClass':
      return part.body.some((member) => matches(member, code, properties)) !== part.negative;
    default:
      return false;
  }
}

/** ECMA-262, LineTerminator. */
const LINE_ENDS = [0x0a, 0x0d, 0x2028, 0x2029];

type EscapeName = 'd' | 's' | 'w';

/** ECMA-262, CharacterClassEscape: first and last code points. */
const ESCAPES: Readonly<Record<EscapeName, readonly (readonly [number, number])[]>> = {
  d: [[0x30, 0x39]],
  w: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
  s: [
    [0x09, 0x0d],
    [0x20, 0x20],
    [0xa0, 0xa0],
    [0x1680, 0x1680],
    [0x2000, 0x200a],
    [0x2028, 0x2029],
    [0x202f, 0x202f],
    [0x205f, 0x205f],
    [0x3000, 0x3000],
    [0xfeff, 0xfeff],
  ],
};

function lower({ value }: CharacterClassEscape): EscapeName {
  return value === 'd' || value === 'D' ? 'd' : value === 'w' || value === 'W' ? 'w' : 's';
}
