// Which properties, values and union branches of the contract the observed bodies showed. A schema is counted wherever bodies show it: a
// property is one of its schema, not of each way that leads there.
import { appendToken } from '../../lib/pointer.ts';
import { remember } from '../../lib/remember.ts';
import type {
  BodyCoverage,
  BranchCoverage,
  CompiledContent,
  CompiledContract,
  ContractDetail,
  JsonPointer,
  PropertyCoverage,
} from '../../model.ts';
import { type BodyCounter, createBodyCounter, type Fits, nodesOf } from './count-body.ts';
import { type SchemaGraph, type SchemaNode, schemaGraph } from './schema-graph.ts';

/** By content: indexes of operation, response and media type in the contract. */
type BodyCounts = Readonly<Record<string, readonly number[]>>;

type BodyCoverageCounter = {
  readonly observe: (content: CompiledContent, value: unknown) => void;
  /** Where bodies were observed that are counted only once the explainer, which tells branches apart, is loaded. */
  readonly waiting: () => Promise<void> | undefined;
  /** Names of what this content has and nobody can judge, as far as its bodies had it since the last time that this was asked. */
  readonly takeNotJudged: (content: CompiledContent) => readonly string[];
  /** Every declared property, value and branch; undefined where no body of this content was observed or its schema says nothing. */
  readonly coverageOf: (content: CompiledContent) => BodyCoverage | undefined;
  /** Those of two runs of one contract add up number by number. */
  readonly counts: (contract: CompiledContract) => BodyCounts;
  readonly add: (contract: CompiledContract, counts: BodyCounts) => void;
};

type Counter = { readonly graph: SchemaGraph; readonly bodies: BodyCounter };

/** For schemas whose branches need no verdict. */
const neverAsked: Fits = () => false;

export function createBodyCoverage(detail: ContractDetail): BodyCoverageCounter {
  const graphs = new Map<JsonPointer, SchemaGraph | undefined>();
  const counters = new Map<CompiledContent, Counter | undefined>();
  const later: (readonly [bodies: BodyCounter, value: unknown])[] = [];
  let fits: Fits | undefined;

  function graphOf(schema: JsonPointer): SchemaGraph | undefined {
    const graph = graphs.has(schema) ? graphs.get(schema) : schemaGraph(detail.schemas, schema);
    graphs.set(schema, graph);
    return graph;
  }

  function counterOf(content: CompiledContent): Counter | undefined {
    if (counters.has(content)) return counters.get(content);
    const graph = content.schema === undefined ? undefined : graphOf(content.schema);
    const counter = graph && { graph, bodies: createBodyCounter(graph) };
    counters.set(content, counter);
    return counter;
  }

  async function loadFits(): Promise<void> {
    const { explainerAccepts } = await import('../../schema/explain.ts');
    const loaded: Fits = (at, value) => explainerAccepts(detail, at, value);
    fits = loaded;
    for (const [bodies, value] of later.splice(0)) bodies.count(value, loaded);
  }

  return {
    observe: (content, value) => {
      const counter = counterOf(content);
      if (counter === undefined) return;
      const { graph, bodies } = counter;
      if (fits === undefined && graph.judges) later.push([bodies, value]);
      else bodies.count(value, fits ?? neverAsked);
    },
    waiting: () => (later.length === 0 ? undefined : loadFits()),
    takeNotJudged: (content) => counters.get(content)?.bodies.takeNotJudged() ?? [],
    coverageOf: (content) => {
      const counter = counters.get(content);
      if (counter === undefined) return undefined;
      const counted = { graph: counter.graph, counts: counter.bodies.counts() };
      return { properties: propertiesOf(counted), branches: branchesOf(counted) };
    },
    counts: (contract) =>
      Object.fromEntries(
        contentsOf(contract).flatMap(([key, content]) => {
          const counter = counters.get(content);
          return counter === undefined ? [] : [[key, Array.from(counter.bodies.counts())]];
        }),
      ),
    add: (contract, counts) => {
      for (const [key, content] of contentsOf(contract)) {
        const list = counts[key] ?? [];
        if (list.length > 0) counterOf(content)?.bodies.add(list);
      }
    },
  };
}

/** Listed once: thousands of partial reports may be joined. */
const contentsOf = remember(({ operations }: CompiledContract) =>
  operations.flatMap(({ responses }, operation) =>
    responses.flatMap(({ content }, response) =>
      content.map((one, at) => [`${operation}/${response}/${at}`, one] as const),
    ),
  ),
);

type Counted = { readonly graph: SchemaGraph; readonly counts: Float64Array };

/** Schemas that describe the same value may name the same property: it is one, as often as the more frequent of them was seen. */
function propertiesOf(counted: Counted): readonly PropertyCoverage[] {
  const nodes = [...counted.graph.nodes.values()];
  const required = new Set(
    nodes.flatMap(({ always, pointer, required: names }) =>
      always ? names.map((name) => appendToken(pointer, name)) : [],
    ),
  );
  const byParent = new Map<JsonPointer, Map<JsonPointer, PropertyCoverage>>();
  for (const node of nodes) {
    const siblings = byParent.get(node.pointer) ?? new Map<JsonPointer, PropertyCoverage>();
    byParent.set(node.pointer, siblings);
    for (const property of node.properties) {
      const pointer = appendToken(node.pointer, property.name);
      const own = propertyOf(counted, node, property, required.has(pointer));
      const same = siblings.get(pointer);
      siblings.set(pointer, same === undefined ? own : joined(same, own));
    }
  }
  return inOrder(byParent);
}

function propertyOf(
  { graph, counts }: Counted,
  { count, pointer }: SchemaNode,
  property: SchemaNode['properties'][number],
  required: boolean,
): PropertyCoverage {
  const of = (at: number): number => counts[at] ?? 0;
  const nodes = property.schema === undefined ? [] : nodesOf(graph, [property.schema]);
  const own = nodes.flatMap(({ values }) => values ?? []);
  const listed =
    own.length > 0
      ? own
      : nodesOf(
          graph,
          nodes.flatMap(({ items }) => items),
        ).flatMap(({ values }) => values ?? []);
  const values = new Map(listed.flatMap((list) => [...list]).map(([value, at]) => [value, of(at)]));
  return {
    pointer: appendToken(pointer, property.name),
    required,
    observed: of(property.count),
    outOf: of(count),
    ...(property.isDeprecated && { deprecated: true as const }),
    ...(values.size > 0 && {
      values: Array.from(values, ([value, observed]) => ({ value: JSON.stringify(value), observed })),
    }),
  };
}

function joined(one: PropertyCoverage, other: PropertyCoverage): PropertyCoverage {
  const values = one.values ?? other.values;
  return {
    pointer: one.pointer,
    required: one.required,
    observed: Math.max(one.observed, other.observed),
    outOf: Math.max(one.outOf, other.outOf),
    ...((one.deprecated || other.deprecated) && { deprecated: true as const }),
    ...(values && { values }),
  };
}

/** Each property is followed by those inside it. */
function inOrder(
  byParent: ReadonlyMap<JsonPointer, ReadonlyMap<JsonPointer, PropertyCoverage>>,
): readonly PropertyCoverage[] {
  const list: PropertyCoverage[] = [];
  const stack: (PropertyCoverage | JsonPointer)[] = [''];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next !== 'string') list.push(next);
    const parent = typeof next === 'string' ? next : next.pointer;
    const siblings = byParent.get(parent);
    const items = `${parent}/*`;
    if (byParent.has(items)) stack.push(items);
    for (const property of [...(siblings?.values() ?? [])].reverse()) stack.push(property);
  }
  return list;
}

function branchesOf({ graph, counts }: Counted): readonly BranchCoverage[] {
  return [...graph.nodes.values()].flatMap(({ always, pointer, unions }) =>
    always
      ? unions.flatMap(({ branches }) =>
          branches.map(({ label, count }) => ({ pointer, branch: label, observed: counts[count] ?? 0 })),
        )
      : [],
  );
}
