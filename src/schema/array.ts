// Keywords of arrays (JSON Schema core 10.3.1, 11.2; validation 6.4).
import { areDistinct } from '../json/equal.ts';
import type { JsonSchema } from '../model.ts';
import { descend, type Evaluation, type Evaluator, type Instance, inDoubt, report } from './evaluation.ts';
import { quickVerdict } from './quick.ts';
import { amount, type SchemaObject } from './words.ts';

type ArrayInstance = Instance & { readonly value: readonly unknown[] };

export function evaluateArray(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: ArrayInstance,
  into: Evaluation,
): void {
  const prefix = Array.isArray(schema.prefixItems) ? (schema.prefixItems as JsonSchema[]) : [];
  prefix.slice(0, instance.value.length).forEach((item, index) => {
    evaluateItem(evaluator, instance, into, {
      index,
      schema: item,
      at: `${instance.at}/prefixItems/${index}`,
    });
  });
  into.items = Math.max(into.items, prefix.length);
  if (schema.items !== undefined) {
    restOfItems(evaluator, instance, into, {
      keyword: 'items',
      schema: schema.items as JsonSchema,
      isSpoken: (index) => index < prefix.length,
    });
    into.items = Number.POSITIVE_INFINITY;
  }
  itemCount(evaluator, schema, instance, into);
  distinctItems(evaluator, schema, instance, into);
  containedItems(evaluator, schema, instance, into);
}

type Rest = {
  readonly keyword: string;
  readonly schema: JsonSchema;
  readonly isSpoken: (index: number) => boolean;
};

function restOfItems(evaluator: Evaluator, instance: ArrayInstance, into: Evaluation, rest: Rest): void {
  const at = `${instance.at}/${rest.keyword}`;
  for (let index = 0; index < instance.value.length; index++) {
    if (rest.isSpoken(index)) continue;
    if (rest.schema === false) {
      report(evaluator, into, {
        code: 'out-of-range',
        pointer: instance.pointer,
        schemaPointer: at,
        expected: `at most ${amount(index, 'item')}`,
        received: amount(instance.value.length, 'item'),
      });
      return;
    }
    evaluateItem(evaluator, instance, into, { index, schema: rest.schema, at });
  }
}

function evaluateItem(
  evaluator: Evaluator,
  instance: ArrayInstance,
  into: Evaluation,
  { index, schema, at }: { readonly index: number; readonly schema: JsonSchema; readonly at: string },
): void {
  if (quickVerdict(schema, instance.value[index]) === true) return;
  descend(
    into,
    evaluator.evaluate({ value: instance.value[index], pointer: `${instance.pointer}/${index}`, schema, at }),
  );
}

function itemCount(
  evaluator: Evaluator,
  { minItems, maxItems }: SchemaObject,
  instance: ArrayInstance,
  into: Evaluation,
): void {
  const count = instance.value.length;
  const at = { code: 'out-of-range', pointer: instance.pointer, received: amount(count, 'item') };
  if (typeof minItems === 'number' && count < minItems) {
    report(evaluator, into, {
      ...at,
      schemaPointer: `${instance.at}/minItems`,
      expected: `at least ${amount(minItems, 'item')}`,
    });
  }
  if (typeof maxItems === 'number' && count > maxItems) {
    report(evaluator, into, {
      ...at,
      schemaPointer: `${instance.at}/maxItems`,
      expected: `at most ${amount(maxItems, 'item')}`,
    });
  }
}

function distinctItems(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: ArrayInstance,
  into: Evaluation,
): void {
  if (schema.uniqueItems !== true || areDistinct(instance.value)) return;
  report(evaluator, into, {
    code: 'rule-violated',
    name: 'uniqueItems',
    pointer: instance.pointer,
    schemaPointer: `${instance.at}/uniqueItems`,
    expected: 'items that are all different',
    received: 'two equal items',
  });
}

function containedItems(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: ArrayInstance,
  into: Evaluation,
): void {
  if (schema.contains === undefined) return;
  const least = typeof schema.minContains === 'number' ? schema.minContains : 1;
  const most = typeof schema.maxContains === 'number' ? schema.maxContains : Number.POSITIVE_INFINITY;
  const matches = instance.value.flatMap((value, index) => {
    const judged = inDoubt(evaluator, {
      value,
      pointer: `${instance.pointer}/${index}`,
      schema: schema.contains as JsonSchema,
      at: `${instance.at}/contains`,
    });
    return judged.violations.length === 0 ? [index] : [];
  });
  if (matches.length > 0) into.moreItems = new Set([...into.moreItems, ...matches]);
  if (matches.length >= least && matches.length <= most) return;
  report(evaluator, into, {
    code: 'rule-violated',
    name: 'contains',
    pointer: instance.pointer,
    schemaPointer: `${instance.at}/contains`,
    expected: `${matches.length < least ? `at least ${least}` : `at most ${most}`} of a kind that contains names`,
    received: String(matches.length),
  });
}

export function evaluateLeftItems(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: ArrayInstance,
  into: Evaluation,
): void {
  if (schema.unevaluatedItems === undefined) return;
  const isSpoken = (index: number): boolean => index < into.items || into.moreItems.has(index);
  restOfItems(evaluator, instance, into, {
    keyword: 'unevaluatedItems',
    schema: schema.unevaluatedItems as JsonSchema,
    isSpoken,
  });
  into.items = Number.POSITIVE_INFINITY;
}
