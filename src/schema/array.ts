// Keywords of arrays (JSON Schema core 10.3.1, 11.2; validation 6.4).
import { areDistinct } from '../json/equal.ts';
import { plural } from '../lib/plural.ts';
import type { JsonSchema } from '../model.ts';
import { descend, type Evaluating, inDoubt, type Mismatch, reportMismatch } from './evaluation.ts';
import { quickVerdict } from './quick.ts';

type EvaluatingArray = Evaluating<readonly unknown[]>;

export function evaluateArray(array: EvaluatingArray): void {
  const { schema, value, at, into } = array;
  const prefix = Array.isArray(schema.prefixItems) ? (schema.prefixItems as JsonSchema[]) : [];
  for (const [index, item] of prefix.slice(0, value.length).entries())
    evaluateItem(array, index, item, `${at}/prefixItems/${index}`);
  into.items = Math.max(into.items, prefix.length);
  evaluateRest(array, 'items', (index) => index < prefix.length);
  for (const find of [countMismatches, repetition, containsMismatch])
    for (const mismatch of find(array)) reportMismatch(array, mismatch);
}

/** unevaluatedItems: evaluated last, after everything that applies in place. */
export function evaluateLeftItems(array: EvaluatingArray): void {
  const { items, moreItems } = array.into;
  evaluateRest(array, 'unevaluatedItems', (index) => index < items || moreItems.has(index));
}

/** The items that nothing spoke of before. */
function evaluateRest(array: EvaluatingArray, keyword: string, isSpoken: (index: number) => boolean): void {
  const { value, at, into } = array;
  const schema = array.schema[keyword] as JsonSchema | undefined;
  if (schema === undefined) return;
  into.items = Number.POSITIVE_INFINITY;
  for (let index = 0; index < value.length; index++) {
    if (isSpoken(index)) continue;
    if (schema === false)
      return reportMismatch(array, outOfRange(keyword, `at most ${plural(index, 'item')}`, value));
    evaluateItem(array, index, schema, `${at}/${keyword}`);
  }
}

function evaluateItem(array: EvaluatingArray, index: number, schema: JsonSchema, at: string): void {
  const value = array.value[index];
  if (quickVerdict(schema, value) === true) return;
  const pointer = `${array.pointer}/${index}`;
  descend(array.into, array.evaluator.evaluate({ value, pointer, schema, at }));
}

function outOfRange(keyword: string, expected: string, value: readonly unknown[]): Mismatch {
  return { code: 'out-of-range', keyword, expected, received: plural(value.length, 'item') };
}

function countMismatches({ schema: { minItems, maxItems }, value }: EvaluatingArray): Mismatch[] {
  const mismatches: Mismatch[] = [];
  if (typeof minItems === 'number' && value.length < minItems)
    mismatches.push(outOfRange('minItems', `at least ${plural(minItems, 'item')}`, value));
  if (typeof maxItems === 'number' && value.length > maxItems)
    mismatches.push(outOfRange('maxItems', `at most ${plural(maxItems, 'item')}`, value));
  return mismatches;
}

function repetition({ schema, value }: EvaluatingArray): Mismatch[] {
  if (schema.uniqueItems !== true || areDistinct(value)) return [];
  const keyword = 'uniqueItems';
  const expected = 'items that are all different';
  return [{ code: 'rule-violated', name: keyword, keyword, expected, received: 'two equal items' }];
}

function containsMismatch(array: EvaluatingArray): Mismatch[] {
  const { evaluator, pointer, at, into } = array;
  const { contains, minContains, maxContains } = array.schema;
  if (contains === undefined) return [];
  const least = typeof minContains === 'number' ? minContains : 1;
  const most = typeof maxContains === 'number' ? maxContains : Number.POSITIVE_INFINITY;
  const schema = contains as JsonSchema;
  const matches = array.value.flatMap((value, index) => {
    const item = { value, pointer: `${pointer}/${index}`, schema, at: `${at}/contains` };
    return inDoubt(evaluator, item).violations.length === 0 ? [index] : [];
  });
  if (matches.length > 0) into.moreItems = new Set([...into.moreItems, ...matches]);
  if (matches.length >= least && matches.length <= most) return [];
  const bound = matches.length < least ? `at least ${least}` : `at most ${most}`;
  const expected = `${bound} of a kind that contains names`;
  return [
    {
      code: 'rule-violated',
      name: 'contains',
      keyword: 'contains',
      expected,
      received: String(matches.length),
    },
  ];
}
