// Which properties, values and union branches of the contract the observed bodies showed. Counting is a walk over a prepared tree: no
// string is made and nothing is allocated per body.
import type {
  BodyCoverage,
  BranchCoverage,
  CompiledContent,
  ContractDetail,
  PropertyCoverage,
} from '../model.ts';
import { explainValue } from '../schema/explain.ts';
import { hasType } from '../schema/words.ts';
import { type Branch, type Node, planOf, type Slot, type Union } from './coverage-plan.ts';

export type BodyCoverageCounter = {
  readonly observe: (content: CompiledContent, value: unknown) => void;
  /** Every declared property, value and branch; undefined where no body of this content was observed or its schema says nothing. */
  readonly coverageOf: (content: CompiledContent) => BodyCoverage | undefined;
};

export function createBodyCoverage(detail: ContractDetail): BodyCoverageCounter {
  const plans = new Map<CompiledContent, Node | undefined>();
  return {
    observe: (content, value) => {
      let plan = plans.get(content);
      if (plan === undefined && !plans.has(content)) {
        plan = content.schema === undefined ? undefined : planOf(detail.schemas, content.schema);
        plans.set(content, plan);
      }
      if (plan !== undefined) visit(detail, plan, value);
    },
    coverageOf: (content) => {
      const plan = plans.get(content);
      return plan === undefined ? undefined : { properties: propertiesOf(plan), branches: branchesOf(plan) };
    },
  };
}

function visit(detail: ContractDetail, node: Node, value: unknown): void {
  if (node.values !== undefined) countValue(node.values, value);
  for (const union of node.unions) countBranch(detail, union, value);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    if (node.items !== undefined) for (const element of value) visit(detail, node.items, element);
    return;
  }
  node.count += 1;
  const object = value as Record<string, unknown>;
  for (const slot of node.properties) visitProperty(detail, slot, object);
  if (node.further !== undefined) visitFurther(detail, node, node.further, object);
}

function visitProperty(detail: ContractDetail, slot: Slot, object: Record<string, unknown>): void {
  const value = object[slot.name];
  if (value === undefined || (slot.name in Object.prototype && !Object.hasOwn(object, slot.name))) return;
  slot.count += 1;
  if (slot.node !== undefined) visit(detail, slot.node, value);
}

function visitFurther(
  detail: ContractDetail,
  { properties }: Node,
  further: Node,
  object: Record<string, unknown>,
): void {
  for (const name of Object.keys(object)) {
    if (!properties.some((slot) => slot.name === name)) visit(detail, further, object[name]);
  }
}

function countValue(values: Map<unknown, number>, value: unknown): void {
  const count = values.get(value);
  if (count !== undefined) values.set(value, count + 1);
}

function countBranch(detail: ContractDetail, { branches, tag, byType }: Union, value: unknown): void {
  if (tag !== undefined && typeof value === 'object' && value !== null) {
    const named = tag.byValue.get((value as Record<string, unknown>)[tag.propertyName]);
    if (named !== undefined) named.count += 1;
    return;
  }
  for (const branch of branches) if (fits(detail, branch, value, byType)) branch.count += 1;
}

function fits(detail: ContractDetail, { at, types }: Branch, value: unknown, byType: boolean): boolean {
  if (byType) return types?.some((type) => hasType(value, type)) === true;
  return explainValue(detail, at, value, 1).violations.length === 0;
}

function propertiesOf(node: Node): PropertyCoverage[] {
  return node.properties
    .flatMap((slot) => {
      const { pointer, required, count } = slot;
      const values = slot.node?.values ?? slot.node?.items?.values;
      const listed =
        values === undefined
          ? {}
          : { values: [...values].map(([value, observed]) => ({ value: JSON.stringify(value), observed })) };
      const own: PropertyCoverage = { pointer, required, observed: count, outOf: node.count, ...listed };
      return [own, ...(slot.node === undefined ? [] : propertiesOf(slot.node))];
    })
    .concat(...[node.items, node.further].map((inner) => (inner === undefined ? [] : propertiesOf(inner))));
}

function branchesOf(node: Node): BranchCoverage[] {
  const own = node.unions.flatMap(({ branches }) =>
    branches.map(({ label, count }) => ({ pointer: node.pointer, branch: label, observed: count })),
  );
  const inner = [...node.properties.map((slot) => slot.node), node.items, node.further];
  return [...own, ...inner.flatMap((below) => (below === undefined ? [] : branchesOf(below)))];
}
