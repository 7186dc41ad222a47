import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/lib/input-error.ts';
import { describeLayout } from '../../src/page/describe-layout.ts';
import { type Layout, resolveLayout, withOwnLayouts } from '../../src/page/layout.ts';
import { layouts } from '../../src/page/layouts.ts';
import { readOperations, readPage } from '../../src/page/read-page.ts';

// A page as no layout of the package has it, and the layout that reads it: data only.
const page = `# Lend a lamp

## Call it

\`POST /lamps/{lamp}/loans\`

## Send

| Key | Kind | Needed | What it is |
| --- | --- | --- | --- |
| days | Integer | always | for how long |
| note | String | never | a remark |

Example request

\`\`\`
{ "days": 3 }
\`\`\`

## You get

| Key | Kind | What it is |
| --- | --- | --- |
| loan | String | its number |

## Results

| Result | What it is |
| --- | --- |
| 201 | lent |
`;

const own: Layout = {
  name: 'lamps',
  extends: 'huawei-v1',
  headings: { uri: ['Call it'], request: ['Send'], response: ['You get'], statuses: ['Results'] },
  columns: {
    name: ['Key'],
    type: ['Kind'],
    required: ['Needed'],
    description: ['What it is'],
    status: ['Result'],
  },
  required: ['always'],
  optional: ['never'],
};

function mistakeOf(layout: unknown): string {
  try {
    withOwnLayouts([layout], layouts);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('the layout was taken');
}

test('a layout of the user reads a page that those of the package refuse', () => {
  expect(() => readPage(page, 'lamp.md')).toThrow('unknown page layout');
  const { facts, notes } = readPage(page, 'lamp.md', withOwnLayouts([own], layouts));
  expect(facts).toEqual({
    operationId: 'POST /lamps/{lamp}/loans',
    title: 'Lend a lamp',
    method: 'POST',
    path: '/lamps/{lamp}/loans',
    parameters: [],
    requestFields: [
      { pointer: '/days', type: 'Integer', required: true },
      { pointer: '/note', type: 'String', required: false },
    ],
    responses: { 201: [{ pointer: '/loan', type: 'String' }] },
    statusCodes: ['201'],
    examples: { request: [{ days: 3 }] },
  });
  expect(notes).toEqual([]);
});

test('a layout has the words of the one that it extends, and its own pattern in place of that one', () => {
  const resolved = resolveLayout({ ...own, caption: '^Table (?<title>.*)$' }, [...layouts, own]);
  expect(resolved.headings?.request).toEqual(expect.arrayContaining(['请求参数', '请求消息', 'Send']));
  expect(resolved.caption).toBe('^Table (?<title>.*)$');
  expect(resolved.enumLabels).toEqual(layouts.at(-1)?.enumLabels);
});

describe('a mistake in a layout is told with its name', () => {
  test.each<[unknown, string]>([
    [3, 'a layout has no name'],
    [{ ...own, heading: {} }, 'the layout "lamps" has an unknown key "heading"; known: name, extends,'],
    [
      { ...own, extends: 'nobody' },
      'the layout "lamps" extends "nobody"; known: lamps, huawei-v2, huawei-v1, onedrive, aliyun, gitlab,',
    ],
    [{ ...own, required: 'yes' }, 'the layout "lamps" has no list of texts as "required"'],
    [{ ...own, headings: { uri: 'URI' } }, 'the layout "lamps" has words of another form as "headings"'],
    [{ ...own, anyKey: '(' }, 'the layout "lamps" has a pattern that is none: Invalid regular expression'],
    [{ ...own, caption: 3 }, 'the layout "lamps" has no text as "caption"'],
  ])('row %#', (layout, message) => {
    expect(mistakeOf(layout)).toContain(message);
  });

  test('no list', () => {
    expect(() => withOwnLayouts({}, layouts)).toThrow('pages.layouts is no list of layouts');
  });
});

describe('how a page is laid out', () => {
  test('each word with what the best layout makes of it', () => {
    const [best] = describeLayout(page, 'lamp.md', [...layouts, own]).fits;
    expect(best?.layout).toBe('lamps');
    expect(best?.headings).toEqual([
      { text: 'Call it', line: 3, meaning: 'uri' },
      { text: 'Send', line: 7, meaning: 'request' },
      { text: 'You get', line: 20, meaning: 'response' },
      { text: 'Results', line: 26, meaning: 'statuses' },
    ]);
    expect(best?.labels).toEqual([{ text: 'Example request', line: 14, meaning: 'request' }]);
  });

  test('the draft has the unknown columns where their cells belong', () => {
    const { draft } = describeLayout(
      page.replaceAll('always', 'yes').replaceAll('never', 'no'),
      'a/lamp.md',
      layouts,
    );
    expect(draft).toEqual({
      name: 'layout-of-lamp',
      extends: 'common',
      headings: {},
      columns: {
        name: ['Key'],
        type: ['Kind'],
        required: ['Needed'],
        description: ['What it is'],
        status: ['Result'],
      },
    });
  });
});

test('words of a column, taught as data: where a parameter goes, and that it is required at times', () => {
  const taught = {
    ...own,
    columns: { ...own.columns, in: ['Where'] },
    conditional: ['sometimes'],
    locationCells: { query: '^in the question$' },
  };
  const text = page.replace(
    /\| Key \| Kind \| Needed[\s\S]*?\n\n/,
    `| Key | Where | Kind | Needed | What it is |
| --- | --- | --- | --- | --- |
| days | in the question | Integer | sometimes | for how long |
| note | body | String | never | a remark |

`,
  );
  const reading = readPage(text, 'a/lamp.md', withOwnLayouts([taught], layouts));
  expect(reading.notes).toEqual([]);
  expect(reading.facts.parameters).toEqual([{ name: 'days', in: 'query', type: 'Integer' }]);
  expect(reading.facts.requestFields).toEqual([{ pointer: '/note', type: 'String', required: false }]);
});

describe('several operations a file, by a layout of the user', () => {
  const own: Layout = {
    name: 'own',
    extends: 'common',
    operations: 'headings',
    requestElement: 'ApiCall',
    responsesBySample: true,
    headings: { request: ['takes'] },
    columns: { in: ['goes into'] },
  };
  const table = `| Name | Goes into | Type | Required | Description |
| --- | --- | --- | --- | --- |
| lamp | URL | String | yes | which |
| size | URL | Integer | no | how many |`;
  const pathsOf = (text: string) =>
    readOperations(text, 'lamps.mdx', withOwnLayouts([own], layouts)).readings.map(({ facts }) => facts);

  test('the request line is an element with the path in an attribute', () => {
    const [facts, ...more] = pathsOf(`# Lamps

## Show

<ApiCall method="get" url="/lamps/:lamp" />

#### Takes

${table}
`);
    expect(more).toEqual([]);
    expect(facts).toMatchObject({
      method: 'GET',
      path: '/lamps/{lamp}',
      parameters: [
        { name: 'lamp', in: 'path', required: true },
        { name: 'size', in: 'query', required: false },
      ],
    });
  });

  test('the request line is the heading, with the method in an element', () => {
    const operation = (method: string) =>
      `## <span class="tag">${method}</span> /lamps/{lamp}\n\n### Takes\n\n${table}\n`;
    const { requestElement: _none, ...byHeading } = own;
    const { readings, refused } = readOperations(
      `# Lamps\n\n${operation('GET')}\n${operation('DELETE')}`,
      'lamps.md',
      withOwnLayouts([byHeading], layouts),
    );
    expect(refused).toEqual([]);
    expect(readings.map(({ facts }) => `${facts.method} ${facts.path}`)).toEqual([
      'GET /lamps/{lamp}',
      'DELETE /lamps/{lamp}',
    ]);
  });
});

test('a page of an unknown vendor is not taken for one whose operations have no request line', () => {
  const foreign =
    '# Lamps\n\n## Show\n\n#### Response parameters\n\nA lamp.\n\n#### Response example\n\n```\n{}\n```\n';
  const { readings, refused } = readOperations(foreign, 'lamps.md');
  expect(readings).toEqual([]);
  expect(refused.map(({ message }) => message)).toEqual(['no heading URI; it belongs to this layout']);
});

test('the draft for a file of several operations says so', () => {
  const operation = (line: string) =>
    `## ${line}\n\n### Takes\n\n| Key | Kind |\n| --- | --- |\n| size | Integer |\n`;
  const draftOf = (...requestLines: readonly string[]) =>
    describeLayout(`# Lamps\n\n${requestLines.map(operation).join('\n')}`, 'lamps.md', layouts).draft
      .operations;
  expect(draftOf('GET /lamps', 'POST /lamps')).toBe('headings');
  expect(draftOf('GET /lamps')).toBeUndefined();
});

test('the draft for a page whose only heading is its title, and whose first table is of no parameters', () => {
  const plans = '| Plans | Small |\n| --- | --- |\n| Free | a b c |\n';
  const parameters = 'Parameters:\n\n| Name | Type |\n| --- | --- |\n| size | integer |\n';
  const page = `# Lamps\n\n\`\`\`\nGET /lamps\n\`\`\`\n\n${plans}\n${parameters}`;
  expect(describeLayout(page, 'lamps.md', layouts).draft).toMatchObject({
    operations: 'headings',
    columns: { other: ['Plans'], description: ['Small'] },
  });
});
