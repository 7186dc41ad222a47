import { placeKey } from '../places.ts';
import { isNamed, isOfOperation, requestLines } from '../request-lines.ts';
import { aboutAddress, type DocsRule } from '../rule.ts';

export const docsSampleParameterMissing: DocsRule = {
  code: 'docs-sample-parameter-missing',
  level: 'warning',
  meaning: 'the only sample of a request lacks a query parameter that its table marks as required',
  explanation:
    'Whoever copies the sample gets a refusal, or the parameter is not required after all. Looked at where there is one sample with a request line; of several, each may show a part.',
  example: 'the table marks "zone" as required, the sample calls /v1/lamps?size=3',
  fix: 'try the request without it; correct the contract after what the service does',
  find: ({ facts }) => {
    const [line, ...more] = requestLines(facts).filter((each) => isOfOperation(each, facts));
    if (line === undefined || more.length > 0 || (facts.examples.request?.length ?? 0) > 1) return [];
    return (
      facts.parameters
        .filter((parameter) => parameter.in === 'query' && parameter.required === true)
        .filter((parameter) => !line.queryKeys.some((key) => isNamed(key, parameter)))
        // `filter=zone::north` holds the parameter in the value of another.
        .filter(({ name }) => !line.query.split(/[^\w-]+/).includes(name))
        .map(({ name }) => {
          const message = `the table marks the query parameter "${name}" as required, the only sample has none`;
          return aboutAddress(`query ${name}`, message, line.at, [placeKey.parameter('query', name)]);
        })
    );
  },
};
