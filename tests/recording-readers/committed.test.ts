// A small recording of each format, for the gate and for readers of this repository: written here, reviewed as files.
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Told } from './forty.ts';
import { plain, plainTold, readAll } from './reading.ts';
import { writers } from './writers.ts';

const url = 'https://apig.cn-north-4.myhuaweicloud.com/v2/06c3f5b2d1804c9fa1f0e3a7b6d29c11/apigw/instances/';
const requestHeaders = [['Accept', 'application/json']] as const;
const json = [['Content-Type', 'application/json']] as const;
const found = {
  id: 'eddc4d25480b4cd6b512f270a1b8b341',
  instance_name: 'gateway-of-the-tests',
  instance_status: 6,
  status: 'Running',
  type: 'apig',
  spec: 'BASIC',
  create_time: 1602568096163,
};

function told(id: string, status: number, body: object): Told {
  const startedAt = '2026-11-24T08:00:00.000Z';
  const octets = Buffer.from(JSON.stringify(body));
  return {
    startedAt,
    method: 'GET',
    url: url + id,
    requestHeaders,
    requestBody: Buffer.alloc(0),
    status,
    headers: json,
    body: octets,
  };
}

const three: readonly Told[] = [
  told(found.id, 200, found),
  told('0000', 404, { error_code: 'APIG.3030', error_msg: 'The instance does not exist;id:0000' }),
  told(found.id, 401, { error_code: 'APIG.1002', error_msg: 'Incorrect token or token resolution failed' }),
];

const names: Readonly<Record<string, string>> = {
  'ndjson bodyText': 'exchanges.ndjson',
  'json array': 'exchanges.json',
  'har indented, with a byte order mark': 'browser.har',
  'polly 6': 'polly.har',
  'nock 13': 'nock-13.json',
  'nock 15': 'nock-15.json',
  'http HTTP/2, `# GET url`': 'curl.txt',
  'vcr Ruby': 'vcr-ruby.yml',
  'vcr vcrpy': 'vcrpy.yaml',
  'vcr go-vcr': 'go-vcr.yaml',
  'postman 2.1': 'postman_collection.json',
};

const committed = writers.flatMap((writer) => {
  const name = names[`${writer.format} ${writer.variant}`];
  return name === undefined ? [] : [{ ...writer, name }];
});

test('each name stands for a writer', () => expect(committed).toHaveLength(Object.keys(names).length));

describe('committed recordings', () => {
  test.each(committed)('$name', async ({ name, write, keeps }) => {
    const file = `${import.meta.dirname}/../recordings/formats/${name}`;
    await expect(String(write(three))).toMatchFileSnapshot(file);
    const read = await readAll(await readFile(file));
    expect(read.map(plain)).toEqual(three.map((one) => plainTold({ ...one, ...keeps?.(one) })));
  });
});
