import type { PageField } from '../../model.ts';
import { type DocsRule, sampleAt, tableAt } from '../rule.ts';

export const docsSampleOutOfRange: DocsRule = {
  code: 'docs-sample-out-of-range',
  level: 'error',
  meaning: 'a sample value is beyond the limits that its table states',
  explanation:
    'Numbers are held to minimum and maximum, strings to their length in characters. Lengths of an array are not judged: the page may mean its items.',
  example: 'the table says at most 64 characters, the sample has 70',
  fix: 'find out which limit the service keeps',
  find: ({ values }) =>
    values.flatMap((value) => {
      if (!value.isRightType || value.field === undefined || value.field.pointer !== value.pattern) return [];
      return breaches(value.value, value.field).map((breach) => ({
        status: value.side,
        pointer: value.pattern,
        message: breach,
        at: sampleAt(value),
        table: tableAt(value.side, value.pattern),
      }));
    }),
};

function breaches(value: unknown, { minimum, maximum, minLength, maxLength }: PageField): string[] {
  if (typeof value === 'number') return outside(value, minimum, maximum, '', `${value}`);
  if (typeof value !== 'string') return [];
  const length = [...value].length;
  return outside(length, minLength, maxLength, ' characters', `${length}`);
}

function outside(
  size: number,
  least: string | undefined,
  most: string | undefined,
  unit: string,
  shown: string,
): string[] {
  const isBelow = least !== undefined && size < Number(least);
  const isAbove = most !== undefined && size > Number(most);
  if (isBelow) return [`the table says at least ${least}${unit}, the sample has ${shown}`];
  return isAbove ? [`the table says at most ${most}${unit}, the sample has ${shown}`] : [];
}
