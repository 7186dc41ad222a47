import { isNamed, isOfOperation, requestLines } from '../request-lines.ts';
import { aboutAddress, type DocsRule } from '../rule.ts';

export const docsSampleQueryUndocumented: DocsRule = {
  code: 'docs-sample-query-undocumented',
  level: 'warning',
  meaning: 'the request line of a sample has a query parameter that no table has',
  explanation:
    'Nothing says what the parameter means or whether the service reads it. A line that is of another operation has its own code, and its query is not looked at.',
  example: 'the sample asks for ?marker=7, no table has "marker"',
  fix: 'report it to the vendor; do not rely on it before the service proves it',
  find: ({ facts }) =>
    requestLines(facts)
      .filter((line) => isOfOperation(line, facts))
      .flatMap(({ queryKeys, at }) =>
        queryKeys
          .filter((key) => !facts.parameters.some((parameter) => isNamed(key, parameter)))
          .map((key) =>
            aboutAddress(`query ${key}`, `the sample asks for "${key}" in its query, no table has it`, at),
          ),
      ),
};
