// The words of rules where they differ from those in the rule's own table.
import { describe, expect, test } from 'vitest';
import type {
  CompiledHeader,
  CompiledOperation,
  CompiledResponse,
  Exchange,
  Headers,
  Issue,
  Violation,
} from '../../src/model.ts';
import type { ReadBody } from '../../src/verdict/body.ts';
import { sequenceItems } from '../../src/verdict/items/read.ts';
import type { RequestObservation, Rule, Text } from '../../src/verdict/rule.ts';
import { recordedAt } from '../../src/verdict/rules/recording-stale.ts';
import { levelOf, optionalRules, rules, valueKeywords } from '../../src/verdict/rules.ts';

function ruleOf(code: string): Rule {
  const rule = [...rules, ...optionalRules].find((one) => one.code === code);
  if (rule === undefined) throw new Error(code);
  return rule;
}

const operation: CompiledOperation = {
  id: 'one',
  method: 'GET',
  path: '/',
  prefixes: [''],
  pointer: '/op',
  parameters: [],
  security: [['a', 'b'], ['c']],
  responses: [],
};
const header = (name: string): CompiledHeader => ({
  schema: '',
  strict: () => true,
  open: () => true,
  name,
  in: 'header',
  required: true,
  types: [],
  pointer: '',
});
const response: CompiledResponse = {
  status: '200',
  pointer: '/response',
  content: [{ schema: '', strict: () => true, open: () => true, mediaType: 'a/b' }],
  headers: [header('x-left'), header('x-right')],
};
const exchange: Exchange = {
  source: '',
  index: 0,
  request: { method: 'GET', url: '/', headers: {}, body: { kind: 'none' } },
  response: { status: 200, headers: {}, body: { kind: 'text', text: 'x' } },
};

function found(code: string, more: Partial<Text & RequestObservation> = {}): readonly Issue[] {
  const rule = ruleOf(code);
  const subject = {
    exchange,
    operation,
    response,
    headers: {},
    mediaType: undefined,
    explainer: undefined,
    headersAllowed: [],
    staleBefore: undefined,
    content: undefined,
    body: { kind: 'opaque' },
    ...more,
  };
  if (rule.kind === 'value') throw new Error(`${code} is asked of violations`);
  return rule.kind === 'request'
    ? rule.find(subject as unknown as RequestObservation)
    : rule.find(subject as Text);
}

const messages = (code: string, more?: Parameters<typeof found>[1]) =>
  found(code, more).map(({ message }) => message);

const value = (more: object = {}): ReadBody => ({
  kind: 'value',
  value: [],
  repetitions: [],
  earlier: [],
  ...more,
});
const faulty = value({
  items: sequenceItems(
    [],
    [
      { kind: 'malformed', pointer: '/1', of: 'a part', message: 'cut' },
      { kind: 'too-deep', pointer: '/2' },
    ],
    undefined,
  ),
});
const malformed: ReadBody = { kind: 'malformed', message: 'cut' };

describe('bodies', () => {
  test.each<[string, ReadBody, ...string[]]>([
    ['body-malformed', malformed, 'not JSON: cut'],
    ['body-malformed', { ...malformed, of: 'a form' }, 'not a form: cut'],
    ['body-malformed', faulty, '"/1" is not a part: cut'],
    ['body-malformed', value()],
    ['body-too-deep', { kind: 'too-deep' }, 'nested deeper than 500 levels'],
    ['body-too-deep', faulty, '"/2" is nested deeper than 500 levels'],
    ['body-too-deep', value()],
    ['body-too-deep', malformed],
    ['request-body-malformed', malformed, 'the request body is not JSON: cut'],
    ['request-body-malformed', faulty, 'the request body is not a part at "/1": cut'],
    ['request-body-malformed', { kind: 'too-deep' }, 'the request body is nested too deep to be judged'],
    [
      'request-body-malformed',
      value({ repetitions: [{ name: 'n' }] }),
      'the request body has the name "n" more than once in one object',
    ],
    ['request-body-malformed', value()],
    ['request-body-malformed', { kind: 'none' }],
    ['media-type-undocumented', value(), 'no readable Content-Type; declared: a/b'],
  ])('%s of %j', (code, body, ...words) => {
    expect(messages(code, { body })).toEqual(words);
  });

  test('a name that comes three times', () => {
    const repetitions = [2, 3].map((ordinal) => ({ pointer: '/n', name: 'n', ordinal }));
    expect(messages('body-duplicate-key', { body: value({ repetitions }) })).toEqual([
      'name "n" comes 3 times in one object',
    ]);
  });

  test('a body where none may be', () => {
    const at = (status: number, content = response.content) =>
      messages('body-unexpected', {
        exchange: { ...exchange, response: { ...exchange.response, status } },
        response: { ...response, content },
      });
    expect([at(204), at(200), at(200, [])]).toEqual([
      ['a body, HTTP allows none here'],
      [],
      ['a body, declared without content'],
    ]);
  });
});

describe('headers', () => {
  test.each<[Headers, Partial<Issue>[]]>([
    [
      { 'x-lefd': '1' },
      [
        { name: 'x-left', fix: 'the response has "x-lefd": correct the name, or drop required' },
        { name: 'x-right' },
      ],
    ],
    [{ 'X-Left': '1', 'x-right': '' }, []],
  ])('missing: %j', (headers, issues) => {
    const missing = found('header-missing', { headers });
    expect(missing).toMatchObject(issues);
    expect(missing.map((issue) => 'fix' in issue)).toEqual(issues.map((issue) => 'fix' in issue));
  });

  test('undocumented, and like one that did not come', () => {
    expect(found('header-undocumented', { headers: { 'x-lefd': '1' } })[0]?.fix).toBe(
      'the contract may mean it by "x-left", which did not come: correct the name there; or allow it: headersAllowed: ["x-lefd"]',
    );
  });

  test.each(['header-missing', 'header-mismatch', 'header-undocumented'])(
    'nothing is said where there are none: %s',
    (code) => {
      expect(found(code, { headers: undefined })).toEqual([]);
      expect(found(code, { response: undefined })).toEqual([]);
      expect(found(code, { response: { ...response, headers: [] }, headers: { 'x-new': '1' } })).toEqual([]);
    },
  );
});

describe('statuses', () => {
  const at = (status: number, headers?: Headers) =>
    messages('status-undocumented', {
      response: undefined,
      exchange: {
        ...exchange,
        request: { ...exchange.request, headers },
        response: { ...exchange.response, status },
      },
    });
  test('an operation that declares none', () => {
    expect(at(200)).toEqual(['status 200 is not declared; declared: none']);
  });
  test.each<[Headers | undefined, number]>([
    [undefined, 0],
    [{ 'If-None-Match': 'x' }, 0],
    [{ 'If-Modified-Since': 'x' }, 0],
    [{}, 1],
  ])('304 where the client sent %j', (headers, count) => {
    expect(at(304, headers)).toHaveLength(count);
    expect(at(303, headers)).toHaveLength(1);
  });
});

describe('the age of a recording', () => {
  const recorded = (startedAt: string | undefined, date?: string): Exchange => ({
    ...exchange,
    ...(startedAt === undefined ? {} : { startedAt }),
    response: { ...exchange.response, headers: date === undefined ? {} : { date } },
  });
  const day = Date.parse('2026-01-02T00:00:00Z');
  test.each<[string | undefined, string | undefined, number | undefined]>([
    ['2026-01-02T00:00:00Z', '2025-01-01', day],
    ['yesterday', 'Fri, 02 Jan 2026 00:00:00 GMT', day],
    [undefined, 'Fri, 02 Jan 2026 00:00:00 GMT', day],
    [undefined, undefined, undefined],
  ])('recorded at %j, with Date %j', (startedAt, date, time) => {
    expect(recordedAt(recorded(startedAt, date))).toBe(time);
  });

  test('stale is what is older than asked for', () => {
    const stale = (startedAt: string | undefined, staleBefore: number | undefined) =>
      messages('recording-stale', { exchange: recorded(startedAt), staleBefore });
    expect(stale('2026-01-01T23:59:59Z', day)).toEqual([
      'recorded on 2026-01-01, maxAge reaches back to 2026-01-02',
    ]);
    expect([
      stale('2026-01-02T00:00:00Z', day),
      stale(undefined, day),
      stale('2001-01-01', undefined),
    ]).toEqual([[], [], []]);
  });
});

test('credentials that go together, and alternatives', () => {
  expect(found('request-credentials-missing')).toMatchObject([
    { message: 'no credentials: the request lacks "a" and "b", or "c"', expected: '"a" and "b", or "c"' },
  ]);
  const sent = { ...exchange, request: { ...exchange.request, headers: { a: '' } } };
  expect(found('request-credentials-missing', { exchange: sent })).toMatchObject([
    { message: 'no credentials: the request lacks "b", or "c"', expected: '"a" and "b", or "c"' },
  ]);
});

describe('values', () => {
  const of = (more: Partial<Violation>): Violation => ({
    code: '',
    pointer: '/a',
    schemaPointer: '',
    expected: 'E',
    received: 'R',
    ...more,
  });
  test.each<[string, Partial<Violation>, string]>([
    ['property-missing', { name: 'a', expected: 'required' }, 'required property "a" is missing'],
    [
      'property-missing',
      { name: 'a', expected: 'required beside b' },
      'property "a" is missing: required beside b',
    ],
    ['enum-value-undocumented', {}, '"/a" has an undocumented value, declared as E'],
    [
      'enum-value-undocumented',
      { name: 'x', received: 'another string' },
      '"/a" has the undocumented value "x", declared as E',
    ],
    [
      'enum-value-undocumented',
      { name: '3', received: 'number' },
      '"/a" has the undocumented value 3, declared as E',
    ],
    ['type-mismatch', { pointer: '', received: 'array' }, 'the body is an array, declared as E'],
  ])('%s %j', (code, violation, words) => {
    const rule = ruleOf(code);
    expect(rule.kind === 'value' && rule.message(of(violation))).toBe(words);
  });

  test('of a request they keep their code and name', () => {
    const issue = { code: 'type-mismatch', pointer: '/a', message: 'M', declaredAt: '/d' };
    expect(found('request-body-mismatch', { valueIssues: [issue, { ...issue, name: 'n' }] })).toEqual([
      {
        code: 'request-body-mismatch',
        name: 'type-mismatch',
        pointer: '/a',
        message: 'request body: M',
        declaredAt: '/d',
      },
      {
        code: 'request-body-mismatch',
        name: 'type-mismatch n',
        pointer: '/a',
        message: 'request body: M',
        declaredAt: '/d',
      },
    ]);
  });
});

test('levels, and the conditions of value rules', () => {
  expect(
    ['property-undocumented', 'property-missing', 'of-our-own'].map((code) => levelOf(code, rules)),
  ).toEqual(['warning', 'error', 'error']);
  const condition = () => undefined;
  const own: Rule[] = [
    { kind: 'value', code: 'one', level: 'error', message: () => '', condition },
    { kind: 'value', code: 'two', level: 'error', message: () => '' },
    { kind: 'head', code: 'three', level: 'error', find: () => [] },
  ];
  expect(valueKeywords(own)).toEqual([{ code: 'one', condition }]);
});
