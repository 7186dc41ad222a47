// Counts what one body shows, by walking its plan beside it. coverage-code.ts says the same in code; a test holds one against the other.
import type { JsonPointer } from '../../model.ts';
import { hasType } from '../../schema/words.ts';
import type { Branch, Node, Slot, Union } from './coverage-plan.ts';

/** Whether a value is one of the schema `at`. */
export type Fits = (at: JsonPointer, value: unknown) => boolean;

export type Walk = { readonly counts: Float64Array; readonly fits: Fits };

export function visit(walk: Walk, node: Node, value: unknown): void {
  if (node.values !== undefined) countValue(walk, node.values, value);
  for (const union of node.unions) countBranch(walk, union, value);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    if (node.items !== undefined) for (const element of value) visit(walk, node.items, element);
    return;
  }
  increment(walk, node.count);
  const object = value as Record<string, unknown>;
  for (const slot of node.properties) visitProperty(walk, slot, object);
  if (node.further !== undefined) visitFurther(walk, node, node.further, object);
}

function increment({ counts }: Walk, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

function visitProperty(walk: Walk, slot: Slot, object: Record<string, unknown>): void {
  const value = object[slot.name];
  if (value === undefined || (slot.name in Object.prototype && !Object.hasOwn(object, slot.name))) return;
  increment(walk, slot.count);
  if (slot.node !== undefined) visit(walk, slot.node, value);
}

function visitFurther(
  walk: Walk,
  { properties }: Node,
  further: Node,
  object: Record<string, unknown>,
): void {
  for (const name of Object.keys(object)) {
    if (!properties.some((slot) => slot.name === name)) visit(walk, further, object[name]);
  }
}

function countValue(walk: Walk, values: ReadonlyMap<unknown, number>, value: unknown): void {
  const at = values.get(value);
  if (at !== undefined) increment(walk, at);
}

export function countBranch(walk: Walk, { branches, tag, byType }: Union, value: unknown): void {
  if (tag !== undefined && typeof value === 'object' && value !== null) {
    const named = tag.byValue.get((value as Record<string, unknown>)[tag.propertyName]);
    if (named !== undefined) increment(walk, named.count);
    return;
  }
  for (const branch of branches) if (fitsBranch(walk, branch, value, byType)) increment(walk, branch.count);
}

function fitsBranch({ fits }: Walk, { at, types }: Branch, value: unknown, byType: boolean): boolean {
  if (byType) return types?.some((type) => hasType(value, type)) === true;
  return fits(at, value);
}
