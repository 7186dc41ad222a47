// Small pages of our own wording, each with one habit of real ones: what is read, what is noted, what is refused.
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/lib/input-error.ts';
import { checkPage } from '../../src/page/check-page.ts';
import { type PageReading, readPage } from '../../src/page/read-page.ts';

type Parts = {
  readonly uri?: string;
  readonly request?: string;
  readonly response?: string;
  readonly statuses?: string;
};

const lines = (...each: readonly string[]) => each.join('\n');
const table = (header: string, ...rows: readonly string[]) =>
  lines(`|${header}|`, `|${header.split('|').fill('--').join('|')}|`, ...rows.map((row) => `|${row}|`));
const sample = (text: string) => lines('```', text, '```');

const okTable = table('返回值|说明', '200|好');

function pageOf({
  uri = 'POST /v1/lamps',
  request = '无',
  response = '无',
  statuses = okTable,
}: Parts): string {
  return lines(
    '# 灯',
    ...[
      ['URI', uri],
      ['请求消息', request],
      ['响应消息', response],
      ['返回值', statuses],
    ].map(([heading, text]) => `\n## ${heading}\n\n${text}\n`),
  );
}

function read(parts: Parts): PageReading {
  return readPage(pageOf(parts), 'lamp.md');
}

function fieldsOf(reading: PageReading, side: string): readonly string[] {
  const { requestFields, responses } = reading.facts;
  return (side === 'request' ? requestFields : (responses[side] ?? [])).map(({ pointer }) => pointer);
}

function messages({ notes }: PageReading): readonly string[] {
  return notes.map(({ message }) => message);
}

function refused(parts: Parts): { message: string; line: number | undefined } {
  try {
    read(parts);
  } catch (error) {
    if (error instanceof InputError) return { message: error.message, line: error.place?.line };
    throw error;
  }
  throw new Error('the page was read');
}

const columns = '参数|参数类型|是否必选|描述';

describe('a nested table is joined', () => {
  const root = table(columns, 'shade|Object|是|罩', 'bulb|Object|否|泡');
  const shade = table(columns, 'color|String|是|色');
  const bulb = table(columns, 'watt|Integer|否|瓦');
  const joined = ['/shade', '/shade/color', '/bulb', '/bulb/watt'];
  test.each<[string, string, readonly string[]]>([
    ['by its caption', lines(root, '', '**表 2**  bulb', '', bulb, '', '**表 3**  shade', '', shade), []],
    [
      'by a path in its caption',
      lines(root, '', '**表 2**  lamp.bulb', '', bulb, '', '**表 3**  lamp.shade', '', shade),
      [],
    ],
    [
      'by a label instead of a caption',
      lines(root, '', '-   bulb参数说明', '', bulb, '', '-   shade参数说明', '', shade),
      [],
    ],
    [
      'by the number of the table',
      lines(
        table(columns, 'shade|Object|是|见表3', 'bulb|Object|否|见表2'),
        '',
        '**表 2**  光源',
        '',
        bulb,
        '',
        '**表 3**  外壳',
        '',
        shade,
      ),
      [],
    ],
    [
      'by the model of the type',
      lines(
        table(columns, 'shade|Cover object|是|罩', 'bulb|Light object|否|泡'),
        '',
        '**表 2**  Light',
        '',
        bulb,
        '',
        '**表 3**  Cover',
        '',
        shade,
      ),
      [],
    ],
    [
      'by its caption in the description',
      lines(
        table(
          columns,
          'shade|Object|是|参考表 外壳参数',
          'bulb|Object|否|如[表9 光源参数](other.md#t)所示。',
        ),
        '',
        '**表 2**  光源参数',
        '',
        bulb,
        '',
        '**表 3**  外壳参数',
        '',
        shade,
      ),
      [],
    ],
    [
      'by its model, written in another case',
      lines(
        table(columns, 'shade|Lamp_cover|是|罩', 'bulb|Object|否|泡'),
        '',
        '**表 2**  lamp_cover字段说明',
        '',
        shade,
        '',
        '**表 3**  bulb',
        '',
        bulb,
      ),
      [],
    ],
    [
      'by a link to the other page that it was copied from; the number there is none of this page',
      lines(
        table(columns, 'shade|Object|是|见[表2](other.md#c)', 'bulb|Object|否|见[表3](other.md#d)'),
        '',
        '<a name="d"></a>',
        '',
        bulb,
        '',
        '**表 3**  外壳',
        '',
        '<a name="c"></a>',
        '',
        shade,
      ),
      [],
    ],
    [
      'by its description, with a note',
      lines(
        table(columns, 'shade|Object|是|灯外壳详情', 'bulb|Object|否|泡'),
        '',
        '**表 2**  灯外壳参数说明',
        '',
        shade,
        '',
        '**表 3**  bulb',
        '',
        bulb,
      ),
      ['the table "灯外壳参数说明" is read as the inside of "shade" (line 12), by its description'],
    ],
    [
      'by the keys of the sample, with a note',
      lines(
        root,
        '',
        '**表 2**  光源',
        '',
        bulb,
        '',
        '**表 3**  外壳',
        '',
        shade,
        '',
        sample('{"shade": {"color": "red"}, "bulb": {"watt": 7}}'),
      ),
      [
        'the table "光源" is read as the inside of "bulb" (line 13), by the keys of the sample',
        'the table "外壳" is read as the inside of "shade" (line 12), by the keys of the sample',
      ],
    ],
    [
      'by order, with a note',
      lines(root, '', '**表 2**  外壳', '', shade, '', '**表 3**  光源', '', bulb),
      [
        'the table "外壳" is read as the inside of "shade" (line 12), by order',
        'the table "光源" is read as the inside of "bulb" (line 13), by order',
      ],
    ],
  ])('%s', (_, request, notes) => {
    const reading = read({ request });
    expect(fieldsOf(reading, 'request').toSorted()).toEqual(joined.toSorted());
    expect(messages(reading)).toEqual(notes);
  });

  test('to the row of its name where a link leads to another table', () => {
    const reading = read({
      request: lines(
        table(columns, 'shade|Object|是|见[表](#b)', 'bulb|Object|否|见[表](#b)'),
        '',
        '**表 2**  bulb',
        '',
        '<a name="b"></a>',
        '',
        bulb,
        '',
        '**表 3**  shade',
        '',
        shade,
      ),
    });
    expect(fieldsOf(reading, 'request').toSorted()).toEqual(joined.toSorted());
    expect(messages(reading)).toEqual([
      '"shade" points to the table "bulb"; its inside is read from "shade" (line 25)',
    ]);
  });

  test('to a list of strings whose sample shows objects', () => {
    const reading = read({
      request: lines(
        table(columns, 'bulbs|Array of strings|是|泡'),
        '',
        '**表 2**  bulb字段说明',
        '',
        bulb,
        '',
        sample('{"bulbs": [{"watt": 7}]}'),
      ),
    });
    expect(fieldsOf(reading, 'request')).toEqual(['/bulbs', '/bulbs/*/watt']);
    expect(messages(reading)).toEqual([
      'the table "bulb字段说明" is read as the inside of "bulbs" (line 12), by the keys of the sample; the type "Array of strings" says otherwise',
    ]);
  });

  test('a row that names the number of the body itself by a slip', () => {
    const request = lines(
      '**表 2**  请求参数',
      '',
      table(columns, 'shade|Object|是|见表2'),
      '',
      '**表 3**  shade',
      '',
      table(columns, 'color|String|是|见表2'),
    );
    expect(fieldsOf(read({ request }), 'request')).toEqual(['/shade', '/shade/color']);
  });

  test('two forms of the body, each with a remark', () => {
    const { facts } = read({
      request: lines(
        '**表 2**  参数说明（铁罩）',
        '',
        table(columns, 'name|String|是|名', 'iron|String|是|铁'),
        '',
        '**表 3**  参数说明（布罩）',
        '',
        table(columns, 'name|String|是|名', 'cloth|String|是|布'),
      ),
    });
    expect(facts.requestFields.map(({ pointer, required }) => [pointer, required])).toEqual([
      ['/name', true],
      ['/iron', false],
      ['/cloth', false],
    ]);
  });

  test('to the row that has a table already, as another form of it: required is what each form requires', () => {
    const { facts } = read({
      request: lines(
        table(columns, 'bulb|Object|是|泡'),
        '',
        '**表 2**  led bulb',
        '',
        table(columns, 'watt|Integer|是|瓦', 'chip|String|是|芯'),
        '',
        '**表 3**  gas bulb',
        '',
        table(columns, 'watt|Integer|是|瓦', 'gas|String|是|气'),
      ),
    });
    expect(facts.requestFields.map(({ pointer, required }) => [pointer, required])).toEqual([
      ['/bulb', true],
      ['/bulb/watt', true],
      ['/bulb/chip', false],
      ['/bulb/gas', false],
    ]);
  });

  test('to none: the page is refused with the line of the table', () => {
    const request = lines(table(columns, 'name|String|是|名'), '', '**表 2**  外壳', '', shade);
    expect(refused({ request })).toEqual({
      message: 'nothing tells which row the table "外壳" belongs to: 1 such tables, no row without one',
      line: 16,
    });
  });
});

describe('the list of statuses', () => {
  const response = lines(table('参数|参数类型|描述', 'id|String|号'), '', sample('{"id": "l1"}'));
  test.each<[string, string, readonly string[], readonly string[]]>([
    ['in a table', okTable, ['200'], ['200']],
    [
      'success in a list, failures in a table',
      lines('-   正常', '', '    201', '', '-   异常', '', table('返回值|说明', '400 Bad Request|坏')),
      ['201', '400'],
      ['201'],
    ],
    ['a link to a common page', '请参见[状态码](status.md)。', ['2XX'], ['2XX']],
  ])('%s', (_, statuses, codes, bodies) => {
    const { facts } = read({ response, statuses });
    expect(facts.statusCodes).toEqual(codes);
    expect(Object.keys(facts.responses)).toEqual(bodies);
    expect(Object.keys(facts.examples)).toEqual(bodies);
  });

  test('none is noted, and the statuses of samples count', () => {
    const reading = read({
      response: lines('响应样例', '', sample('STATUS CODE 202'), '', sample('{"id": "l1"}')),
      statuses: '见他页。',
    });
    expect(reading.facts.statusCodes).toEqual(['202']);
    expect(messages(reading)).toEqual([
      'no list of statuses on this page; those of its tables and samples count',
    ]);
  });

  test('a sample of an error is none of the success', () => {
    const { facts } = read({
      response: lines('成功响应样例', '', sample('{"id": 1}'), '', '失败响应样例', '', sample('{"code": 1}')),
    });
    expect(facts.examples).toEqual({ 200: [{ id: 1 }], default: [{ code: 1 }] });
  });

  test.each<[string, string, string, object]>([
    [
      'an error without a label',
      'id|String|号',
      '或',
      { 200: [{ id: 1 }], default: [{ error: { message: 'x' } }] },
    ],
    [
      'a property that is called error',
      'error|Object|错',
      '或',
      { 200: [{ id: 1 }, { error: { message: 'x' } }] },
    ],
    [
      'an error in the table of the success',
      'error|Object|错',
      '失败样例',
      { 200: [{ id: 1 }, { error: { message: 'x' } }] },
    ],
    [
      'an error in no table',
      'id|String|号',
      '失败样例',
      { 200: [{ id: 1 }], default: [{ error: { message: 'x' } }] },
    ],
  ])('%s', (_, row, label, examples) => {
    const rows = table('参数|参数类型|描述', row);
    const samples = lines(
      '响应样例',
      '',
      sample('{"id": 1}'),
      '',
      label,
      '',
      sample('{"error": {"message": "x"}}'),
    );
    expect(read({ response: lines(rows, '', samples) }).facts.examples).toEqual(examples);
  });
});

describe('columns', () => {
  test('words of the required column that are not known make one row unknown, and are noted', () => {
    const reading = read({
      request: table(columns, 'a|String|二选一|x', 'b|String|Mandatory|x', 'c|String|O|x', 'd|String|✔|x'),
    });
    expect(reading.facts.requestFields.map(({ required }) => required)).toEqual([
      undefined,
      true,
      false,
      true,
    ]);
    expect(reading.notes).toEqual([{ line: 12, message: 'whether "a" is required is not known: "二选一"' }]);
  });

  test('a required column of unknown words only is refused', () => {
    expect(refused({ request: table(columns, 'a|String|甲|x', 'b|String|乙|x') })).toEqual({
      message: 'no word of the column "是否必选" is known: 甲, 乙',
      line: 10,
    });
  });

  test('a required column of conditions only, or of nothing, is unknown', () => {
    const request = table(columns, 'a|String|甲非空时必选|x', 'b|String|乙非空时必选|x');
    expect(read({ request }).facts.requestFields.map(({ required }) => required)).toEqual([
      undefined,
      undefined,
    ]);
    const empty = table(columns, 'a|String|-|x', 'b|String|-|x');
    expect(read({ request: empty }).facts.requestFields.map(({ required }) => required)).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('a remark beside the word says where the parameter goes', () => {
    const { facts } = read({
      uri: lines(
        'GET /v1/{project_id}/lamps[?size, project_id]',
        '',
        table('参数|是否必选|参数类型|描述', 'project_id|是|String|x', 'project_id|否（查询参数）|String|y'),
      ),
    });
    expect(facts.path).toBe('/v1/{project_id}/lamps');
    expect(facts.parameters.map(({ name, in: location, required }) => [name, location, required])).toEqual([
      ['project_id', 'path', true],
      ['project_id', 'query', false],
    ]);
  });

  test.each<[string, string, readonly (boolean | undefined)[]]>([
    ['是否为必选', '参数|是否为必选|参数类型|描述', [true, false]],
    ['是否可选: the other way round', '参数|是否可选|参数类型|描述', [false, true]],
  ])('%s', (_, header, required) => {
    const { facts } = read({ request: table(header, 'a|是|String|x', 'b|否|String|x') });
    expect(facts.requestFields.map((field) => field.required)).toEqual(required);
  });

  test('no column of types: the types are unknown, noted, and samples are held to the names', () => {
    const request = lines(
      table('参数|是否必选|描述', 'a|是|x'),
      '',
      '请求样例',
      '',
      sample('{"a": 1, "b": 2}'),
    );
    const reading = read({ request });
    expect(reading.facts.requestFields).toEqual([{ pointer: '/a', type: '', required: true }]);
    expect(messages(reading)).toEqual(['this table has no column of types; they are not compared']);
    expect(checkPage(reading, 'lamp.md').map(({ code, pointer }) => `${code} ${pointer}`)).toContain(
      'docs-sample-property-undocumented /b',
    );
  });

  test('a column that is not known is noted where it holds prose, refused where it may hold types', () => {
    expect(messages(read({ request: table('参数|参数类型|看法', 'a|String|不错的灯') }))).toContain(
      'the column "看法" is not read',
    );
    expect(refused({ request: table('参数|看法|描述', 'a|String|灯', 'b|Integer|灯') }).message).toContain(
      'the column "看法" is not known, and may hold what is compared',
    );
  });

  test('a row of Markdown with fewer cells than columns', () => {
    const reading = read({ request: lines(table(columns, 'a|String|是|x'), '|b|Integer|否') });
    expect(reading.facts.requestFields).toEqual([
      { pointer: '/a', type: 'String', required: true },
      { pointer: '/b', type: 'Integer', required: false },
    ]);
  });

  test('a bar inside a cell: the rest is text of the last column, with a note', () => {
    const reading = read({ request: table(columns, 'a|String|是|x|y 待下线|z') });
    expect(reading.facts.requestFields).toEqual([
      { pointer: '/a', type: 'String', required: true, notes: ['deprecated'] },
    ]);
    expect(messages(reading)).toEqual([
      'a bar divides a cell of this row; all after the last column is read as its text',
    ]);
  });

  test('a table of other things is noted', () => {
    const response = lines(
      table('参数|参数类型|描述', 'a|String|x'),
      '',
      '**表 2**  状态',
      '',
      table('名称|含义|说明', 'ON|亮|x'),
    );
    expect(messages(read({ response }))).toEqual([
      'the table "状态" is not read: its columns are 名称, 含义, 说明',
    ]);
  });
});

describe('values of a list with a gloss', () => {
  const cell = (values: string) =>
    `<table><tr><th>参数</th><th>参数类型</th><th>描述</th></tr><tr><td>s</td><td>String</td><td><p>状态。</p><p>枚举值：</p><ul>${values}</ul></td></tr></table>`;
  test.each([
    ['all of it bold', '<li><strong>ON：lit.</strong></li><li><strong>OFF：dark.</strong></li>'],
    ['the value bold', '<li><strong>ON</strong>: lit.</li><li><strong>OFF</strong>: dark.</li>'],
    ['no gloss', '<li><strong>ON</strong></li><li><strong>OFF</strong></li>'],
  ])('%s', (_, values) => {
    expect(read({ response: cell(values) }).facts.responses[200]?.[0]?.enum).toEqual(['ON', 'OFF']);
  });
});

describe('samples', () => {
  const request = (text: string) =>
    lines(table(columns, 'name|String|是|x'), '', '请求样例', '', sample(text));
  test.each<[string, string, readonly unknown[], readonly string[] | undefined]>([
    ['a path before the body', '/v1/lamps\n{"name": "x"}', [{ name: 'x' }], ['/v1/lamps']],
    [
      'the method on a line of its own',
      'POST\nhttps://h/v1/lamps\n{"name": "x"}',
      [{ name: 'x' }],
      ['POST https://h/v1/lamps'],
    ],
    ['header fields', 'POST /v1/lamps\nX-Id: 1\n\n{"name": "x"}', [{ name: 'x' }], ['POST /v1/lamps']],
    ['labels', '请求Header参数：\nX-Id:1\n\n请求Body参数：\n{"name": "x"}', [{ name: 'x' }], undefined],
    [
      'a request line in quotes',
      '"POST https://h/v1/lamps"\n{"name": "x"}',
      [{ name: 'x' }],
      ['POST https://h/v1/lamps'],
    ],
    [
      'the method on a line of its own, the version after the path',
      'POST\n/v1/lamps HTTP/1.1\n{"name": "x"}',
      [{ name: 'x' }],
      ['POST /v1/lamps HTTP/1.1'],
    ],
    ['spaces of other kinds', '{\u3000\u00a0\u200b"name": "x\u3000y"}', [{ name: 'x\u3000y' }], undefined],
    ['no body', 'DELETE /v1/lamps', [{ $nobody: true }], ['DELETE /v1/lamps']],
  ])('%s', (_, text, values, requestLines) => {
    const { facts } = read({ request: request(text) });
    expect(facts.examples.request).toEqual(values);
    expect(facts.exampleRequestLines).toEqual(requestLines);
  });

  test.each([
    ['curl -X POST https://h/v1/lamps', 'a command or program is not read as a sample'],
    ['# the lamp\nimport lamps', 'a command or program is not read as a sample'],
    ['<lamp/>', 'a sample of another form than JSON is not read'],
    [
      'GET https://{host}/v1/lamps\n\nshow lamp 7\nGET https://{host}/v1/lamps/7',
      'a sample of another form than JSON is not read',
    ],
  ])('%s is noted', (text, message) => {
    const reading = read({ request: request(text) });
    expect(messages(reading)).toEqual([message]);
    expect(reading.facts.examples).toEqual({});
  });

  test('a heading inside a sample: the end of the sample is lost', () => {
    const { message } = refused({ request: request('{}\n## 响应示例<a name="s"></a>') });
    expect(message).toBe('this sample holds a part of the page: "## 响应示例<a name="');
  });
});

describe('the rows of a body that is an array', () => {
  test.each<[string, string]>([
    ['[数组]', 'Array of objects'],
    ['[数组元素]', 'Object'],
    ['数组元素', 'Array of Objects'],
  ])('%s of type %s', (name, type) => {
    const response = lines(
      table('参数|参数类型|描述', `${name}|${type}|灯`),
      '',
      `**表 2**  ${name}字段说明`,
      '',
      table('参数|参数类型|描述', 'id|String|号'),
      '',
      '响应样例',
      '',
      sample('[{"id": "l1"}]'),
    );
    const reading = read({ response });
    expect(fieldsOf(reading, '200')).toEqual(['/', '/*/id']);
    expect(checkPage(reading, 'lamp.md')).toEqual([]);
  });
});

describe('the request line', () => {
  test.each<[string, string, string]>([
    ['in one line', 'POST /v1/lamps', 'POST /v1/lamps'],
    ['without a space', 'POST/v1/lamps', 'POST /v1/lamps'],
    ['method and path each after a label', 'Method：PUT\n\nPATH：/v1/lamps', 'PUT /v1/lamps'],
    ['both labels in one paragraph', 'Method: PUT\nPATH: /v1/lamps', 'PUT /v1/lamps'],
  ])('%s', (_, uri, expected) => {
    const { facts } = read({ uri });
    expect(`${facts.method} ${facts.path}`).toBe(expected);
  });

  test('a second one is noted', () => {
    expect(messages(read({ uri: 'POST /v1/lamps\n\nPOST /v2/lamps' }))).toEqual([
      'a second request line is not read: POST /v2/lamps',
    ]);
  });
});

test('headings of request and response in other words', () => {
  const text = pageOf({ request: table(columns, 'name|String|是|x') })
    .replace('## 请求消息', '## 请求')
    .replace('## 响应消息', '## 正常响应');
  expect(readPage(text, 'lamp.md').facts.requestFields.map(({ pointer }) => pointer)).toEqual(['/name']);
});

test('header rows of a response are kept apart from the facts', () => {
  const response = lines('**表 2**  响应Header参数', '', table('参数|参数类型|描述', 'X-Id|String|号'));
  const reading = read({ response });
  expect(reading.facts.responses).toEqual({});
  expect(reading.responseHeaders).toEqual({ 200: [{ name: 'X-Id', in: 'header', type: 'String' }] });
});

test.each([
  ['an object', '{"bulbs": {"b-1": {"watt": 3}}}', '/bulbs/*/watt'],
  ['a list of them, where the sample shows one', '{"bulbs": {"b-1": [{"watt": 3}]}}', '/bulbs/*/*/watt'],
])('an object whose description names a map has its inside below any key: %s', (_name, body, inside) => {
  const rows = table(columns, 'bulbs|Object|否|结构为Map&lt;String, Object&gt;，见表2');
  const inner = lines('**表 2**  灯泡', '', table(columns, 'watt|Integer|否|瓦'));
  const reading = read({ response: lines(rows, '', inner, '', '响应样例', '', sample(body)) });
  expect(fieldsOf(reading, '200')).toEqual(['/bulbs', inside]);
  expect(checkPage(reading, 'lamp.md')).toEqual([]);
});

test.each<[string, string, string[]]>([
  ['a dotted name whose owner the sample shows', 'bulb.watt|Integer|否|瓦', ['/bulb', '/bulb/watt']],
  ['a dotted name that the sample shows', 'bulb.color|Integer|否|瓦', ['/bulb.color']],
])('%s', (_, row, fields) => {
  const text = row.startsWith('bulb.watt') ? '{"bulb": {"watt": 3}}' : '{"bulb.color": 3}';
  const reading = read({ response: lines(table(columns, row), '', '响应样例', '', sample(text)) });
  expect(fieldsOf(reading, '200')).toEqual(fields);
  expect(checkPage(reading, 'lamp.md')).toEqual([]);
});

test.each<[string, string, string[]]>([
  ['names of their own', '{"modes": {"night": "on"}}', ['/modes', '/modes/*']],
  ['key and value', '{"modes": {"key": "night", "value": "on"}}', ['/modes', '/modes/key', '/modes/value']],
])('rows "key" and "value" of an object whose sample has %s', (_, text, fields) => {
  const rows = lines(table(columns, 'modes|Object|否|见表2'), '', '**表 2**  modes', '');
  const pairs = table(columns, 'key|String|否|名', 'value|String|否|值');
  const reading = read({ response: lines(rows, pairs, '', '响应样例', '', sample(text)) });
  expect(fieldsOf(reading, '200')).toEqual(fields);
  expect(checkPage(reading, 'lamp.md')).toEqual([]);
});

test('the Object of a map is any value', () => {
  const rows = table(columns, 'labels|Map&lt;String, Object&gt;|否|标签');
  const reading = read({ response: lines(rows, '', '响应样例', '', sample('{"labels": {"a": "b"}}')) });
  expect(checkPage(reading, 'lamp.md')).toEqual([]);
});

test('"状态码： default" is a side of its own, beside 200', () => {
  const rows = table('参数|参数类型|描述', '[数组元素]|Array of strings|名');
  const marked = lines('**状态码： 200**', '', rows, '', '**状态码： default**', '', rows);
  expect(Object.keys(read({ response: marked }).facts.responses)).toEqual(['200', 'default']);
});

test('a row that whoever calls it names is any key', () => {
  const reading = read({ response: table('参数|参数类型|描述', '用户自定义|String|键值对') });
  expect(fieldsOf(reading, '200')).toEqual(['/*']);
});
