// Which properties, values and union branches of the contract the observed bodies showed. The first bodies are walked; for a content that
// comes often the walk is turned into code of its own, which looks at each property where it stands and allocates nothing.
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
import { type Count, counterCode } from './coverage-code.ts';
import { type Node, type Plan, planOf } from './coverage-plan.ts';
import { type Fits, visit } from './coverage-walk.ts';

/** By content: indexes of operation, response and media type in the contract. */
export type BodyCounts = Readonly<Record<string, readonly number[]>>;

export type BodyCoverageCounter = {
  readonly observe: (content: CompiledContent, value: unknown) => void;
  /** Where bodies were observed that are counted only once the explainer, which tells branches apart, is loaded. */
  readonly waiting: () => Promise<void> | undefined;
  /** Every declared property, value and branch; undefined where no body of this content was observed or its schema says nothing. */
  readonly coverageOf: (content: CompiledContent) => BodyCoverage | undefined;
  /** Those of two runs of one contract add up number by number. */
  readonly counts: (contract: CompiledContract) => BodyCounts;
  readonly add: (contract: CompiledContract, counts: BodyCounts) => void;
};

/** `count` is there as soon as there is code for it. */
type Planned = { readonly plan: Plan; bodies: number; count: Count | undefined };
type Counter = { readonly planned: Planned; readonly counts: Float64Array };

/** For plans that ask for no verdict. */
const unasked: Fits = () => false;

/** So many bodies are walked: fewer would not be worth the compiling. */
const WALKED = 100;

export function createBodyCoverage(detail: ContractDetail): BodyCoverageCounter {
  const plans = new Map<JsonPointer, Planned | undefined>();
  const counters = new Map<CompiledContent, Counter | undefined>();
  const later: (readonly [counter: Counter, value: unknown])[] = [];
  let judged: Fits | undefined;
  let last: CompiledContent | undefined;
  let lastCounter: Counter | undefined;

  function planned(schema: JsonPointer): Planned | undefined {
    if (plans.has(schema)) return plans.get(schema);
    const plan = planOf(detail.schemas, schema);
    const made = plan && { plan, bodies: 0, count: undefined };
    plans.set(schema, made);
    return made;
  }

  function counterOf(content: CompiledContent): Counter | undefined {
    if (counters.has(content)) return counters.get(content);
    const of = content.schema === undefined ? undefined : planned(content.schema);
    const counter = of && { planned: of, counts: new Float64Array(of.plan.size) };
    counters.set(content, counter);
    return counter;
  }

  function walk({ planned: of, counts }: Counter, value: unknown, fits: Fits): void {
    visit({ counts, fits }, of.plan.root, value);
    if (++of.bodies === WALKED) of.count = counterCode(of.plan.root, fits);
  }

  async function loadFits(): Promise<void> {
    const { explainValue } = await import('../../schema/explain.ts');
    const fits: Fits = (at, value) => explainValue(detail, at, value, { limit: 1 }).violations.length === 0;
    judged = fits;
    for (const [counter, value] of later.splice(0)) walk(counter, value, fits);
  }

  return {
    observe: (content, value) => {
      if (content !== last) {
        last = content;
        lastCounter = counterOf(content);
      }
      if (lastCounter === undefined) return;
      const { planned: of, counts } = lastCounter;
      if (of.count !== undefined) of.count(value, counts);
      else if (judged === undefined && of.plan.judges) later.push([lastCounter, value]);
      else walk(lastCounter, value, judged ?? unasked);
    },
    waiting: () => (later.length === 0 ? undefined : loadFits()),
    coverageOf: (content) => {
      const counter = counters.get(content);
      if (counter === undefined) return undefined;
      const { root } = counter.planned.plan;
      const { counts } = counter;
      return { properties: addProperties([], root, counts), branches: addBranches([], root, counts) };
    },
    counts: (contract) =>
      Object.fromEntries(
        contentsOf(contract).flatMap(([key, content]) => {
          const counter = counters.get(content);
          return counter === undefined ? [] : [[key, Array.from(counter.counts)]];
        }),
      ),
    add: (contract, counts) => {
      for (const [key, content] of contentsOf(contract)) {
        const list = counts[key] ?? [];
        const own = list.length === 0 ? undefined : counterOf(content)?.counts;
        if (own !== undefined)
          for (const [index, count] of list.entries()) own[index] = (own[index] ?? 0) + count;
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

type Counts = Float64Array;

/** Into one list: a run of one recording spends as much on the report of it as on the judging. */
function addProperties(list: PropertyCoverage[], node: Node, counts: Counts): PropertyCoverage[] {
  const outOf = counts[node.count] ?? 0;
  for (const { pointer, required, count, node: inner } of node.properties) {
    const own: PropertyCoverage = { pointer, required, observed: counts[count] ?? 0, outOf };
    const values = inner?.values ?? inner?.items?.values;
    list.push(values === undefined ? own : { ...own, values: valuesOf(values, counts) });
    if (inner !== undefined) addProperties(list, inner, counts);
  }
  if (node.items !== undefined) addProperties(list, node.items, counts);
  if (node.further !== undefined) addProperties(list, node.further, counts);
  return list;
}

function valuesOf(
  values: ReadonlyMap<unknown, number>,
  counts: Counts,
): NonNullable<PropertyCoverage['values']> {
  return Array.from(values, ([value, at]) => ({ value: JSON.stringify(value), observed: counts[at] ?? 0 }));
}

function addBranches(list: BranchCoverage[], node: Node, counts: Counts): BranchCoverage[] {
  const { pointer } = node;
  for (const { branches } of node.unions)
    for (const { label, count } of branches)
      list.push({ pointer, branch: label, observed: counts[count] ?? 0 });
  for (const { node: inner } of node.properties) if (inner !== undefined) addBranches(list, inner, counts);
  if (node.items !== undefined) addBranches(list, node.items, counts);
  if (node.further !== undefined) addBranches(list, node.further, counts);
  return list;
}
