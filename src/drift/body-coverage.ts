// Which properties, values and union branches of the contract the observed bodies showed. The first bodies are walked; for a content that
// comes often the walk is turned into code of its own, which looks at each property where it stands and allocates nothing.
import type {
  BodyCoverage,
  BranchCoverage,
  CompiledContent,
  CompiledContract,
  ContractDetail,
  JsonPointer,
  PropertyCoverage,
} from '../model.ts';
import { explainValue } from '../schema/explain.ts';
import { type Count, counterCode } from './coverage-code.ts';
import { type Node, type Plan, planOf } from './coverage-plan.ts';
import { type Fits, visit } from './coverage-walk.ts';

/** By content: indexes of operation, response and media type in the contract. */
export type BodyCounts = Readonly<Record<string, readonly number[]>>;

export type BodyCoverageCounter = {
  readonly observe: (content: CompiledContent, value: unknown) => void;
  /** Every declared property, value and branch; undefined where no body of this content was observed or its schema says nothing. */
  readonly coverageOf: (content: CompiledContent) => BodyCoverage | undefined;
  /** Those of two runs of one contract add up number by number. */
  readonly counts: (contract: CompiledContract) => BodyCounts;
  readonly add: (contract: CompiledContract, counts: BodyCounts) => void;
};

/** `count` is there as soon as there is code for it. */
type Planned = { readonly plan: Plan; bodies: number; count: Count | undefined };
type Counter = { readonly planned: Planned; readonly counts: Float64Array };

/** So many bodies are walked: fewer would not be worth the compiling. */
const WALKED = 100;

export function createBodyCoverage(detail: ContractDetail): BodyCoverageCounter {
  const plans = new Map<JsonPointer, Planned | undefined>();
  const counters = new Map<CompiledContent, Counter | undefined>();
  const fits: Fits = (at, value) => explainValue(detail, at, value, { limit: 1 }).violations.length === 0;
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

  function walked({ planned: of, counts }: Counter, value: unknown): void {
    visit({ counts, fits }, of.plan.root, value);
    if (++of.bodies === WALKED) of.count = counterCode(of.plan.root, fits);
  }

  return {
    observe: (content, value) => {
      if (content !== last) {
        last = content;
        lastCounter = counterOf(content);
      }
      if (lastCounter === undefined) return;
      if (lastCounter.planned.count === undefined) walked(lastCounter, value);
      else lastCounter.planned.count(value, lastCounter.counts);
    },
    coverageOf: (content) => {
      const counter = counters.get(content);
      if (counter === undefined) return undefined;
      const { root } = counter.planned.plan;
      return { properties: propertiesOf(root, counter.counts), branches: branchesOf(root, counter.counts) };
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

function contentsOf({ operations }: CompiledContract): (readonly [key: string, CompiledContent])[] {
  return operations.flatMap(({ responses }, operation) =>
    responses.flatMap(({ content }, response) =>
      content.map((one, at) => [`${operation}/${response}/${at}`, one] as const),
    ),
  );
}

type Counts = Float64Array;

function propertiesOf(node: Node, counts: Counts): PropertyCoverage[] {
  return node.properties
    .flatMap((slot) => {
      const { pointer, required, count } = slot;
      const values = slot.node?.values ?? slot.node?.items?.values;
      const listed =
        values === undefined
          ? {}
          : {
              values: [...values].map(([value, at]) => ({
                value: JSON.stringify(value),
                observed: counts[at] ?? 0,
              })),
            };
      const [observed, outOf] = [counts[count] ?? 0, counts[node.count] ?? 0];
      const own: PropertyCoverage = { pointer, required, observed, outOf, ...listed };
      return [own, ...(slot.node === undefined ? [] : propertiesOf(slot.node, counts))];
    })
    .concat(
      ...[node.items, node.further].map((inner) => (inner === undefined ? [] : propertiesOf(inner, counts))),
    );
}

function branchesOf(node: Node, counts: Counts): BranchCoverage[] {
  const own = node.unions.flatMap(({ branches }) =>
    branches.map(({ label, count }) => ({
      pointer: node.pointer,
      branch: label,
      observed: counts[count] ?? 0,
    })),
  );
  const inner = [...node.properties.map((slot) => slot.node), node.items, node.further];
  return [...own, ...inner.flatMap((below) => (below === undefined ? [] : branchesOf(below, counts)))];
}
