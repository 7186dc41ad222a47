// biome-ignore-all lint/suspicious/noThenProperty: the JSON Schema keyword
import { describe, expect, test } from 'vitest';
import { upgradeDocument } from '../../src/contract/dialect.ts';
import { USUAL_LIMITS } from '../../src/json/limits.ts';
import { surveyText } from '../../src/verdict/body-survey.ts';
import { createItemReader } from '../../src/verdict/items/read.ts';
import { readRequest } from '../../src/verdict/requests.ts';
import { type Compiled, compiled, issuesOf, verdictOn } from './compiled.ts';

const chunk = {
  type: 'object',
  required: ['choices'],
  properties: {
    id: { type: 'string' },
    choices: {
      type: 'array',
      items: { type: 'object', properties: { index: { type: 'integer' }, text: { type: 'string' } } },
    },
  },
};

const jsonData = { type: 'string', contentMediaType: 'application/json', contentSchema: chunk };

/** As LLM APIs send them. */
const chunkOrDone = {
  oneOf: [
    { type: 'object', required: ['data'], properties: { data: { const: '[DONE]' } } },
    {
      type: 'object',
      required: ['data'],
      properties: { event: { enum: ['chunk'] }, data: jsonData, id: {}, retry: { type: 'integer' } },
    },
  ],
};

/** GET / whose 200 is a sequence. */
function contract(mediaType: string, declared: object): Promise<Compiled> {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Streams', version: '1' },
    paths: {
      '/': {
        get: {
          operationId: 'get',
          responses: { 200: { description: 'ok', content: { [mediaType]: declared } } },
        },
      },
    },
  };
  return compiled(upgradeDocument(document, '3.1').document);
}

type Row = readonly [name: string, text: string, issues: readonly string[]];

function table(mediaType: string, declared: object, rows: readonly Row[], contentType = mediaType): void {
  describe(mediaType, async () => {
    const subject = await contract(mediaType, declared);
    const observed = (body: Uint8Array | string) => ({
      headers: { 'Content-Type': contentType },
      body:
        typeof body === 'string'
          ? ({ kind: 'text', text: body } as const)
          : ({ kind: 'bytes', bytes: body } as const),
    });
    test.each(rows)('%s', (_, text, issues) => {
      expect(issuesOf(subject, observed(text))).toEqual(issues);
      expect(issuesOf(subject, observed(Buffer.from(text)))).toEqual(issues);
    });
  });
}

const good = '{"id":"a","choices":[{"index":0}]}';

table('application/jsonl', { 'x-item-schema': chunk }, [
  ['every item as declared', `${good}\n${good}\n`, []],
  ['no line feed behind the last item', `${good}\n${good}`, []],
  ['CRLF, empty lines and a byte order mark', `\ufeff${good}\r\n\r\n\n${good}\r\n`, []],
  ['no item at all', '', []],
  [
    'a fault in item 2',
    `${good}\n${good}\n{"choices":[{"index":"0"}]}\n`,
    ['type-mismatch /2/choices/0/index'],
  ],
  [
    'an undocumented property of item 1',
    `${good}\n{"choices":[],"more":1}\n${good}`,
    ['property-undocumented /1/more'],
  ],
  ['a missing property', '{}\n', ['property-missing /0/choices']],
  ['a name twice', '{"choices":[],"id":"a","id":"b"}\n', ['body-duplicate-key /0/id']],
  [
    'one of two values of a name',
    `${good}\n{"choices":[],"id":1,"id":"b"}\n`,
    ['body-duplicate-key /1/id', 'type-mismatch /1/id'],
  ],
  [
    'item 1 is no JSON',
    `${good}\n{"choices":\n{"choices":[{"index":"0"}]}\n`,
    ['body-malformed /1', 'type-mismatch /2/choices/0/index'],
  ],
  ['the last item is cut', `${good}\n{"choices":[{"in`, ['unchecked item-cut']],
  ['an array of items instead of lines', `[${good},${good}]`, ['type-mismatch /0']],
  ['items after an error', `${good}\nInternal Server Error\n${good}\n`, ['body-malformed /1']],
  ['an item too deep', `${'['.repeat(600)}${']'.repeat(600)}\n${good}\n`, ['body-too-deep /0']],
]);

table('application/x-ndjson', { schema: { type: 'array', items: chunk } }, [
  ['the schema of the whole describes an array', `${good}\n{"choices":1}\n`, ['type-mismatch /1/choices']],
]);

table('application/jsonl', { schema: { type: 'array', maxItems: 1 }, 'x-item-schema': chunk }, [
  [
    'schema and itemSchema both hold',
    `${good}\n{"choices":1}\n`,
    ['type-mismatch /1/choices', 'out-of-range'],
  ],
  [
    'the whole is not blamed where an item is no value',
    `${good}\n{\n{"choices":1}\n`,
    ['body-malformed /1', 'type-mismatch /2/choices'],
  ],
]);

table('application/jsonl', { schema: { type: 'string' }, 'x-item-schema': chunk }, [
  [
    'x-item-schema stands in place of a schema that is of no array',
    `${good}\n{"choices":1}\n`,
    ['type-mismatch /1/choices'],
  ],
]);

table('application/jsonl', { schema: { type: 'object' }, itemSchema: chunk }, [
  ['the schema beside itemSchema is of the array', `${good}\n`, ['type-mismatch']],
]);

table('application/json-seq', { itemSchema: chunk }, [
  ['every item as declared', `\u001e${good}\n\u001e${good}\n`, []],
  ['several separators, and JSON over several lines', `\u001e\u001e{\n"choices":\n[]}\n\u001e${good}`, []],
  ['a fault in item 1', `\u001e${good}\n\u001e{"choices":1}\n`, ['type-mismatch /1/choices']],
  ['an item that is no JSON', `\u001e${good}\n\u001e{"choi\n\u001e${good}\n`, ['body-malformed /1']],
  ['no separator before the first item', `${good}\n\u001e${good}\n`, ['body-malformed /0']],
  ['the last item is cut', `\u001e${good}\n\u001e{"choi`, ['unchecked item-cut']],
]);

table('application/vnd.acme+json-seq', { itemSchema: { type: 'integer' } }, [
  ['a number with a line feed', '\u001e12\n\u001e3\n', []],
  ['a number that may be cut', '\u001e12\u001e3\n', ['body-malformed /0']],
  ['a last number that may be cut', '\u001e12\n\u001e3', ['unchecked item-cut']],
]);

table('text/event-stream', { itemSchema: chunkOrDone }, [
  ['chunks and the end', `data: ${good}\n\ndata: ${good}\n\ndata: [DONE]\n\n`, []],
  ['all fields', `event: chunk\nid: 1\nretry: 5\ndata: ${good}\n\n`, []],
  [
    'comments, unknown fields, CR and CRLF',
    `\ufeff: hi\r\rdata:${good}\rother: x\r\r:\r\n\r\ndata:[DONE]\r\n\r\n`,
    [],
  ],
  ['data over several lines', 'data: {"choices":\ndata: []}\n\n', []],
  [
    'a retry that is no number and an id with NUL are no fields',
    `id: a\0b\nretry: 1s\ndata: ${good}\n\n`,
    [],
  ],
  ['a block without data is no event', 'event: nothing\n\nid: 3\n\nretry: 4\n\n', []],
  [
    'a fault in event 1',
    `data: ${good}\n\ndata: {"choices":[{"index":"0"}]}\n\ndata: [DONE]\n\n`,
    ['type-mismatch /1/data/choices/0/index'],
  ],
  [
    'undocumented in the JSON',
    'data: {"choices":[],"usage":{}}\n\n',
    ['property-undocumented /0/data/usage'],
  ],
  ['another event', `event: ping\ndata: ${good}\n\n`, ['enum-value-undocumented /0/event']],
  [
    'data that is no JSON',
    `data: ${good}\n\ndata: {"choices":\n\ndata: ${good}\n\n`,
    ['body-malformed /1/data'],
  ],
  [
    'a name twice in the JSON',
    'data: {"choices":[],"choices":[]}\n\n',
    ['body-duplicate-key /0/data/choices'],
  ],
  ['the last event is cut', `data: ${good}\n\ndata: ${good}\n`, ['unchecked item-cut']],
  ['cut inside of a line', `data: ${good}\n\nda`, ['unchecked item-cut']],
  ['a comment without an end cuts nothing', `data: ${good}\n\n: pi`, []],
  ['comments alone', ': ping\n\n: ping\n\n', []],
  ['JSON instead of a stream', '{"error":"x"}\n', ['body-malformed /0']],
  ['a page without a line break at its end', '<html>\n<p>down</p>', ['body-malformed /0']],
  ['a first line that is cut', 'eve', ['unchecked item-cut']],
]);

table(
  'text/event-stream',
  { itemSchema: { properties: { data: { const: 'é' } } } },
  [['UTF-8 whatever the charset (HTML section 9.2.5)', 'data: é\n\n', []]],
  'text/event-stream; charset=iso-8859-1',
);

table('application/stream+json', { itemSchema: chunk }, [
  ['lines, in spite of the suffix', `${good}\n{"choices":1}\n`, ['type-mismatch /1/choices']],
]);

describe('data is declared as a text beside the schema of its JSON', () => {
  const text = { type: 'string' };
  const numbered = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } };
  const json = { contentMediaType: 'application/json', contentSchema: numbered };
  const event = {
    type: 'object',
    required: ['data'],
    properties: { data: text, event: text, id: text, retry: { type: 'integer', minimum: 0 } },
  };
  const named = (name: string, data: object) => ({ properties: { event: { const: name }, data } });
  const branches = [named('text', {}), named('digits', { pattern: '^[0-9]+$' }), named('json', json)];
  const isJson = { required: ['event'], properties: { event: { const: 'json' } } };
  const onlyData = (data: object) => ({ type: 'object', properties: { event: text, data } });
  const right = 'event: json\ndata: {"n":1}\n\n';
  const wrong = 'event: json\ndata: {"n":"1"}\n\n';
  const others = 'event: text\ndata: a\ndata: b\n\nevent: digits\ndata: 12\n\n';
  const mistaken = ['type-mismatch /1/data/n'];
  const rows: readonly (readonly [string, object, string, readonly string[]])[] = [
    ['the example of OpenAPI 3.2', { ...event, required: ['event'], oneOf: branches }, others, []],
    ['allOf', { allOf: [event, { oneOf: branches }] }, others, []],
    [
      'a text branch',
      { ...event, oneOf: branches },
      'event: digits\ndata: 1.5\n\n',
      ['type-mismatch /2/data'],
    ],
    ['two properties', { allOf: [event, { properties: { data: json } }] }, '', []],
    ['if and then', { ...event, if: isJson, then: { properties: { data: json } } }, 'data: a\n\n', []],
    [
      'oneOf in data',
      onlyData({ type: 'string', oneOf: [{ const: '[DONE]' }, json] }),
      'data: [DONE]\n\n',
      [],
    ],
    ['allOf in data', onlyData({ allOf: [text, json] }), '', []],
  ];
  test.each(rows)('%s', async (_, itemSchema, more, issues) => {
    const subject = await contract('text/event-stream', { itemSchema });
    const of = (body: string) =>
      issuesOf(subject, {
        headers: { 'Content-Type': 'text/event-stream' },
        body: { kind: 'text', text: body },
      });
    expect(of(`${right}${right}${more}`)).toEqual(issues);
    expect(of(`${right}${wrong}`)).toEqual('if' in itemSchema ? ['rule-violated /1'] : mistaken);
  });

  test('schema and itemSchema', async () => {
    const declared = { schema: { type: 'array', items: event }, itemSchema: { properties: { data: json } } };
    const subject = await contract('text/event-stream', declared);
    const body = { kind: 'text', text: `${right}${wrong}` } as const;
    expect(issuesOf(subject, { headers: { 'Content-Type': 'text/event-stream' }, body })).toEqual(mistaken);
  });
});

table('text/event-stream', { itemSchema: { type: 'object', properties: { data: chunk } } }, [
  [
    'an object as the schema of data is that of its JSON',
    `data: ${good}\n\ndata: {"choices":{}}\n\n`,
    ['type-mismatch /1/data/choices'],
  ],
  ['and a text is none', 'data: hello\n\n', ['type-mismatch /0/data']],
]);

table(
  'text/event-stream',
  {
    itemSchema: {
      properties: { data: { contentMediaType: 'application/json', contentSchema: { type: 'string' } } },
    },
  },
  [
    ['a string in JSON', 'data: "hello"\n\n', []],
    ['a text that is no JSON is no string in JSON', 'data: hello\n\n', ['body-malformed /0/data']],
  ],
);

table('text/event-stream', { itemSchema: { properties: { data: { type: 'string' } } } }, [
  ['data as text, whatever it looks like', 'data: 5\n\ndata: {"a":1}\n\ndata\n\n', []],
]);

table(
  'multipart/mixed',
  { itemSchema: chunk },
  [
    [
      'JSON parts',
      `--b\r\nContent-Type: application/json\r\n\r\n${good}\r\n--b\r\n\r\n${good}\r\n--b--\r\n`,
      [],
    ],
    [
      'a fault in part 1',
      `preamble\r\n--b\r\n\r\n${good}\r\n--b\r\n\r\n{"choices":1}\r\n--b--`,
      ['type-mismatch /1/choices'],
    ],
    ['a part that is cut', `--b\r\n\r\n${good}\r\n--b\r\n\r\n{"choices`, ['unchecked item-cut']],
    [
      'a part of another type',
      `--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c--\r\n--b--\r\n`,
      ['unchecked media-type-unreadable'],
    ],
    ['JSON that is none', '--b\r\nContent-Type: application/json\r\n\r\n{\r\n--b--', ['body-malformed /0']],
    ['no boundary', good, ['body-malformed /0']],
    [
      'parts without octets, and a boundary that only starts like one',
      '--b\r\n\r\n--b\r\n\r\n{"choices":[],"id":"\n--bx"}\r\n--b--',
      ['type-mismatch /0', 'type-mismatch /1'],
    ],
    ['text behind the last boundary', `--b\n\n${good}\n--b--\n{"choices":1}\n--b\n\n1\n--b--`, []],
  ],
  'multipart/mixed; boundary=b',
);

test('an item is named by its index, and grouped without it', async () => {
  const subject = await contract('application/jsonl', { 'x-item-schema': chunk });
  const { issues } = verdictOn(subject, {
    headers: { 'Content-Type': 'application/jsonl' },
    body: { kind: 'text', text: `${good}\n{\n{"choices":1}\n` },
  });
  expect(issues.map(({ message }) => message)).toEqual([
    '"/1" is not JSON: the text ends inside an object (line 1, column 2)',
    '"/2/choices" is a number, declared as array',
  ]);
});

test('a part of many small pieces takes time that grows with it, and nothing of a part beyond the limit is kept', async () => {
  const { contract: compiledContract } = await contract('multipart/mixed', { 'x-item-schema': {} });
  const [content] = compiledContract.operations[0]?.responses[0]?.content ?? [];
  if (content === undefined) throw new Error('there is a content');
  const limits = { ...USUAL_LIMITS, bodyBytes: 4_000_000 };
  const source = { content, framing: 'parts', contentType: 'multipart/mixed; boundary=b' } as const;
  const reader = createItemReader({ ...source, survey: surveyText, limits });
  reader.push('--b\r\n\r\n');
  for (let piece = 0; piece < 30_000; piece++) reader.push('x'.repeat(100));
  reader.push('\r\n--b\r\n\r\n');
  for (let piece = 0; piece < 50_000; piece++) reader.push('y'.repeat(100));
  reader.push('\r\n--b--');
  reader.end();
  const { value, items } = reader.take();
  expect(value.map((item) => String(item).length)).toEqual([3_000_000]);
  expect(items?.unread?.reason).toBe('body-too-large');
}, 30_000);

test('of a stream that was broken off what came is judged, and the rest is counted', async () => {
  const subject = await contract('application/jsonl', { 'x-item-schema': chunk });
  const headers = { 'Content-Type': 'application/jsonl' };
  const cut = (text: string) =>
    ({ kind: 'bytes', bytes: Buffer.from(text), cut: 'the client left' }) as const;
  const clean = verdictOn(subject, { headers, body: cut(`${good}\n{"cho`) });
  expect(clean.outcome).toBe('unchecked');
  expect(clean.unchecked).toMatchObject({
    reason: 'item-cut',
    message: 'get 200: 1 whole item came, then the client left',
  });
  expect(issuesOf(subject, { headers, body: cut('{"choices":1}\n') })).toEqual(['type-mismatch /0/choices']);
  const other = await contract('application/json', { schema: chunk });
  expect(issuesOf(other, { body: cut('{"choices":[]}') })).toEqual(['unchecked body-unrecorded']);
});

test('items of a request', async () => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Streams', version: '1' },
    paths: {
      '/': {
        post: {
          operationId: 'add',
          requestBody: { content: { 'application/jsonl': { 'x-item-schema': chunk } } },
          responses: { 204: { description: 'ok' } },
        },
      },
    },
  };
  const subject = await compiled(upgradeDocument(document, '3.1').document);
  const sent = (text: string) =>
    verdictOn(
      subject,
      {
        method: 'POST',
        status: 204,
        headers: {},
        request: { headers: { 'Content-Type': 'application/jsonl' }, body: { kind: 'text', text } },
      },
      { readRequest },
    );
  expect(sent(`${good}\n${good}\n`).outcome).toBe('clean');
  expect(sent(`${good}\n{"choices":1}\n`).issues.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
    'request-body-mismatch /1/choices',
  ]);
  expect(sent(`${good}\n{\n`).issues.map(({ message }) => message)).toEqual([
    'the request body is not JSON at "/1": the text ends inside an object (line 1, column 2)',
  ]);
  expect(sent(`${good}\n{"cho`).unchecked?.reason).toBe('request-item-cut');
});
