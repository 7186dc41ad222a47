import { isOfOperation, isOfStep, type RequestLine, requestLines } from '../request-lines.ts';
import { aboutAddress, type DocsRule } from '../rule.ts';

export const docsSampleRequestLine: DocsRule = {
  code: 'docs-sample-request-line',
  level: 'error',
  meaning: 'the request line of a sample has another method or path than its page',
  explanation:
    'Whoever copies the sample calls another operation, or none. A placeholder in the sample or the path stands for anything, and the sample may have a base path before the path.',
  example: 'the page describes DELETE /v1/jobs/{id}, its sample shows GET /v1/jobs/7',
  fix: 'try both; report it to the vendor',
  find: ({ facts }) => {
    const lines = requestLines(facts);
    const others = lines.filter((line) => !isOfOperation(line, facts));
    // Beside a sample of the operation, one of another operation is a step before or after it.
    const isStep = (line: RequestLine) => others.length < lines.length && isOfStep(line, facts);
    return others
      .filter((line) => !isStep(line))
      .map(({ method = facts.method, path, at }) => {
        const line = `${method} ${path}`;
        const message = `the page describes ${facts.method} ${facts.path}, its sample shows ${line}`;
        return aboutAddress(line, message, at);
      });
  },
};
