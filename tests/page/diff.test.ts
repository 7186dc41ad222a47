// The page of today against its review: samples, notes, limits by direction, names that look like another's.
import { expect, test } from 'vitest';
import { diffPage } from '../../src/page/diff-page.ts';
import { lockPage, newContradictions } from '../../src/page/lock.ts';
import { readPage } from '../../src/page/read-page.ts';

const page = `# Make a lamp

## URI

POST /v1/lamps

## 请求参数

**表 1** 请求Body参数

| 参数 | 是否必选 | 参数类型 | 描述 |
| -- | -- | -- | -- |
| watt | 否 | Integer | <p>how bright</p><p>最小值：<strong>1</strong></p><p>最大值：<strong>100</strong></p> |

## 响应参数

**状态码：200**

**表 2** 响应Body参数

| 参数 | 参数类型 | 描述 |
| -- | -- | -- |
| id | String | its number |
| size | Integer | <p>its size</p><p>最大值：<strong>9</strong></p> |

## 响应示例

**状态码：200**

\`\`\`
{ "id": "7", "extra": { "deep": 1 } }
\`\`\`

## 状态码

| 状态码 | 描述 |
| -- | -- |
| 200 | made |
`;
const locked = lockPage(readPage(page, 'lamp.md'), 'lamp.md', 'reviewed');

function changesOf(text: string): string[] {
  expect(text).not.toBe(page);
  return diffPage(locked, readPage(text, 'lamp.md'), 'lamp.md').changes.map(
    ({ code, level, status, message }) => `${code.slice('docs-'.length)} ${level} ${status}: ${message}`,
  );
}

test.each<[string, string, string[]]>([
  [
    'a lower maximum of a request breaks',
    page.replace('<strong>100<', '<strong>60<'),
    ['limit-changed error request: maximum of /watt is 100 in the reviewed page, 60 in the page'],
  ],
  [
    'a higher one does not',
    page.replace('<strong>100<', '<strong>600<'),
    ['limit-changed warning request: maximum of /watt is 100 in the reviewed page, 600 in the page'],
  ],
  [
    'a higher minimum of a request breaks',
    page.replace('<strong>1<', '<strong>5<'),
    ['limit-changed error request: minimum of /watt is 1 in the reviewed page, 5 in the page'],
  ],
  [
    'a lower maximum of a response does not',
    page.replace('<strong>9<', '<strong>8<'),
    ['limit-changed warning 200: maximum of /size is 9 in the reviewed page, 8 in the page'],
  ],
  [
    'one row gone and one of its type new',
    page.replace('| size |', '| volume |'),
    [
      'property-removed error 200: the reviewed page has /size, the page does not; /volume is new and of the same type: it may be renamed',
      'property-added warning 200: the page has /volume, the reviewed page does not',
    ],
  ],
  [
    'of another type it is another one',
    page.replace('| size | Integer |', '| volume | String |'),
    [
      'property-removed error 200: the reviewed page has /size, the page does not',
      'property-added warning 200: the page has /volume, the reviewed page does not',
    ],
  ],
  [
    'a note that came',
    page.replace('its number', '该字段已废弃'),
    ['note-changed warning 200: the page says of /id: deprecated; when it was reviewed: nothing of the kind'],
  ],
  [
    'a key of the sample that went, the topmost one',
    page.replace(', "extra": { "deep": 1 }', ''),
    ['sample-changed warning 200: the sample of 200 no longer has /extra'],
  ],
  [
    'a key that came',
    page.replace('"7",', '"7", "more": 1,'),
    ['sample-changed warning 200: the sample of 200 has /more, the reviewed one did not'],
  ],
  [
    'a key of another kind',
    page.replace('"7"', '7'),
    ['sample-changed warning 200: the sample of 200 shows an integer at /id, the reviewed one a string'],
  ],
  ['a sentence', page.replace('how bright', 'how warm'), []],
])('%s', (_name, text, expected) => {
  expect(changesOf(text)).toEqual(expected);
});

test('contradictions that an earlier review did not have', () => {
  const codes = (text: string) =>
    newContradictions(lockPage(readPage(text, 'lamp.md'), 'lamp.md', 'again'), locked).map(
      ({ code }) => code,
    );
  expect(codes(page.replace('how bright', 'how warm'))).toEqual([]);
  expect(codes(page.replace('"7"', '7'))).toEqual(['docs-sample-type-mismatch']);
  expect(newContradictions(locked, undefined).map(({ code }) => code)).toEqual([
    'docs-sample-property-undocumented',
  ]);
});
