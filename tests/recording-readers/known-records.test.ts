// A recording says the same whether its records are read by what others before them were like, or each by itself.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Exchange, Unreadable } from '../../src/model.ts';
import { createKnownRecords, UNLEARNT } from '../../src/recordings/known-records.ts';
import { readAll } from './reading.ts';

type Entry = Exchange | Unreadable;

/** Without what depends on the place in the recording, and on how the body was counted. */
function own(entry: Entry | undefined): unknown {
  if (entry === undefined || 'unreadable' in entry) return entry?.unreadable;
  const { startedAt, request, response } = entry;
  const { body } = response;
  const said = body.kind === 'text' ? { kind: body.kind, text: body.text } : body;
  return { startedAt, request, response: { ...response, body: said } };
}

/** Says that the recording is one, and is like no other; a line and, with its content, an entry. */
const first =
  '{"request":{"method":"X","url":"x","headers":[]},"response":{"status":999,"headers":[{"name":"x","value":""}],"content":{"text":"x"}}}';

async function expectTheSame(texts: readonly string[], whole: (texts: readonly string[]) => string) {
  const before = Array.from({ length: UNLEARNT }, () => first);
  const together = await readAll(whole([...before, ...texts]));
  const alone = await Promise.all(texts.map((text) => readAll(whole([first, text]))));
  expect(together.slice(UNLEARNT).map(own)).toEqual(alone.flatMap((one) => one.slice(1)).map(own));
}

const lines = (texts: readonly string[]) => texts.map((text) => `${text}\n`).join('');
const har = (texts: readonly string[]) => `{"log":{"entries":[${texts.join(',')}]}}`;

const string = fc.oneof(
  fc.constantFrom('a', 'GET', 'https://x.example/v1/a?b=c', '"', '\\', '名', 'é', '\n', '":', '{"a":1}', ''),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const record = fc.dictionary(
  fc.constantFrom('Date', 'X-Id', ':status', '1', 'a/b', '__proto__', 'é'),
  string,
);
const list = fc.array(fc.record({ name: fc.constantFrom('Date', ':path', 'X-Id'), value: string }), {
  maxLength: 3,
});
const status = fc.constantFrom(200, 200, 200, 204, 304, 404, 0);
const json = fc.oneof(fc.constant({ a: 1, b: [{ c: 'é' }] }), fc.jsonValue());
const method = fc.constantFrom('GET', 'GET', 'HEAD', 'post', '');
const text = fc.oneof(
  json.map((value) => JSON.stringify(value)),
  string,
);

const exchanges = fc.record(
  {
    startedAt: fc.constantFrom('2026-11-24T00:00:00Z', '2026-11-24T00:00:01Z'),
    took: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
    request: fc.record(
      { method, url: string, headers: fc.oneof(record, list), bodyText: fc.constantFrom('', '', 'x') },
      { requiredKeys: ['method', 'url'] },
    ),
    response: fc.oneof(
      fc.record({ status, headers: fc.oneof(record, list), body: json }, { requiredKeys: ['status'] }),
      fc.record({ status, headers: record, bodyText: text }, { requiredKeys: ['status'] }),
      fc.record({ body: json, status }),
    ),
  },
  { requiredKeys: ['request', 'response'] },
);

const entries = fc.record(
  {
    startedDateTime: fc.constantFrom('2026-11-24T00:00:00Z', '2026-11-24T00:00:01Z'),
    time: fc.double({ noNaN: true, noDefaultInfinity: true }),
    request: fc.record({ method, url: string, headers: list, bodySize: fc.constantFrom(0, -1, 5) }),
    response: fc.record({
      status,
      headers: list,
      content: fc.record(
        {
          size: fc.constantFrom(0, 2, 1000),
          mimeType: string,
          text,
          encoding: fc.constantFrom('base64', 'x'),
        },
        { requiredKeys: ['text'] },
      ),
      redirectURL: string,
    }),
    timings: fc.record({ wait: fc.integer() }),
  },
  { requiredKeys: ['request', 'response'] },
);

const indent = fc.constantFrom(undefined, undefined, ' ');

/** Three of the same shape, each with other values: the second and the third are known. */
const shapes = <T>(all: fc.Arbitrary<T>) =>
  fc.array(fc.array(all, { minLength: 2, maxLength: 3 }), { maxLength: 4 });

describe('records', () => {
  const places = { requestHeaders: '/request/headers', responseHeaders: '/response/headers', constant: [] };
  const known = () =>
    createKnownRecords({ startedAt: '/at', method: '/request/method', url: '/request/url', ...places });
  const text = (at: string) =>
    `{"at":"${at}","request":{"method":"GET","url":"/"},"response":{"status":200,"headers":{"etag":"\\"1\\""}}}`;
  const learnt = (count: number) => {
    const records = known();
    for (let at = 0; at < count; at++) {
      expect(records.find(text('x'))).toBeUndefined();
      records.learn(text('x'), JSON.parse(text('x')), undefined);
    }
    return records;
  };

  test('are known after as many as are worth it', () => {
    expect(learnt(UNLEARNT).find(text('y'))).toBeUndefined();
    const records = learnt(UNLEARNT + 1);
    expect(records.find(text('y'))).toMatchObject({ startedAt: 'y', responseHeaders: { etag: '"1"' } });
    expect(records.find(text('\\"z\\"'))).toBeUndefined();
  });

  test('are forgotten where most are spelled otherwise', () => {
    const records = learnt(UNLEARNT + 1);
    for (let at = 0; at < 300; at++) records.find('{}');
    expect(records.find(text('y'))).toBeUndefined();
  });

  test('are forgotten where most of them have to be parsed after all', () => {
    const records = learnt(UNLEARNT + 1);
    for (let at = 0; at < 300; at++) {
      records.find(text('y'));
      records.learn(text('y'), JSON.parse(text('y')), undefined);
    }
    expect(records.find(text('y'))).toBeUndefined();
  });

  test('are remembered as long as they come', () => {
    const records = learnt(UNLEARNT + 1);
    for (let at = 0; at < 300; at++) records.find(at % 2 === 0 ? '{}' : text('y'));
    expect(records.find(text('y'))).toBeDefined();
  });
});

describe('any lines', () => {
  test('of any shape', async () => {
    await fc.assert(
      fc.asyncProperty(shapes(exchanges), async (groups) => {
        for (const group of groups)
          await expectTheSame(
            group.map((one) => JSON.stringify(one)),
            lines,
          );
      }),
      { numRuns: 100 },
    );
  });

  test('of one shape, with one character changed', async () => {
    const edit = fc.tuple(
      fc.nat(400),
      fc.constantFrom('"', '\\', '{', '}', ',', ':', '1', ' ', 'é', '\t', '\u0000'),
    );
    await fc.assert(
      fc.asyncProperty(exchanges, fc.array(edit, { maxLength: 4 }), async (one, edits) => {
        const plain = JSON.stringify(one);
        const changed = edits.map(([at, character]) => {
          const place = at % plain.length;
          return plain.slice(0, place) + character + plain.slice(place + 1);
        });
        await expectTheSame([plain, plain, ...changed], lines);
      }),
      { numRuns: 100 },
    );
  });

  test('with spaces as some writers put them', async () => {
    const python = (value: unknown): string =>
      JSON.stringify(value, undefined, 1)
        .replaceAll(/,\n\s*/g, ', ')
        .replaceAll(/\n\s*/g, '');
    const text = (at: number) =>
      python({
        startedAt: `2026-11-24T00:00:0${at}Z`,
        request: { method: 'GET', url: `/a/${at}`, headers: { A: `${at}` } },
        response: { status: 200, headers: { 'content-type': 'application/json' }, body: { a: at, b: ['x'] } },
      });
    await expectTheSame([text(1), text(2), text(3)], lines);
  });
});

const line =
  '{"startedAt":"t","request":{"method":"GET","url":"/","headers":{"a":"1"}},"response":{"status":200,"headers":{"b":"2"},"body":{}}}';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const fields = (count: number) => Array.from({ length: count }, (_, nth) => `"x${nth}":"1"`).join();

describe('lines of one shape', () => {
  test.each([
    ['a name that is a path to another', '{', '{"request/url":"x","request/headers/a":"y",'],
    ['escapes in a field', '"b":"2"', '"b":"W/\\"é\\u00e9\\""'],
    ['a field whose name goes on with a path', '"a":"1"', '"*/name":"1","a":"2"'],
    ['more nesting than a stack', '{', `{"x":${nested(6000)},`],
    ['more fields than an expression may have', '"b":"2"', fields(8000)],
    ['more elements than an expression may have', '{', `{"x":[${'1,'.repeat(60_000)}1],`],
    ['a longer name than an expression may have', '{', `{"${'x'.repeat(40_000)}":1,`],
  ])('with %s', async (_, from, to) => {
    const other = line.replace(from, to);
    await expectTheSame([other, other, other], lines);
  });

  test.each([
    '-',
    '-01',
    '01',
    '00',
    '1.',
    '.5',
    '1e',
    '+1',
    '1 2',
    '-0',
    '0',
    '0.5',
    '10',
    '1e5',
    '1E-05',
    '1e400',
  ])('with %s where others have a number', async (number) => {
    const plain = line.replace('{', '{"x":1,');
    await expectTheSame([plain, plain, line.replace('{', `{"x":${number},`)], lines);
  });
});

describe('any entries of a HAR', () => {
  test('of any shape', async () => {
    await fc.assert(
      fc.asyncProperty(shapes(entries), indent, async (groups, space) => {
        for (const group of groups)
          await expectTheSame(
            group.map((one) => JSON.stringify(one, undefined, space)),
            har,
          );
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ['another string', '"a"', '"b\\"\\u00e9名"'],
    ['no string', '"a"', 'null'],
    ['a size that says more', '"size":9', '"size":99999'],
    ['a second text', '"text":', '"text":"first","text":'],
    ['an encoding behind', '"text":"{}"', '"text":"e30=","encoding":"base64"'],
    ['white space', '"text":', '"text" :\n'],
    ['another member', '"time":1', '"time":1,"x":{"y":[1]}'],
    ['a broken number', '"time":1', '"time":01'],
    ['escapes', '"value":"a"', '"value":"\\"a\\\\\\u0041\\""'],
    ['no escape', '"value":"a"', '"value":"\\"a\\x"'],
    ['more white space', '"cache":{ }', '"cache":{ \n\t }'],
  ])('with %s', async (_, from, to) => {
    const plain =
      '{"startedDateTime":"t","time":1,"request":{"method":"GET","url":"/","headers":[{"name":"a","value":"a"}]},' +
      '"response":{"status":200,"headers":[{"name":"b","value":"a"}],"content":{"size":9,"text":"{}"}},"cache":{ }}';
    expect(plain).toContain(from);
    const other = plain.replaceAll(from, to);
    await expectTheSame([plain, plain, other, other, other, plain], har);
  });

  const request = '"request":{"method":"GET","url":"/","headers":[{"name":"a","value":"1"}]}';
  const headers = '"status":200,"headers":[{"name":"b","value":"2"}]';
  test.each([
    ['the time', `{${request},"response":{${headers},"content":{"text":"{}"}},"startedDateTime":"t"}`],
    ['the request', `{"startedDateTime":"t","response":{${headers},"content":{"text":"{}"}},${request}}`],
    ['the headers', `{"startedDateTime":"t",${request},"response":{"content":{"text":"{}"},${headers}}}`],
    [
      'the size',
      `{"startedDateTime":"t",${request},"response":{${headers},"content":{"text":"{","size":1}}}`,
    ],
  ])('with %s behind the body', async (_, entry) => {
    await expectTheSame([entry, entry, entry], har);
  });

  test('with more nesting than a stack', async () => {
    const entry = `{"x":${nested(6000)},${request},"response":{${headers},"content":{"text":"{}"}}}`;
    await expectTheSame([entry, entry, entry], har);
  });
});
