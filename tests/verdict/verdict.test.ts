// The verdict on an exchange, from contracts that are written out: outcome, what was judged, and why something was not.
import { describe, expect, test } from 'vitest';
import type {
  Body,
  CompiledContent,
  CompiledOperation,
  CompiledResponse,
  Exchange,
  Headers,
} from '../../src/model.ts';
import type { ReadBody } from '../../src/verdict/body.ts';
import { recordedBodyReader } from '../../src/verdict/coding.ts';
import { createExplainer } from '../../src/verdict/explain.ts';
import { mayHaveNoBody } from '../../src/verdict/responses.ts';
import type {
  Explainer,
  Head,
  HeadRule,
  RequestObservation,
  RequestRule,
  Rule,
  TextRule,
  ValueRule,
} from '../../src/verdict/rule.ts';
import {
  createResponseJudge,
  notJudgedReason,
  type ResponseJudgeOptions,
} from '../../src/verdict/verdict.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };

function contentOf(more: Partial<CompiledContent> = {}): CompiledContent {
  return {
    schema: '/$defs/number',
    strict: (value) => typeof value === 'number',
    open: () => true,
    mediaType: 'application/json',
    ...more,
  };
}

function operationOf(responses: readonly Partial<CompiledResponse>[]): CompiledOperation {
  return {
    id: 'one',
    method: 'GET',
    path: '/',
    prefixes: [''],
    pointer: '',
    parameters: [],
    security: [],
    responses: responses.map((response) => ({
      status: '200',
      pointer: '',
      headers: [],
      content: [contentOf()],
      ...response,
    })),
  };
}

type Observed = {
  readonly method?: string;
  readonly status?: number;
  readonly headers?: Headers | undefined;
  readonly body?: Body;
};

function exchangeOf({
  method = 'GET',
  status = 200,
  headers = JSON_TYPE,
  body = { kind: 'json', value: 1 },
}: Observed = {}): Exchange {
  return {
    source: '',
    index: 0,
    request: { method, url: 'https://h/a?b', headers: {}, body: { kind: 'none' } },
    response: { status, headers, body },
  };
}

const detail = { schemas: { $defs: { number: { type: 'number' } } }, formats: {} };
const explainer = createExplainer(detail);

type Seen = { readonly heads: Head[]; readonly requests: RequestObservation[] };

/** Rules that find nothing, and note what they are asked. */
function watching(): { readonly rules: readonly Rule[]; readonly seen: Seen } {
  const seen: Seen = { heads: [], requests: [] };
  const head: HeadRule = {
    kind: 'head',
    code: 'a',
    level: 'error',
    find: (asked) => {
      seen.heads.push(asked);
      return [];
    },
  };
  const request: RequestRule = {
    kind: 'request',
    code: 'b',
    level: 'error',
    find: (asked) => {
      seen.requests.push(asked);
      return [];
    },
  };
  return { rules: [head, request], seen };
}

function observationOf(
  exchange: Exchange,
  operation: CompiledOperation,
  body: ReadBody = { kind: 'none' },
  untried: readonly string[] = [],
): RequestObservation {
  return {
    exchange,
    operation,
    parameters: [],
    mediaType: undefined,
    content: undefined,
    body,
    explainer: undefined,
    valueIssues: [],
    untried,
  };
}

function verdictOn(
  operation: CompiledOperation | undefined,
  observed: Observed = {},
  options: ResponseJudgeOptions = {},
  rules: readonly Rule[] = [],
  explain: Explainer | undefined = explainer,
) {
  return createResponseJudge(rules, recordedBodyReader(), options)(operation, exchangeOf(observed), explain);
}

describe('the outcome', () => {
  const CUT: Body = { kind: 'unrecorded', reason: 'cut off' };
  const unread = { reason: 'body-unrecorded', subject: 'one 200', message: 'one 200: cut off' };
  const unjudged = [
    { content: [contentOf({ isNotJudged: true, notJudged: ['reference: a.yaml', 'b: c'] })] },
  ];
  const notJudged = {
    reason: 'reference',
    subject: 'a.yaml',
    message: 'values were observed where the contract can not be judged',
  };

  test.each<[string, readonly Partial<CompiledResponse>[], Observed, object]>([
    [
      'clean',
      [{}],
      {},
      {
        outcome: 'clean',
        mediaType: 'application/json',
        judged: { value: 1 },
        issues: [],
        dropped: undefined,
        unchecked: undefined,
      },
    ],
    [
      'findings',
      [{}],
      { body: { kind: 'json', value: 'x' } },
      { outcome: 'findings', issues: [{ code: 'type-mismatch' }], dropped: undefined },
    ],
    ['not recorded', [{}], { body: CUT }, { outcome: 'unchecked', judged: undefined, unchecked: unread }],
    ['not recorded, and not declared', [], { body: CUT }, { outcome: 'clean', unchecked: undefined }],
    [
      'not recorded, of HEAD',
      [{}],
      { method: 'head', body: CUT },
      { outcome: 'clean', unchecked: undefined },
    ],
    ['not judged', unjudged, {}, { outcome: 'unchecked', unchecked: notJudged }],
    [
      'not judged, and nothing there',
      unjudged,
      { body: { kind: 'none' } },
      { outcome: 'clean', unchecked: undefined },
    ],
    [
      'partly not judged',
      [{ content: [contentOf({ notJudged: ['reference: a.yaml'] })] }],
      {},
      { outcome: 'clean', unchecked: undefined },
    ],
    [
      'another media type',
      [{}],
      { headers: { 'content-type': 'x/y' } },
      { outcome: 'clean', mediaType: undefined, judged: undefined },
    ],
    ['another status', [{}], { status: 404 }, { outcome: 'clean', response: undefined, judged: undefined }],
  ])('%s', (_, responses, observed, verdict) => {
    expect(verdictOn(operationOf(responses), observed)).toMatchObject(verdict);
  });

  test('no operation', () => {
    const message = 'GET /a matches no operation';
    expect(verdictOn(undefined, { method: 'get' })).toMatchObject({
      outcome: 'unchecked',
      operation: undefined,
      unchecked: { reason: 'operation-undocumented', subject: 'GET /a', message },
    });
  });

  test('more issues than are listed', () => {
    const many: Explainer = {
      ...explainer,
      value: (schema, value) => ({ ...explainer.value(schema, value), dropped: 7 }),
    };
    expect(verdictOn(operationOf([{}]), { body: { kind: 'json', value: 'x' } }, {}, [], many)?.dropped).toBe(
      7,
    );
  });

  test('without an explainer there is one only where nothing is found', () => {
    const judge = createResponseJudge([], recordedBodyReader());
    expect(judge(operationOf([{}]), exchangeOf())?.outcome).toBe('clean');
    expect(judge(operationOf([{}]), exchangeOf({ body: { kind: 'json', value: 'x' } }))).toBeUndefined();
    expect(judge(operationOf([{}]), exchangeOf({ body: { kind: 'text', text: '{' } }))).toBeUndefined();
  });
});

describe('what rules are asked', () => {
  test('the head as it is declared and as it came', () => {
    const { rules, seen } = watching();
    verdictOn(
      operationOf([{}]),
      { headers: { 'content-type': 'A/B; c=d' } },
      { headersAllowed: ['x'], staleBefore: 5 },
      rules,
    );
    verdictOn(operationOf([{}]), {}, { hidesHeaders: true }, rules);
    expect(seen.heads).toMatchObject([
      {
        response: { status: '200' },
        mediaType: { essence: 'a/b' },
        headersAllowed: ['x'],
        staleBefore: 5,
        headers: { 'content-type': 'A/B; c=d' },
      },
      {
        headers: undefined,
        mediaType: { essence: 'application/json' },
        headersAllowed: [],
        staleBefore: undefined,
      },
    ]);
  });

  test.each([
    [200, 1],
    [399, 1],
    [400, 0],
    [499, 0],
    [500, 1],
  ])('a request that was answered with a documented %i: %i time', (status, times) => {
    const { rules, seen } = watching();
    const readRequest: ResponseJudgeOptions['readRequest'] = (_, operation, exchange) =>
      observationOf(exchange, operation);
    verdictOn(operationOf([{ status: String(status) }]), { status }, { readRequest }, rules);
    expect(seen.requests).toHaveLength(times);
    verdictOn(operationOf([]), { status }, { readRequest }, rules);
    expect(seen.requests).toHaveLength(times + 1);
    verdictOn(operationOf([]), { status }, {}, rules);
    verdictOn(undefined, { status }, { readRequest }, rules);
    expect(seen.requests).toHaveLength(times + 1);
  });

  test('rules of requests only where requests are read', () => {
    const { rules } = watching();
    let asked: readonly Rule[] = [];
    const readRequest: ResponseJudgeOptions['readRequest'] = (_, operation, exchange, given) => {
      asked = given;
      return observationOf(exchange, operation);
    };
    verdictOn(operationOf([{}]), {}, { readRequest }, rules);
    expect(asked).toBe(rules);
  });

  test('a request that could not be read: unchecked, before the response', () => {
    const unread: ReadBody = { kind: 'unchecked', reason: 'request-x', message: 'not read' };
    const readRequest: ResponseJudgeOptions['readRequest'] = (_, operation, exchange) =>
      observationOf(exchange, operation, unread);
    const unchecked = { reason: 'request-x', subject: 'one 200', message: 'one 200: not read' };
    for (const responses of [[{}], []])
      expect(
        verdictOn(operationOf(responses), { body: { kind: 'unrecorded', reason: 'x' } }, { readRequest }),
      ).toMatchObject({ outcome: 'unchecked', unchecked });
  });

  test('a request that needs a survey waits for it', () => {
    const readRequest: ResponseJudgeOptions['readRequest'] = (_, operation, exchange) =>
      observationOf(exchange, operation, { kind: 'unsurveyed' });
    expect(verdictOn(operationOf([{}]), {}, { readRequest })).toBeUndefined();
  });

  test('patterns that were not tried, of the request too', () => {
    const strict = Object.assign(() => true, { untried: () => ['^a'] });
    const operation = operationOf([{ content: [contentOf({ strict })] }]);
    const readRequest: ResponseJudgeOptions['readRequest'] = (_, one, exchange) =>
      observationOf(exchange, one, { kind: 'none' }, ['^b']);
    expect(verdictOn(operation)?.untried).toEqual(['^a']);
    expect(verdictOn(operation, {}, { readRequest })?.untried).toEqual(['^a', '^b']);
  });

  test('issues stand in the order of the rules', () => {
    const issue = (code: string) => ({ code, pointer: '', message: '' });
    const value = (code: string): ValueRule => ({
      kind: 'value',
      code,
      level: 'error',
      message: () => 'a value',
    });
    const head: HeadRule = {
      kind: 'head',
      code: 'a',
      level: 'error',
      find: () => [issue('a1'), issue('a2')],
    };
    const text: TextRule = { kind: 'text', code: 'c', level: 'error', find: () => [issue('c')] };
    const codesOf = (rules: readonly Rule[]) =>
      verdictOn(operationOf([{}]), { body: { kind: 'json', value: 'x' } }, {}, rules)?.issues.map(
        ({ code }) => code,
      );
    expect(codesOf([head, value('type-mismatch'), value('other'), text])).toEqual([
      'a1',
      'a2',
      'type-mismatch',
      'c',
    ]);
    expect(codesOf([text, head])).toEqual(['c', 'a1', 'a2', 'type-mismatch']);
    expect(codesOf([])).toEqual(['type-mismatch']);
  });
});

test('an operation of more meanings than are remembered', () => {
  const operation = operationOf([
    { status: 'default', content: [contentOf({ mediaType: 'application/*' })] },
  ]);
  const judge = createResponseJudge([], recordedBodyReader());
  const types = ['json', ...Array.from({ length: 20 }, (_, nth) => `v${nth}+json`)];
  for (let round = 0; round < 2; round++)
    for (const [nth, type] of types.entries()) {
      const headers = { 'content-type': `application/${type}` };
      const outcomes = [1, 'x'].map(
        (value) =>
          judge(
            operation,
            exchangeOf({ status: 210 + nth, headers, body: { kind: 'json', value } }),
            explainer,
          )?.outcome,
      );
      expect(outcomes).toEqual(['clean', 'findings']);
    }
});

test('the name that the config allows what is not judged by', () => {
  expect(notJudgedReason('reference: a: b.yaml')).toEqual({
    reason: 'reference',
    subject: 'a: b.yaml',
    message: 'values were observed where the contract can not be judged',
  });
});

test.each<[string, number, boolean]>([
  ['GET', 200, false],
  ['GET', 199, true],
  ['GET', 204, true],
  ['GET', 205, true],
  ['GET', 206, false],
  ['GET', 304, true],
  ['GET', 303, false],
  ['HEAD', 200, true],
  ['Head', 200, true],
  ['HEADS', 200, false],
  ['POST', 200, false],
])('%s %i may have no body: %s', (method, status, may) => {
  expect(mayHaveNoBody(exchangeOf({ method, status }))).toBe(may);
});

describe('forms and sequences', () => {
  const form = contentOf({
    mediaType: 'application/x-www-form-urlencoded',
    form: [{ name: 'n', types: ['integer'] }],
  });
  const lines = contentOf({ mediaType: 'application/jsonl', items: {} });
  const octets = { kind: 'bytes', bytes: Buffer.from('1\n{') } as const;
  const reader = recordedBodyReader();
  const headers = (type: string) => ({ 'Content-Type': type });
  const accepting = { strict: () => true };

  test.each<[string, CompiledContent, Body, object]>([
    ['a form', { ...form, ...accepting }, { kind: 'text', text: 'n=1' }, { kind: 'value', value: { n: 1 } }],
    [
      'a form of octets that are no UTF-8',
      { ...form, ...accepting },
      { kind: 'bytes', bytes: Buffer.from([0x78, 0x3d, 0xff]) },
      { kind: 'value', value: { x: '\u00ff' } },
    ],
    ['an empty form', form, { kind: 'text', text: '' }, { kind: 'none' }],
    [
      'a form that can be read in too many ways',
      form,
      { kind: 'text', text: Array.from({ length: 11 }, (_, nth) => `f${nth}=1`).join('&') },
      {
        kind: 'unchecked',
        reason: 'media-type-unreadable',
        message: 'the form can be read in more than 1024 ways',
      },
    ],
    [
      'no form',
      { ...form, mediaType: 'multipart/form-data' },
      { kind: 'text', text: 'x' },
      { kind: 'malformed', message: 'Content-Type names no boundary', of: 'multipart/form-data' },
    ],
    [
      'not recorded',
      form,
      { kind: 'unrecorded', reason: 'cut off' },
      { kind: 'unchecked', reason: 'body-unrecorded', message: 'cut off' },
    ],
  ])('%s', (_, content, body, read) => {
    expect(explainer.form(reader, content, { headers: headers(content.mediaType), body })).toMatchObject(
      read,
    );
  });

  test('a form where bodies are parsed already', () => {
    const { raw: _, ...parsed } = reader;
    expect(explainer.form(parsed, form, { headers: {}, body: octets })).toEqual({
      kind: 'unchecked',
      reason: 'media-type-unreadable',
      message: 'a form is not read here',
    });
  });

  test.each<[string, Body, Headers, object]>([
    ['lines', { kind: 'text', text: '1\n2\n' }, {}, { value: [1, 2] }],
    ['octets', { kind: 'bytes', bytes: Buffer.from('1\n"ü"') }, {}, { value: [1, 'ü'] }],
    ['no item', { kind: 'none' }, {}, { value: [] }],
    ['an empty text', { kind: 'text', text: '' }, {}, { value: [] }],
    [
      'an item that is cut',
      octets,
      {},
      { value: [1], items: { unread: { reason: 'item-cut', message: 'the body ends inside of item 1' } } },
    ],
    [
      'the stream broke off',
      { ...octets, cut: 'then it ended' },
      {},
      {
        value: [1],
        items: { unread: { reason: 'item-cut', message: '1 whole item came, then then it ended' } },
      },
    ],
    [
      'before any item',
      { kind: 'bytes', bytes: Buffer.from('{'), cut: 'the client left' },
      {},
      { value: [], items: { unread: { message: '0 whole items came, then the client left' } } },
    ],
    [
      'events, as the response says',
      { kind: 'text', text: 'data: 1\n\n' },
      headers('text/event-stream'),
      { value: [{ data: 1 }] },
    ],
    [
      'parts, each character an octet',
      { kind: 'bytes', bytes: Buffer.from('--b\n\nü\n--b--') },
      headers('multipart/mixed; boundary=b'),
      { value: ['ü'] },
    ],
    [
      'parts of octets that are no UTF-8',
      { kind: 'bytes', bytes: Buffer.from('--b\n\n\u00ff\n--b--', 'latin1') },
      headers('multipart/mixed; boundary=b'),
      { value: ['\u00ff'] },
    ],
    ['of no known framing', octets, headers('x/y'), { kind: 'unchecked', reason: 'media-type-unreadable' }],
    [
      'not recorded',
      { kind: 'unrecorded', reason: 'cut off' },
      {},
      { kind: 'unchecked', message: 'cut off' },
    ],
  ])('items: %s', (_, body, own, read) => {
    expect(explainer.items(reader, lines, { headers: own, body })).toMatchObject(read);
  });

  test('items where bodies are parsed already', () => {
    const { raw: _, ...parsed } = reader;
    expect(explainer.items(parsed, lines, { headers: {}, body: octets })).toMatchObject({
      kind: 'unchecked',
      reason: 'media-type-unreadable',
    });
  });

  test('what is said of a header shows or hides its value', () => {
    const parameter = {
      name: 'p',
      in: 'query',
      schema: '/$defs/number',
      required: false,
      types: [],
      pointer: '',
      strict: () => false,
      open: () => true,
    } as const;
    const misread = { kind: 'misfits', value: 'x1' } as const;
    expect(explainer.misreading(parameter, misread)).toBe('is "a9", declared as number');
    expect(createExplainer(detail, { showValues: true }).misreading(parameter, misread)).toBe(
      'is "x1", declared as number',
    );
  });
});
