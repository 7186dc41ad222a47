// What is remembered of one exchange is not said of another.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Headers } from '../../src/model.ts';
import { createExplainer } from '../../src/verdict/explain.ts';
import { createJudge, type Judge } from '../../src/verdict/judge.ts';
import { readRequest } from '../../src/verdict/requests.ts';
import type { Rule } from '../../src/verdict/rule.ts';
import { rules } from '../../src/verdict/rules.ts';
import { type Compiled, compiled, exchange, json } from './compiled.ts';

let contract: Compiled;
let judge: Judge;

beforeAll(async () => {
  const get = (operationId: string, type: string) => ({
    get: {
      operationId,
      responses: { 200: { description: 'ok', content: { 'application/json': { schema: { type } } } } },
    },
  });
  contract = await compiled({
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: { '/a': get('a', 'string'), '/b': get('b', 'integer') },
  });
  judge = createJudge(contract.contract);
});

const outcomeOf = (url: string, value: unknown, headers?: Headers): string => {
  const verdict = judge(exchange({ url, headers, body: json(value) }), createExplainer(contract.detail));
  return `${verdict?.operation?.id} ${verdict?.issues.map(({ code }) => code).join()}`;
};

test('operations whose exchanges alternate', () => {
  expect(outcomeOf('/a', 'x')).toBe('a ');
  expect(outcomeOf('/b', 'x')).toBe('b type-mismatch');
  expect(outcomeOf('/a', 1)).toBe('a type-mismatch');
  expect(outcomeOf('/b', 1)).toBe('b ');
});

test('headers that are none leave nothing behind', () => {
  expect(() => outcomeOf('/b', 1, [null] as never)).toThrow(TypeError);
  expect(outcomeOf('/b', 1)).toBe('b ');
});

test('more meanings than are remembered', () => {
  for (let index = 0; index < 40; index++) {
    const headers = { 'content-type': `application/json; v=${index}` };
    expect(outcomeOf('/b', 'x', headers)).toBe('b type-mismatch');
    expect(outcomeOf('/b', 1, { 'content-type': `text/x-${index}` })).toBe('b media-type-undocumented');
  }
});

test('without an explanation at hand there is no verdict on a refused value', () => {
  expect(judge(exchange({ url: '/b', body: json('x') }))).toBeUndefined();
  expect(judge(exchange({ url: '/b', body: json(1) }))?.outcome).toBe('clean');
});

test('an operation that is not compiled yet waits; where none matches there is nothing to wait for', () => {
  const asked: (string | undefined)[] = [];
  const waiting = createJudge(contract.contract, {
    isReady: ({ id }) => {
      asked.push(id);
      return id === 'b';
    },
  });
  const explainer = createExplainer(contract.detail);
  const outcomes = ['/a', '/b', '/none'].map(
    (url) => waiting(exchange({ url, body: json(1) }), explainer)?.outcome,
  );
  expect(outcomes).toEqual([undefined, 'clean', 'unchecked']);
  expect(asked).toEqual(['a', 'b']);
});

test('without its option neither a request nor the age of a recording is looked at', () => {
  const request = { headers: {}, body: json({}) };
  const subject = exchange({ url: '/b?page=1', body: json(1), startedAt: '2001-01-01T00:00:00Z', request });
  expect(judge(subject)?.outcome).toBe('clean');
});

describe('the whole of a verdict', () => {
  const whole = (subject: Parameters<Judge>[0], rules?: readonly Rule[]) =>
    createJudge(contract.contract, { rules })(subject, createExplainer(contract.detail));

  test('clean: what was judged, by which declared content', () => {
    const [operation] = contract.contract.operations;
    const response = operation?.responses[0];
    const content = response?.content[0];
    expect(whole(exchange({ url: '/a', body: json('x') }))).toEqual({
      outcome: 'clean',
      issues: [],
      operation,
      response,
      mediaType: 'application/json',
      judged: { content, value: 'x' },
      untried: [],
    });
  });

  test('no operation: unchecked, and an issue', () => {
    const message = 'GET /none matches no operation';
    expect(whole(exchange({ method: 'get', url: 'https://h/none?q', body: json('x') }))).toEqual({
      outcome: 'unchecked',
      issues: [{ code: 'operation-undocumented', pointer: '', message }],
      unchecked: { reason: 'operation-undocumented', subject: 'GET /none', message },
      untried: [],
    });
  });

  test('a body that is not recorded: unchecked, unless something else is found', () => {
    const body = { kind: 'unrecorded', reason: 'cut off' } as const;
    const unchecked = { reason: 'body-unrecorded', subject: 'a 200', message: 'a 200: cut off' };
    expect(whole(exchange({ url: '/a', body }))).toMatchObject({
      outcome: 'unchecked',
      issues: [],
      unchecked,
    });
    const typed = exchange({ url: '/a', body, headers: { 'content-type': 'text/html' } });
    expect(whole(typed)).toMatchObject({ outcome: 'findings', unchecked });
    expect(whole(exchange({ url: '/a', body: json('x') }))?.unchecked).toBeUndefined();
    expect(whole(exchange({ url: '/a', body }))).toHaveProperty('judged', undefined);
  });

  test('no Content-Type, and no name for it', () => {
    const { issues = [] } = whole(exchange({ url: '/a', headers: {}, body: json('x') })) ?? {};
    expect(issues.map(({ message, name }) => [message, name])).toEqual([
      ['no readable Content-Type; declared: application/json', undefined],
    ]);
    expect(Object.keys(issues[0] ?? {})).not.toContain('name');
  });

  test('a violation that no rule of the list words is worded in general, after the others', () => {
    const few = rules.filter(({ code }) => code !== 'type-mismatch');
    const { issues = [] } = whole(exchange({ url: '/a', body: json(1) }), few) ?? {};
    expect(issues.map(({ code, message }) => [code, message])).toEqual([
      ['type-mismatch', 'the body is a number, declared as string'],
    ]);
  });

  test('without any value rule they are told all the same', () => {
    const heads = rules.filter(({ kind }) => kind === 'head');
    const { issues = [] } = whole(exchange({ url: '/a', status: 200, body: json(1) }), heads) ?? {};
    expect(issues.map(({ code }) => code)).toEqual(['type-mismatch']);
  });
});

describe('one judge, responses of several statuses', () => {
  const typed = (type: string) => ({
    description: '',
    content: { 'application/json': { schema: { type } } },
  });
  let statuses: Compiled;
  beforeAll(async () => {
    statuses = await compiled({
      openapi: '3.1.0',
      info: { title: 't', version: '1' },
      paths: {
        '/a': {
          get: {
            operationId: 'a',
            parameters: [{ name: 'page', in: 'query', required: true, schema: { type: 'integer' } }],
            responses: {
              200: typed('string'),
              399: typed('string'),
              400: typed('integer'),
              499: typed('integer'),
              500: typed('boolean'),
            },
          },
        },
      },
    });
  });
  const codesOf = (judge: Judge, status: number, value: unknown): readonly string[] | undefined =>
    judge(
      exchange({ url: '/a', status, body: json(value), headers: { 'Content-Type': 'application/json' } }),
      createExplainer(statuses.detail),
    )?.issues.map(({ code }) => code);

  test('each is held to its own content, however they alternate', () => {
    const judge = createJudge(statuses.contract);
    for (let round = 0; round < 2; round++) {
      expect(codesOf(judge, 200, 'x')).toEqual([]);
      expect(codesOf(judge, 400, 1)).toEqual([]);
      expect(codesOf(judge, 500, true)).toEqual([]);
      expect(codesOf(judge, 400, 'x')).toEqual(['type-mismatch']);
      expect(codesOf(judge, 200, 1)).toEqual(['type-mismatch']);
    }
  });

  test('a request that the service refused, with a documented status of 4xx, has no faults', () => {
    const judge = createJudge(statuses.contract, { readRequest });
    const missing = ['request-parameter-missing'];
    expect(codesOf(judge, 399, 'x')).toEqual(missing);
    expect(codesOf(judge, 400, 1)).toEqual([]);
    expect(codesOf(judge, 499, 1)).toEqual([]);
    expect(codesOf(judge, 500, true)).toEqual(missing);
    expect(codesOf(judge, 404, 1)).toContain('request-parameter-missing');
  });

  test('where headers are hidden the body is judged and the headers are not', () => {
    const headers = { 'Content-Type': 'application/json', 'X-New': '1' };
    const seen = exchange({ url: '/a', body: json('x'), headers });
    const explainer = createExplainer(statuses.detail);
    expect(createJudge(statuses.contract, { hidesHeaders: true })(seen, explainer)?.issues).toEqual([]);
    const other = exchange({ url: '/a', body: json(1), headers });
    const hidden = createJudge(statuses.contract, { hidesHeaders: true })(other, explainer);
    expect(hidden?.issues.map(({ code }) => code)).toEqual(['type-mismatch']);
  });
});
