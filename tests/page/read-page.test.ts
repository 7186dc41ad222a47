import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/lib/input-error.ts';
import { readPage } from '../../src/page/read-page.ts';

const folder = join(import.meta.dirname, 'pages');
const pageNames = readdirSync(folder).filter((file) => /\.(md|html)$/.test(file));

function pageText(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

function refusal(text: string): { message: string; line: number | undefined } {
  try {
    readPage(text, 'page.md');
  } catch (error) {
    if (error instanceof InputError) return { message: error.message, line: error.place?.line };
    throw error;
  }
  throw new Error('the page was read');
}

describe('facts of pages in every layout', () => {
  test.each(pageNames.filter((name) => !name.includes('wrong')))('%s', (name) => {
    const facts = JSON.parse(pageText(name.replace(/\.\w+$/, '.facts.json'))) as unknown;
    expect(JSON.parse(JSON.stringify(readPage(pageText(name), name).facts))).toEqual(facts);
  });

  const shelf = pageText('arrange-shelf.md');
  const same: readonly (readonly [string, (text: string) => string])[] = [
    ['line ends as CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text) => `\ufeff${text}`],
    ['anchors in every heading', (text) => text.replace(/^(## .*)$/gm, '$1<a name="section123"></a>')],
    [
      'anchors in every cell',
      (text) => text.replaceAll('<p>', '<p id="p1"><a name="p1"></a><a name="p1"></a>'),
    ],
    ['prefixed anchors', (text) => text.replaceAll(/(#|")(request_|response_)/g, '$1zh-cn_topic_7_$2')],
    ['ASCII colons', (text) => text.replaceAll('：', ':')],
    ['no escapes', (text) => text.replaceAll('\\', '')],
    [
      'no paragraphs in cells',
      (text) => text.replaceAll(/<(t[hd][^>]*)><p>([^<]*)<\/p>\n<\/t/g, '<$1>$2</t'),
    ],
    ['no blank line before a caption', (text) => text.replaceAll('<p>', '<p>\u200b')],
    ['bold as Markdown inside HTML cells', (text) => text.replaceAll(/<strong>([^<]*)<\/strong>/g, '**$1**')],
    [
      'headings in HTML',
      (text) =>
        text.replace(
          /^(##?) (.*)$/gm,
          (_, marks: string, words: string) => `<h${marks.length}>${words}</h${marks.length}>`,
        ),
    ],
    ['numbered headings', (text) => text.replace(/^## (.*)$/gm, '## 3.2.1 $1')],
    ['headings counted in Chinese', (text) => text.replace(/^## (.*)$/gm, '## 三、$1')],
    ['headings with an id', (text) => text.replace(/^(##? .*)$/gm, '$1 {#part-1}')],
    [
      'another shape of the link',
      (text) =>
        text.replace(/\(https:[^)]*\)/, '(https://x.example/apiexplorer/sdk?version=1&api=ArrangeShelf#top)'),
    ],
  ];
  test.each(same)('form does not change facts: %s', (_, change) => {
    const changed = change(shelf);
    expect(changed).not.toBe(shelf);
    expect(readPage(changed, 'a.md').facts).toEqual(readPage(shelf, 'a.md').facts);
  });

  test('a page without a link to the API Explorer is named by method and path', () => {
    expect(
      readPage(shelf.replace('apiexplorer.', 'other.').replace('/apiexplorer/', '/'), 'a.md').facts
        .operationId,
    ).toBe('PUT /v2/{project_id}/libraries/{library_id}/shelves');
  });

  test('the hash is of the text, whatever its line ends', () => {
    const { hash } = readPage(shelf, 'a.md');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(readPage(`\ufeff${shelf.replaceAll('\n', '\r\n')}`, 'a.md').hash).toBe(hash);
    expect(readPage(shelf.replace('令牌', '口令'), 'a.md').hash).not.toBe(hash);
  });

  test('bodies have the names that the page gives them', () => {
    expect(readPage(shelf, 'a.md').bodyNames).toEqual({
      request: 'ShelfReq',
      200: 'ShelfResp',
      404: 'ErrorMsg',
    });
  });
});

describe('places', () => {
  test.each([
    ['arrange-shelf.md', 'title', '# 整理书架'],
    ['arrange-shelf.md', 'path', 'PUT /v2/'],
    ['arrange-shelf.md', 'operation', 'api=ArrangeShelf'],
    ['arrange-shelf.md', 'parameter/query/limit', '<p>limit</p>'],
    ['arrange-shelf.md', 'request#/books/*/isbn', '<p>isbn</p>'],
    ['arrange-shelf.md', 'request#/order=color', '<strong>color</strong>'],
    ['arrange-shelf.md', 'response/200#/rooms/*/a~1b', '<p>a/b</p>'],
    ['arrange-shelf.md', 'status/404', '<p>404</p>'],
    ['arrange-shelf.md', 'sample/request/0#/books/0/isbn', '"isbn"'],
    ['arrange-shelf.md', 'sample/200/0#/rooms/east/a~1b', '"a/b" : "x"'],
    ['arrange-shelf.md', 'sample/200/0#/grid/0/0/floor', '"floor" : 1 } ]'],
    ['arrange-shelf.md', 'sample/404/0', '{'],
    ['lend-book.html', 'request#/days=60', '<b>60</b>'],
    ['lend-book.html', 'sample/201/0#/loan/fine', '"fine"'],
    ['lend-book.html', 'sample/request/0#/days', '&quot;days'],
    ['v1-add-members.md', 'response/201#/readers/*/create_time', 'create_time'],
    ['v1-show-room.html', 'sample/200/0#/room/seats/0/free', '"free"'],
  ])('%s %s', (name, key, text) => {
    const place = readPage(pageText(name), name).places[key];
    const line = pageText(name).split('\n')[(place?.line ?? 0) - 1] ?? '';
    expect(line).toContain(text);
    if (key.startsWith('sample') && name.endsWith('.md')) expect(line.indexOf(text) + 1).toBe(place?.column);
  });
});

describe('what is no whole page is refused with its line', () => {
  const shelf = pageText('arrange-shelf.md');
  const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;
  test.each([
    ['', 'the page is empty', undefined],
    [`%PDF-1.7\n${'\ufffd\u0001\u001bab'.repeat(100)}`, 'this is no text', undefined],
    ['# About us\n\nWe lend books.\n', 'unknown page layout; looked for the headings of huawei-v2', 1],
    ['<html><body><h1>Not found</h1></body></html>', 'unknown page layout', 1],
    [shelf.replace('## URI', '## Address'), 'no heading URI', 1],
    [shelf.replace('PUT /v2', 'see /v2'), 'no method and path', lineOf(shelf, '## URI')],
    [
      shelf.replace('<p>404</p>', '<p>none</p>'),
      'this row of the status codes has no status: "none"',
      lineOf(shelf, '<p>404</p>'),
    ],
    [
      shelf.replace('**状态码： 404**', ''),
      'a second response body under status 200',
      lineOf(shelf, '**表 11**') + 3,
    ],
    [
      shelf.replace(/<td[^>]*><p>书架编号<\/p>\n<\/td>\n/, ''),
      'this row has 2 cells, its table 3 columns',
      lineOf(shelf, '<p>书架编号') - 4,
    ],
    [
      shelf.replace('<p>Long</p>', '<p></p>'),
      'this row has no type for "size"',
      lineOf(shelf, '<p>size</p>'),
    ],
    [
      shelf.replace(/(响应Header[\s\S]*?)参数类型/, '$1随便'),
      'this table is not read: the column "随便" is not known, and may hold what is compared',
      lineOf(shelf, '**表 6**') + 2,
    ],
    [
      shelf.replace(/(\*\*表 9\*\*[\s\S]*?)<table>[\s\S]*?<\/table>/, '$1'),
      'no table follows the caption "表 9 Room"',
      lineOf(shelf, '**表 9**'),
    ],
    [shelf.replace(/(\*\*表 9\*\*[\s\S]*?)<table>/, '$1'), 'tags of tables were lost in reading', undefined],
    [
      shelf.replace(/(<p>size<\/p>[\s\S]*?<\/tr>)/, '$1\n<tr><td>size</td><td>Long</td><td>x</td></tr>'),
      'the row "size" stands here a second time',
      shelf.slice(0, shelf.indexOf('</tr>', shelf.indexOf('<p>size</p>'))).split('\n').length + 1,
    ],
    [
      shelf.replace('## 响应示例', '## 响应的例'),
      'a status stands here, under "响应的例", which is no known heading',
      lineOf(shelf, '## 响应示例') + 2,
    ],
    [
      `${shelf}\n## URI\n\nGET /v2/x\n`,
      'the heading "URI" stands here a second time',
      shelf.split('\n').length + 1,
    ],
    ['# x\n\n## 请求消息\n\n无\n', 'no heading URI; it belongs to this layout', 1],
  ])('row %#', (text, message, line) => {
    const refused = refusal(text);
    expect(refused.message).toContain(message);
    expect(refused.line).toBe(line);
  });
});

describe('one optional part that is missing refuses nothing, and is noted', () => {
  const shelf = pageText('arrange-shelf.md');
  const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;
  const { facts } = readPage(shelf, 'a.md');
  test.each<[string, string, string, number]>([
    [
      'no list of statuses',
      shelf.replace(/## 状态码[\s\S]*/, ''),
      'no list of statuses on this page; those of its tables and samples count',
      1,
    ],
    [
      'a list of statuses whose column is not known',
      shelf.replace('<p>状态码</p>', '<p>杂项</p>'),
      'a table of the statuses is not read; looked for a column such as "status code"',
      lineOf(shelf, '## 状态码') + 3,
    ],
  ])('%s', (_, text, message, line) => {
    const reading = readPage(text, 'a.md');
    expect(reading.notes).toContainEqual({ line, message });
    expect(reading.facts.responses).toEqual(facts.responses);
    expect(reading.facts.statusCodes).toEqual(['200', '404']);
  });

  test.each<[string, string]>([
    ['no status above the success body', shelf.replace('**状态码： 200**', '')],
    ['no caption above a body', shelf.replace('**表 7**  响应Body参数', '')],
    [
      'a link to an anchor that is lost: the model has the name',
      shelf.replace('<a name="response_Room"></a>', ''),
    ],
  ])('%s', (_, text) => {
    expect(readPage(text, 'a.md').facts).toEqual(facts);
  });
});

describe('hostile pages end in bounded time', () => {
  const shelf = pageText('arrange-shelf.md');
  const many = 10_000;
  test.each<[string, string]>([
    ['10 MB of text', shelf + 'x'.repeat(10_000_000)],
    ['10 MB of rows', shelf + '<tr><td>x</td></tr>\n'.repeat(500_000)],
    ['10,000 nested divs', shelf.replace('## URI', `${'<div>'.repeat(many)}\n\n## URI`)],
    ['10,000 nested tags in a cell', shelf.replace('项目编号', '<b><i>'.repeat(many))],
    ['10,000 nested tables', shelf.replace('项目编号', '<table><tr><td>'.repeat(many))],
    [
      '10,000 nested tags in HTML',
      pageText('lend-book.html').replace('<h1>', `${'<section>'.repeat(many)}<h1>`),
    ],
    ['10,000 nested quotes', shelf.replace('## URI', `${'>'.repeat(many)} a\n\n## URI`)],
    ['10,000 nested lists', shelf.replace('## URI', `${'- '.repeat(many)}a\n\n## URI`)],
    [
      'lists that go deeper by line',
      Array.from({ length: 600 }, (_, i) => `${' '.repeat(2 * i)}- a`).join('\n'),
    ],
    ['open brackets', `${shelf}\n${'['.repeat(200_000)}`],
    ['open emphasis', `${shelf}\n${'*a '.repeat(100_000)}`],
    ['open code spans', `${shelf}\n${'`a'.repeat(100_000)}`],
    ['open tags', `${shelf}\n${'<a '.repeat(100_000)}`],
    ['links', `${shelf}\n${'[a](b '.repeat(50_000)}`],
    [
      'a sample of 100,000 levels',
      shelf.replace('"id" : "s2"', `"id" : ${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    ],
    ['spans of a million', shelf.replace('<td class', '<td rowspan="1000000" colspan="1000000" class')],
    ['thousands of tables', `${shelf}\n${'\n|a|b|\n|-|-|\n|c|d|\n'.repeat(20_000)}`],
    ['thousands of headings', `${shelf}\n${'# a\n'.repeat(100_000)}`],
    ['thousands of footnotes', `${shelf}\n${'\n[^a]: b\n'.repeat(50_000)}`],
    ['a NUL', `${shelf}\0`],
    ['a table of 15,000 rows', `${shelf}\n\n| a | b |\n| - | - |\n${'| c | d |\n'.repeat(15_000)}`],
    ['a table of 5,000 columns', `${shelf}\n\n${`|${' - |'.repeat(5000)}\n`.repeat(3)}`],
    ['150,000 references to characters', shelf + '&amp;'.repeat(150_000)],
  ])(
    '%s',
    (_, text) => {
      try {
        readPage(text, 'page.md');
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    },
    240_000,
  );

  test('400 random mutations are read or refused, never more', () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const pieces = [
      '<',
      '>',
      '</td>',
      '<table>',
      '</table>',
      '<tr>',
      '|',
      '`',
      '```',
      '\n\n',
      '#',
      '## 状态码',
      '"',
      '{',
      '<pre>',
      '&',
      '\\',
      '\0',
      '- ',
      '  ',
      '\u2028',
    ];
    let read = 0;
    for (let i = 0; i < 400; i++) {
      const small = pageNames.filter((name) => !name.startsWith('arrange'));
      let text = i % 20 === 0 ? shelf : pageText(small[i % small.length] ?? '');
      for (let change = random(4); change >= 0; change--) {
        const at = random(text.length);
        const kind = random(3);
        if (kind === 0) text = text.slice(0, at) + text.slice(at + random(400));
        else if (kind === 1)
          text = text.slice(0, at) + (pieces[random(pieces.length)] ?? '') + text.slice(at);
        else text = text.slice(0, at) + text.slice(at, at + random(2000)) + text.slice(at);
      }
      try {
        readPage(text, 'page.md');
        read++;
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        expect(error.place?.file).toBe('page.md');
      }
    }
    expect(read).toBeGreaterThan(80);
  }, 240_000);
});
