// Small pages of our own wording, one habit each: read to the last field, or refused with the line.
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/lib/input-error.ts';
import type { FieldConstraints } from '../../src/model.ts';
import { readPage } from '../../src/page/read-page.ts';

type Field = FieldConstraints & { readonly type: string; readonly required?: boolean };

const requestHeader = '|参数|是否必选|参数类型|描述|\n|--|--|--|--|\n';
const responseHeader = '|参数|参数类型|描述|\n|--|--|--|\n';

function pageWith({
  headings = ['URI', '请求参数', '响应参数', '状态码'],
  request = `${requestHeader}|name|是|String|名|`,
  response = `${responseHeader}|id|String|号|`,
  statuses = '|状态码|描述|\n|--|--|\n|200|好|',
  after = '',
}: {
  readonly headings?: readonly string[];
  readonly request?: string;
  readonly response?: string;
  readonly statuses?: string;
  readonly after?: string;
}): string {
  const parts = ['POST /v1/lamps', request, response, statuses].map(
    (text, index) => `## ${headings[index]}\n\n${text}\n`,
  );
  return `# 灯\n\n${parts.join('\n')}\n${after}`;
}

function factsOf(page: string) {
  return readPage(page, 'lamp.md').facts;
}

function refused(page: string): string {
  try {
    readPage(page, 'lamp.md');
  } catch (error) {
    if (error instanceof InputError) return `${error.place?.line}: ${error.message}`;
    throw error;
  }
  return 'read';
}

/** `lamp:Object! lamp/watt:Integer?` */
function requestOf(page: string): string {
  return factsOf(page)
    .requestFields.map(
      ({ pointer, type, required }) =>
        `${pointer.slice(1)}:${type}${required === undefined ? '' : required ? '!' : '?'}`,
    )
    .join(' ');
}

test.each([
  ['请求URI', '请求体', '响应体', '返回码'],
  ['接口URI', '请求内容', '返回内容', 'HTTP状态码'],
  ['URL', '输入参数', '输出参数', '状态码说明'],
  ['请求方式', '入参', '出参', '返回状态码'],
  ['请求路径', '请求参数说明', '返回参数说明', '响应状态码'],
  ['URI', 'Request body', 'Response body', 'Status codes'],
  ['Endpoint', 'Request parameters', 'Response parameters', 'HTTP status codes'],
  ['URI', 'Body parameters', 'Response fields', 'Response codes'],
])('headings: %s, %s, %s, %s', (...headings) => {
  const facts = factsOf(pageWith({ headings }));
  expect([facts.path, facts.requestFields.length, Object.keys(facts.responses), facts.statusCodes]).toEqual([
    '/v1/lamps',
    1,
    ['200'],
    ['200'],
  ]);
});

test('headings in bold lines only', () => {
  const page = pageWith({}).replace(/^## (.*)$/gm, '**$1**');
  expect(factsOf(page)).toMatchObject({ path: '/v1/lamps', statusCodes: ['200'] });
});

test('without a request line the name of the operation stands for it only where the title is one', () => {
  const page = '# 灯\n\n## 请求参数\n\n|名称|类型|\n|--|--|\n|Action|String|\n\n## 返回数据\n\n无\n';
  expect(refused(page)).toContain('1: no heading URI');
  expect(factsOf(page.replace('灯', 'DescribeLamps'))).toMatchObject({
    operationId: 'DescribeLamps',
    path: '/',
  });
});

describe('rows', () => {
  test.each<[string, string, string]>([
    [
      'a type in angle brackets',
      '|a|是|Array<Array<String>>|x|\n|b|是|List<Object>|`x<y>`<br>z|',
      'a:Array<Array<String>>! b:List<Object>!',
    ],
    ['a type of Java', '|a|是|String[]|x|', 'a:String[]!'],
    ['a footnote after the name', '|a[^1]|是|String|x|\n|b*|否|String|x|\n\n[^1]: 注', 'a:String! b:String?'],
    ['a footnote written by hand', '|a [1]|是|String *|x|', 'a:String!'],
    [
      'a path whose owner has a row',
      '|lamp|是|Object|x|\n|lamp.w|否|Integer|x|',
      'lamp:Object! lamp/w:Integer?',
    ],
    ['a dot in a name without an owner', '|lamp.w|否|Integer|x|', 'lamp.w:Integer?'],
    [
      'arrows',
      '|lamp|是|Object|x|\n|>c|否|Object|x|\n|>>r|否|Integer|x|',
      'lamp:Object! lamp/c:Object? lamp/c/r:Integer?',
    ],
    ['dashes', '|lamp|是|Object|x|\n|- w|否|Integer|x|', 'lamp:Object! lamp/w:Integer?'],
    [
      'a remark after the word for optional',
      '|a|否，与b二选一|String|x|\n|b|否|String|x|',
      'a:String? b:String?',
    ],
    ['no-break and zero-width spaces', '|\u00a0na\u200bme|是\u00a0|String|x|', 'name:String!'],
  ])('%s', (_, rows, fields) => {
    expect(requestOf(pageWith({ request: requestHeader + rows }))).toBe(fields);
  });
});

test('of two columns of descriptions the first is the name', () => {
  const request = '|参数说明|是否必选|参数类型|说明|\n|--|--|--|--|\n|name|是|String|名|';
  expect(requestOf(pageWith({ request }))).toBe('name:String!');
});

test('a fence behind the mark of a list, above lines without indent', () => {
  const samples = '-   ```\n{"name": "a"}\n```\n\n-   ```\n{"name": "b"}\n```\n';
  const after = `## 请求示例\n\n${samples}`;
  expect(factsOf(pageWith({ after })).examples).toEqual({ request: [{ name: 'a' }, { name: 'b' }] });
});

test.each([
  [
    'a quotation that is indented',
    '    >**说明**\n    >"key": "value"\n',
    'a sample of another form than JSON is not read',
  ],
  [
    'the value of one row',
    'name示例如下：\n\n```\n{"first": "a"}\n```\n',
    'a sample of "name" alone is not read',
  ],
  [
    'the response of a step',
    '响应样例：\n\n```\n{"id": "a"}\n```\n',
    'a sample of the other side than its heading, "响应样例：", is not read',
  ],
])('no sample of the request: %s', (_, text, message) => {
  const { facts, notes } = readPage(pageWith({ after: `## 请求示例\n\n${text}` }), 'lamp.md');
  expect(facts.examples).toEqual({});
  expect(notes.map((note) => note.message)).toContain(message);
});

test('600 rows with a type in angle brackets do not nest', () => {
  const rows = Array.from({ length: 600 }, (_, index) => `|a${index}|是|Array<String>|x|`).join('\n');
  expect(factsOf(pageWith({ request: requestHeader + rows })).requestFields).toHaveLength(600);
});

test('a page of 2 MB that a browser saved with its scripts', () => {
  const table = '<table><tr><th>参数</th><th>参数类型</th></tr><tr><td>id</td><td>String</td></tr></table>';
  const script = `<script>${'a("<td>x</td>");'.repeat(130_000)}</script>`;
  const page = `<!DOCTYPE html><html><head>${script}</head><body><h1>灯</h1><h2>URI</h2><p>GET /v1/lamps</p><h2>响应参数</h2>${table}<h2>响应示例</h2></body></html>`;
  expect(factsOf(page).responses['2XX']).toEqual([{ pointer: '/id', type: 'String' }]);
});

describe('descriptions', () => {
  test.each<[string, string, Partial<Field>]>([
    [
      'limits on one line',
      '数。缺省值：**10** 最小值：**1** 最大值：**50**',
      { default: '10', minimum: '1', maximum: '50' },
    ],
    [
      'limits in prose',
      'Size. Default: 5. Minimum: 1, maximum: 9.',
      { default: '5', minimum: '1', maximum: '9' },
    ],
    ['limits on lines, not bold', '名。<br>最小长度：1<br>最大长度：64', { minLength: '1', maxLength: '64' }],
    ['a default in a sentence', '取值范围：1~100，默认值为5', { default: '5' }],
    ['values in lines with dashes', '状态。<br>枚举值：<br>- **ON**<br>- **OFF**', { enum: ['ON', 'OFF'] }],
    ['values on the line of the label', '枚举值：ON、OFF', { enum: ['ON', 'OFF'] }],
    ['values in code', 'Enum: `x`, `y` or `z`.', { enum: ['x', 'y', 'z'] }],
    ['a range is no list of values', '枚举值：1~5', {}],
  ])('%s', (_, text, stated) => {
    const [field] = factsOf(pageWith({ request: `${requestHeader}|a|否|Integer|${text}|` })).requestFields;
    expect(field).toEqual({ pointer: '/a', type: 'Integer', required: false, ...stated });
  });
});

describe('statuses', () => {
  test.each<[string, string, readonly string[]]>([
    ['a list with texts', '- 200: OK\n- 400: Bad Request', ['200', '400']],
    [
      'several in a cell',
      '|状态码|描述|\n|--|--|\n|200|好|\n|400/401|坏|\n|500, 503|坏|',
      ['200', '400', '401', '500', '503'],
    ],
  ])('%s', (_, statuses, codes) => {
    expect(factsOf(pageWith({ statuses })).statusCodes).toEqual(codes);
  });

  test('a table of several errors is none of the success', () => {
    const response = `**状态码： 4XX/5XX**\n\n${responseHeader}|error_code|String|码|`;
    expect(Object.keys(factsOf(pageWith({ response })).responses)).toEqual(['default']);
  });
});

test.each<[string, string, string]>([
  [
    'a sample that does not end',
    pageWith({}).replace('## 状态码', '## 请求示例\n\n```json\n{"name":"x"}\n\n## 状态码'),
    '21: this sample holds a part of the page: "## 状态码"',
  ],
  [
    'reStructuredText with a simple table',
    'Lamp\n====\n\nURI\n---\n\nGET /v1/lamps\n\n====  ======\nName  Type\n====  ======\na     String\n====  ======\n',
    '9: this is reStructuredText, which is not read',
  ],
  [
    'AsciiDoc',
    '= Lamp\n\n== URI\n\nGET /v1/lamps\n\n|===\n|Name |Type\n|===\n',
    '7: this is AsciiDoc, which is not read',
  ],
])('%s is refused', (_, page, message) => {
  expect(refused(page)).toBe(message);
});
