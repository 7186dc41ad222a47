import type { ParameterDefect } from '../parameters.ts';
import type { Rule } from '../rule.ts';

export const requestParameterMismatch: Rule = {
  code: 'request-parameter-mismatch',
  level: 'error',
  meaning: 'a parameter whose value is not of its schema',
  explanation:
    'With --requests: the text of a parameter, taken apart by its style and explode and read as the types that its schema asks for, has no reading that fits the schema. Where OpenAPI does not say how a value stands in text, as for an array inside of an object, nothing is said about it. Values of credentials are not looked at.',
  example: 'query parameter "limit" does not fit its schema (integer)',
  fix: 'correct the client, or the schema',
  elsewhere: { oasdiff: 'request-parameter-type-changed' },
  find: ({ request }) =>
    (request?.parameters ?? [])
      .filter(({ defect }) => defect === 'mismatch')
      .map((defect) => ({
        code: 'request-parameter-mismatch',
        pointer: '',
        name: `${defect.in} ${defect.name}`,
        message: `${defect.in} parameter "${defect.name}" does not fit its schema${declaredAs(defect)}`,
        declaredAt: defect.declaredAt,
      })),
};

function declaredAs({ types, serialization }: ParameterDefect): string {
  const { style, explode } = serialization ?? {};
  const isExploded = explode === true && style !== 'deepObject';
  const words = [
    ...(types.length > 0 ? [types.join(' or ')] : []),
    ...(style === undefined ? [] : [`style ${style}${isExploded ? ' exploded' : ''}`]),
  ];
  return words.length > 0 ? ` (${words.join(', ')})` : '';
}
