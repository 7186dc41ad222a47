// A page in each vendor's manner, in our own words, and the facts that it states.
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/lib/input-error.ts';
import type { PageFacts } from '../../src/model.ts';
import { checkPage } from '../../src/page/check-page.ts';
import { readOperations } from '../../src/page/read-page.ts';

function factsOf(text: string, file = 'page.md'): readonly PageFacts[] {
  const { readings, refused } = readOperations(text, file);
  expect(refused).toEqual([]);
  return readings.map(({ facts }) => facts);
}

describe('discord: MDX, an element as request line, an optional suffix', () => {
  const page = `---
title: Lamps
---

import {Route} from '/route.jsx'

### Lamp Object

###### Lamp Structure

| Field | Type   | Description |
|-------|--------|-------------|
| id    | string | its id      |

## Get Lamp
<Route method="GET">/rooms/[\\{room.id\\}](/rooms#room)/lamps/[\\{lamp.id\\}](/lamps#lamp)</Route>

Returns a lamp.

###### Query String Params

| Field      | Type    | Description |
|------------|---------|-------------|
| with_bulb? | boolean | the bulb    |

<Anchor id="get-lamp-response" />
###### Response Structure

| Field   | Type                                | Description |
|---------|-------------------------------------|-------------|
| id      | string                              | its id      |
| sockets | array of [socket](/sockets) objects | where       |

## Change Lamp
<Route method="PATCH">/lamps/[\\{lamp.id\\}](/lamps#lamp)</Route>

Returns \`204 No Content\`.

<Note>
All parameters to this endpoint are optional.
</Note>

###### JSON Params

| Field      | Type     | Description    |
|------------|----------|----------------|
| name \\*    | ?string  | a name         |
| bulbs      | array of lamp bulb objects | its bulbs |

#### Lamp Bulb Params

| Field | Type    | Description |
|-------|---------|-------------|
| watt? | integer | how bright  |
`;

  test('two operations with their parameters, body and response', () => {
    expect(factsOf(page, 'lamps.mdx')).toEqual([
      {
        operationId: 'GET /rooms/{room.id}/lamps/{lamp.id}',
        title: 'Get Lamp',
        method: 'GET',
        path: '/rooms/{room.id}/lamps/{lamp.id}',
        parameters: [
          { name: 'room.id', in: 'path', required: true, type: '' },
          { name: 'lamp.id', in: 'path', required: true, type: '' },
          { name: 'with_bulb', in: 'query', required: false, type: 'boolean' },
        ],
        requestFields: [],
        responses: {
          '2XX': [
            { pointer: '/id', type: 'string', required: true },
            { pointer: '/sockets', type: 'array of socket objects', required: true },
          ],
        },
        statusCodes: ['2XX'],
        examples: {},
      },
      {
        operationId: 'PATCH /lamps/{lamp.id}',
        title: 'Change Lamp',
        method: 'PATCH',
        path: '/lamps/{lamp.id}',
        parameters: [{ name: 'lamp.id', in: 'path', required: true, type: '' }],
        requestFields: [
          { pointer: '/name', type: '?string', required: false },
          { pointer: '/bulbs', type: 'array of lamp bulb objects', required: false },
          { pointer: '/bulbs/*/watt', type: 'integer', required: false },
        ],
        responses: {},
        statusCodes: ['204'],
        statusesWithoutTable: ['204'],
        examples: {},
      },
    ]);
  });

  test('each row has the line of the page', () => {
    const [first] = readOperations(page, 'lamps.mdx').readings;
    expect(first?.places['parameter/query/with_bulb']?.line).toBe(24);
    expect(first?.places['response/2XX#/sockets']?.line).toBe(32);
  });

  test('the hash of an operation is of its own part', () => {
    const hashes = (text: string) => readOperations(text, 'lamps.mdx').readings.map(({ hash }) => hash);
    const [before, after] = [hashes(page), hashes(page.replace('how bright', 'how warm'))];
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });
});

describe('gitlab: a request line in a block, names that are paths, one table for path and body', () => {
  const page = `# Lamps

## List lamps

\`\`\`plaintext
GET /rooms/:id/lamps
GET /rooms/:id/lamps?state=on
\`\`\`

| Attribute | Type              | Required | Description |
| --------- | ----------------- | -------- | ----------- |
| \`id\`      | integer or string | yes      | the room    |
| \`state\`   | string            | no       | on or off   |

If successful, returns [\`200 OK\`](status.md) and the following
response attributes:

| Attribute    | Type    | Description |
| ------------ | ------- | ----------- |
| \`[].id\`      | integer | its number  |
| \`[].by.name\` | string  | who         |

Example response:

\`\`\`json
[{ "id": 1, "by": { "name": "x" } }] // one
\`\`\`

## Make a lamp

\`\`\`plaintext
POST /rooms/:id/lamps
\`\`\`

| Attribute      | Type    | Required | Description |
| -------------- | ------- | -------- | ----------- |
| \`id\`           | integer | yes      | the room    |
| \`bulbs[]\`      | array   | yes      | its bulbs   |
| \`bulbs[].watt\` | integer | no       | how bright  |
`;

  test('path, query, body and response, nested by names', () => {
    const [list, make] = factsOf(page);
    expect(list?.parameters).toEqual([
      { name: 'id', in: 'path', required: true, type: 'integer or string' },
      { name: 'state', in: 'query', required: false, type: 'string' },
    ]);
    expect(list?.path).toBe('/rooms/{id}/lamps');
    expect(list?.responses['200']?.map(({ pointer }) => pointer)).toEqual(['/*/id', '/*/by', '/*/by/name']);
    expect(list?.examples).toEqual({ '200': [[{ id: 1, by: { name: 'x' } }]] });
    expect(make?.parameters.map(({ name, in: location }) => `${location} ${name}`)).toEqual(['path id']);
    expect(make?.requestFields).toEqual([
      { pointer: '/bulbs', type: 'array', required: true },
      { pointer: '/bulbs/*/watt', type: 'integer', required: false },
    ]);
  });

  test('a list of parameters is told', () => {
    const text = `# Lamps\n\n## List lamps\n\n\`\`\`\nGET /lamps\n\`\`\`\n\nParameters:\n\n- \`page\` (optional) - which\n\nExample response:\n\n\`\`\`json\n[]\n\`\`\`\n`;
    const [reading] = readOperations(text, 'page.md').readings;
    expect(reading?.notes.map(({ message }) => message)).toContain(
      'a list of parameters is not read; only tables are',
    );
  });
});

describe('binance: bold lines as headings, all in the query, responses by samples with comments', () => {
  const page = `# API

### Lamp order (TRADE)
\`\`\`
POST /api/lamp
\`\`\`
Orders a lamp.

**Weight:**
1

**Parameters:**

Name | Type | Mandatory | Description
------------ | ------------ | ------------ | ------------
kind | ENUM | YES |
count | INT | NO* | Default 1

**Response - ACK:**
\`\`\`javascript
{
    "orderId": 28, // its number
    "url": "https://lamps.example" // not a comment before
}
\`\`\`

**Response - FULL:**
\`\`\`javascript
{ "orderId": 28, "kind": "DESK" }
\`\`\`
`;

  test('parameters and both samples; a sample without a table is no finding here', () => {
    const { readings } = readOperations(page, 'page.md');
    const [facts] = readings.map((reading) => reading.facts);
    expect(facts?.parameters).toEqual([
      { name: 'kind', in: 'query', required: true, type: 'ENUM' },
      { name: 'count', in: 'query', required: false, type: 'INT', default: '1' },
    ]);
    expect(facts?.requestFields).toEqual([]);
    expect(facts?.examples).toEqual({
      '2XX': [
        { orderId: 28, url: 'https://lamps.example' },
        { orderId: 28, kind: 'DESK' },
      ],
    });
    expect(readings.flatMap((reading) => checkPage(reading, 'page.md'))).toEqual([]);
    expect(readings[0]?.notes.map(({ message }) => message)).toContain(
      'the body of 2XX is shown by a sample alone; nothing documents its properties',
    );
  });

  test('the place of a key in a sample with comments', () => {
    const [reading] = readOperations(page, 'page.md').readings;
    expect(reading?.places['sample/2XX/0#/url']).toEqual({ line: 23, column: 5 });
  });
});

describe('onedrive: several request lines of one operation, requiredness in the description', () => {
  const page = `# Copy a lamp

## HTTP request

\`\`\`http
POST /rooms/{roomId}/lamps/{lampId}/copy
POST /me/lamps/{lamp-id}/copy
\`\`\`

### Optional request headers

| Name     | Value | Description |
|:---------|:------|:------------|
| if-match | etag  | Optional. The version. |

### Request body

| Name | Value  | Description |
|:-----|:-------|:------------|
| **to** | [Room](room.md) | Required. The room. |
| name | string | Optional. The new name. |

## Example

\`\`\`http
POST /me/lamps/{lamp-id}/copy
Content-Type: application/json

{ "to": { "id": "4" } }
\`\`\`

## Response

Returns \`202 Accepted\`.

\`\`\`http
HTTP/1.1 202 Accepted
Location: https://lamps.example/monitor
\`\`\`

### Request

\`\`\`http
POST /you/lamps/7/copy
\`\`\`
`;

  test('facts, and a sample of another address', () => {
    const [facts] = factsOf(page);
    expect(facts).toMatchObject({
      method: 'POST',
      path: '/rooms/{roomId}/lamps/{lampId}/copy',
      otherRequestLines: ['POST /me/lamps/{lamp-id}/copy'],
      parameters: [
        { name: 'roomId', in: 'path', required: true, type: '' },
        { name: 'lampId', in: 'path', required: true, type: '' },
        { name: 'if-match', in: 'header', required: false, type: 'etag' },
      ],
      requestFields: [
        { pointer: '/to', type: 'Room', required: true },
        { pointer: '/name', type: 'string', required: false },
      ],
      statusCodes: ['202'],
      examples: { request: [{ $nobody: true }, { to: { id: '4' } }], '202': [{ $nobody: true }] },
    });
    const [reading] = readOperations(page, 'page.md').readings;
    const issues = reading === undefined ? [] : checkPage(reading, 'page.md');
    expect(issues.map(({ code, name }) => `${code} ${name}`)).toEqual([
      'docs-sample-request-line POST /you/lamps/7/copy',
    ]);
  });
});

describe('aliyun: called by name, rows over several lines, nesting by corners or by the sample', () => {
  const page = (rows: string) => `# DescribeLamps {#doc .reference}

## Request parameters {#parameters .section}

|Name|Type|Required|Example|Description|
|----|----|--------|-------|-----------|
|Action|String|Yes|DescribeLamps|The operation. |
|Lamp.N.Kind|String|No|DESK|The kind. Valid values:

-   DESK: it stands
-   WALL: it hangs

Default value: \`\`\`a | b\`\`\`. |
|Size|Integer|No|3|How many. |

## Response parameters

|Name|Type|Example|Description|
|----|----|-------|-----------|
${rows}
|RequestId|String|4|The request. |

## Examples

Sample requests

\`\`\`
http(s)://lamps.example/?Action=DescribeLamps
&Lamp.1.Kind=DESK
&<Common request parameters>
\`\`\`

Sample success responses

\`\`\`
{ "RequestId": "4", "Lamps": { "Lamp": [{ "Id": "1", "Kind": "DESK" }] } }
\`\`\`

## Error codes

|HttpCode|Error code|Description|
|--------|----------|-----------|
|404|NotFound|none|
`;
  const nested = ['/Lamps', '/Lamps/Lamp', '/Lamps/Lamp/*/Id', '/Lamps/Lamp/*/Kind', '/RequestId'];

  test.each([
    [
      'by corners',
      '|Lamps|Array| |lamps|\n|└Lamp| | |each|\n|└└Id|String|1|its id|\n|└└Kind|String|DESK|kind|',
    ],
    [
      'by the sample',
      '|Lamps|Array of Lamp| |lamps|\n|Lamp| | |each|\n|Id|String|1|its id|\n|Kind|String|DESK|kind|',
    ],
    [
      'by the sample, without a row for the key between',
      '|Lamps|Array| |lamps|\n|Id|String|1|its id|\n|Kind|String|DESK|kind|',
    ],
  ])('%s', (_name, rows) => {
    const [facts] = factsOf(page(rows));
    expect(facts?.responses['2XX']?.map(({ pointer }) => pointer)).toEqual(nested);
    expect(facts).toMatchObject({
      operationId: 'DescribeLamps',
      method: 'GET',
      path: '/',
      parameters: [
        { name: 'Action', in: 'query', required: true, type: 'String' },
        { name: 'Lamp.N.Kind', in: 'query', required: false, type: 'String', enum: ['DESK', 'WALL'] },
        { name: 'Size', in: 'query', required: false, type: 'Integer' },
      ],
      statusCodes: ['404'],
      exampleRequestLines: ['http(s)://lamps.example/?Action=DescribeLamps&Lamp.1.Kind=DESK'],
    });
  });

  test('rows below a joined one keep their line', () => {
    const [reading] = readOperations(page('|Id|String|1|its id|'), 'page.md').readings;
    expect(reading?.places['parameter/query/Size']?.line).toBe(14);
  });

  test('a row of a table that Markdown ends before it is refused', () => {
    const broken = page('|Id|String|1|its id|').replace('|Size|Integer', '\n|Size|Integer');
    expect(readOperations(broken, 'page.md').refused.map(({ message }) => message)).toEqual([
      'this row stands outside of any table: "|Size|Integer|No|3|How many. |"',
    ]);
  });
});

test('reStructuredText is refused by name', () => {
  const page =
    'Creating a Lamp\n===============\n\n.. _lamp:\n\nURI\n---\n\nPOST /v1/lamps\n\n+------+------+\n| Name | Type |\n+======+======+\n| id   | Int  |\n+------+------+\n';
  expect(() => readOperations(page, 'lamp.rst')).toThrow(InputError);
  expect(() => readOperations(page, 'lamp.rst')).toThrow('this is reStructuredText, which is not read');
});

describe('what ten pages of each vendor showed, read by hand', () => {
  const discord = (body: string) => `## Change Lamp
<Route method="PATCH">/lamps</Route>

${body}

###### JSON Params

| Field | Type | Description | Default |
|-------|------|-------------|---------|
| name | string | its name | "new lamp" |
| watt | integer | its power (1-100, default 60) | |
| owner | snowflake | its owner | absent |
`;
  const requiredOf = (text: string) =>
    factsOf(text, 'lamps.mdx')[0]?.requestFields.map(({ required }) => required);

  test.each([
    ['Creates a lamp. All JSON params are optional.', [false, false, false]],
    ['All parameters to this endpoint except for `name` are optional', [true, false, false]],
    ['All parameters to this endpoint are optional and nullable excluding `watt`.', [false, true, false]],
    ['All lamps are optional.', [true, true, true]],
  ])('discord: %s', (line, required) => expect(requiredOf(discord(line))).toEqual(required));

  test('discord: a column of defaults, and a default in prose; a word is none', () =>
    expect(factsOf(discord(''), 'lamps.mdx')[0]?.requestFields.map((field) => field.default)).toEqual([
      'new lamp',
      '60',
      undefined,
    ]));

  test.each([
    ['Returns 200 lamps by default.', []],
    ['Returns a 204 empty response on success.', ['204']],
    ['A lamp that is gone will return a 404 UNKNOWN_LAMP error.', ['404']],
  ])('discord: %s', (line, statuses) =>
    expect(factsOf(discord(line), 'lamps.mdx')[0]?.statusCodes).toEqual(statuses),
  );

  test('discord: a status under a condition is that of the sample below it, not of the table', () => {
    const [facts] = factsOf(
      `## Search Lamps
<Route method="GET">/lamps/search</Route>

<Warning>
If there is no index yet, the endpoint will return a 202 accepted response:

\`\`\`json
{ "retry_after": 2 }
\`\`\`
</Warning>

###### Response Body

| Field | Type | Description |
|-------|------|-------------|
| total | integer | how many |
`,
      'lamps.mdx',
    );
    expect([
      facts?.statusCodes,
      Object.keys(facts?.responses ?? {}),
      Object.keys(facts?.examples ?? {}),
    ]).toEqual([['202', '2XX'], ['2XX'], ['202']]);
  });

  const binance = (rows: string) => `# Lamps

### New lamp
\`\`\`
POST /v1/lamp
\`\`\`

**Parameters:**

Name | Type | Mandatory | Description
---- | ---- | --------- | -----------
${rows}

**Response - ACK:**
\`\`\`javascript
{ "kind": "DESK" } // its kind
\`\`\`
`;
  test.each([
    ['Supported values: `DESK`,`WALL`', { enum: ['DESK', 'WALL'] }],
    [
      'The mode. The allowed values are: <br/> `DESK` - on a desk. <br/> `WALL` (default)- on a wall.',
      { enum: ['DESK', 'WALL'] },
    ],
    ['Allowed values: <br/> `ACK`, `FULL` <br/> `DESK` lamps default to `FULL`', { enum: ['ACK', 'FULL'] }],
    ['`DESK` or `WALL` <br> See [lamps](#lamps)', { enum: ['DESK', 'WALL'] }],
    ['Can be used if `kind` is `DESK`', {}],
    ['Supported values: [lamp kinds](./kinds.md)', {}],
    ['If none is sent, the default is `DESK`', { default: 'DESK' }],
    ['With a shade the default is `DESK`, without one the default is `WALL`', {}],
    ['How far to reach (max: 100)', { maximum: '100' }],
    ['Values smaller than 1000 are reserved and cannot be used.', {}],
  ])('binance: %s', (description, stated) =>
    expect(factsOf(binance(`kind | ENUM | NO | ${description}`))[0]?.parameters).toEqual([
      { name: 'kind', in: 'query', required: false, type: 'ENUM', ...stated },
    ]),
  );

  test('binance: one mark and one description for two rows leaves open which is required', () => {
    const { readings } = readOperations(
      `# Lamps

### Lamp
\`\`\`
GET /v1/lamp
\`\`\`

**Parameters:**

<table>
<tr><th>Name</th><th>Type</th><th>Mandatory</th><th>Description</th></tr>
<tr><td>lamp</td><td rowspan="2">STRING</td><td rowspan="2">YES</td><td rowspan="2">Either must be sent</td></tr>
<tr><td>lamps</td></tr>
</table>
`,
      'lamps.md',
    );
    expect(readings[0]?.facts.parameters).toEqual([
      { name: 'lamp', in: 'query', type: 'STRING' },
      { name: 'lamps', in: 'query', type: 'STRING' },
    ]);
    expect(readings[0]?.notes.filter(({ message }) => message.includes('shares its mark'))).toHaveLength(2);
  });

  const aliyun = (description: string) => `# ShowLamp

## Request parameters

|Name|Type|Required|Description|
|----|----|--------|-----------|
|Kind|String|No|${description}|

## Response parameters

|Name|Type|Description|
|----|----|-----------|
|RequestId|String|Its id.|
`;
  test.each([
    [
      'The kind. Valid values:<br>- Desk<br>- Floor Lamp 2<br>Default value: Floor Lamp 2.',
      { enum: ['Desk', 'Floor Lamp 2'], default: 'Floor Lamp 2' },
    ],
    ['The size. Valid values:<br>- 1<br>- When the kind is 2, the size ranges from 5 to 500.', {}],
    ['The kind. Optional values:-   Desk: on a desk<br>- Wall: on a wall', { enum: ['Desk', 'Wall'] }],
    ['The name.<br>Default value: empty string.', {}],
    ['The kind. **Note:** This parameter will be removed in the future.', { notes: ['deprecated'] }],
    ['The number of the reserved instance.', {}],
  ])('aliyun: %s', (description, stated) =>
    expect(factsOf(aliyun(description))[0]?.parameters).toEqual([
      { name: 'Kind', in: 'query', required: false, type: 'String', ...stated },
    ]),
  );

  test('onedrive: a heading of optional headers', () =>
    expect(
      factsOf(`# Switch a lamp

## HTTP request

\`\`\`http
DELETE /lamps/{lamp-id}
\`\`\`

## Optional request headers

| Name | Type | Description |
|------|------|-------------|
| if-match | string | The tag. |

## Response

If successful, this method returns \`204 No Content\`.
`)[0]?.parameters,
    ).toEqual([
      { name: 'lamp-id', in: 'path', required: true, type: '' },
      { name: 'if-match', in: 'header', required: false, type: 'string' },
    ]));
});

describe('aliyun and onedrive: what samples and paths say of a row', () => {
  test('a model with a table of its own, and the list inside an object of its name', () => {
    const [facts] = factsOf(`# ListLamps

## Request parameters

|Name|Type|Required|Description|
|----|----|--------|-----------|
|Room|String|No|The room.|

## Response parameters

|Name|Type|Description|
|----|----|-----------|
|Lamps|Array of LampType|The lamps.|
|Total|Integer|How many.|

**LampType**

|Name|Type|Description|
|----|----|-----------|
|LampId|String|Its id.|
|Bulbs|Array of BulbType|Its bulbs.|
|Wattage|Integer|Its power.|

**BulbType**

|Name|Type|Description|
|----|----|-----------|
|BulbId|String|Its id.|

## Examples

**Success response example**

\`\`\`
{"Lamps": {"LampType": [{"LampId": "l-1", "Bulbs": {"BulbType": [{"BulbId": "b-1"}]}}]}, "Total": 1}
\`\`\`
`);
    expect(facts?.responses['2XX']?.map(({ pointer }) => pointer)).toEqual([
      '/Lamps',
      '/Lamps/LampType',
      '/Lamps/LampType/*/LampId',
      '/Lamps/LampType/*/Bulbs',
      '/Lamps/LampType/*/Bulbs/BulbType',
      '/Lamps/LampType/*/Bulbs/BulbType/*/BulbId',
      '/Lamps/LampType/*/Wattage',
      '/Total',
    ]);
  });

  test('the row of an argument is about its placeholder; a response without body shows none', () => {
    const { readings } = readOperations(
      `# Search lamps

## HTTP request

\`\`\`http
GET /rooms/{room-id}/search(q='{text}')
\`\`\`

## Function parameters

| Name | Value  | Description |
|:-----|:-------|:------------|
| \`q\` | string | What to look for. |

## Response

\`\`\`http
HTTP/1.1 202 Accepted
Location: https://lamps.example/1
\`\`\`
`,
      'page.md',
    );
    expect(readings[0]?.facts.parameters).toEqual([
      { name: 'room-id', in: 'path', required: true, type: '' },
      { name: 'text', in: 'path', required: true, type: 'string' },
    ]);
    expect(readings[0]?.notes.filter(({ message }) => message.includes('by a sample alone'))).toEqual([]);
  });
});

test("aliyun: a code of the vendor's own in the list of statuses is noted", () => {
  const { readings, refused } = readOperations(
    `# ShowLamp

## Request parameters

|Name|Type|Required|Description|
|----|----|--------|-----------|
|LampId|String|Yes|Its id.|

## Response parameters

|Name|Type|Description|
|----|----|-----------|
|RequestId|String|Its id.|

## Error codes

|HTTP status code|Error code|
|----------------|----------|
|404|NoLamp|
|4003|NoBulb|
`,
    'page.md',
  );
  expect(refused).toEqual([]);
  expect(readings[0]?.facts.statusCodes).toEqual(['404']);
  expect(readings[0]?.notes.map(({ message }) => message)).toContain(
    '4003 in the list of statuses is no HTTP status',
  );
});
