import type { PageField } from '../../model.ts';
import { aboutValue, type DocsRule } from '../rule.ts';

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
      const { field } = value;
      if (!value.isRightType || field === undefined || field.pointer !== value.pattern) return [];
      const breach = breachOf(value.value, field);
      return breach === undefined ? [] : [aboutValue(value, breach)];
    }),
};

function breachOf(value: unknown, { minimum, maximum, minLength, maxLength }: PageField): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const [size, least, most, unit] =
    typeof value === 'number'
      ? [value, minimum, maximum, '']
      : [[...value].length, minLength, maxLength, ' characters'];
  if (least !== undefined && size < Number(least))
    return `the table says at least ${least}${unit}, the sample has ${size}`;
  return most !== undefined && size > Number(most)
    ? `the table says at most ${most}${unit}, the sample has ${size}`
    : undefined;
}
