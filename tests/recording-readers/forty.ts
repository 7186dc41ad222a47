// Forty exchanges, each with something that a recording format may get wrong.
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

export type Told = {
  readonly startedAt: string;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: readonly (readonly [string, string])[];
  readonly requestBody: Buffer;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  /** As on the wire. */
  readonly body: Buffer;
};

const origin = 'https://apig.cn-north-4.myhuaweicloud.com';
const path = '/v2/0123456789abcdef/apigw/instances/a1b2c3';
const json: readonly [string, string] = ['Content-Type', 'application/json'];

function told(status: number, body: string | Buffer, more: Partial<Told> = {}): Omit<Told, 'startedAt'> {
  return {
    method: 'GET',
    url: origin + path,
    requestHeaders: [['Accept', 'application/json']],
    requestBody: Buffer.alloc(0),
    status,
    headers: [json],
    body: Buffer.from(body),
    ...more,
  };
}

function encoded(coding: string, body: Buffer): Omit<Told, 'startedAt'> {
  return told(200, body, { headers: [json, ['Content-Encoding', coding]] });
}

const instance = { id: 'a1b2c3', status: 'Running', create_time: 1602568096163, eip_address: '' };
const text = JSON.stringify(instance);

const list: readonly Omit<Told, 'startedAt'>[] = [
  told(200, text),
  told(200, '{}'),
  told(200, JSON.stringify(instance, undefined, 2)),
  told(200, '{"a":{"b":[{"c":"}]"},[["{"]],"\\"}{"]}}'),
  told(200, '{"entries":[{"log":{"entries":[1]}}],"interactions":[],"request":{},"response":{}}'),
  told(200, '{"quote":"\\"","backslash":"\\\\","both":"\\\\\\"","end":"\\\\"}'),
  told(200, '{"名称":"网关 🚪","combining":"e\u0301","line":"\u2028"}'),
  told(200, '{"escaped":"\\u540d\\ud83d\\udeaa\\u0000"}'),
  told(200, '{"lone":"\\ud800"}'),
  told(200, '{"big":9007199254740993,"float":5.0,"exponent":1e3}'),
  told(200, '{"a":1,"a":2}'),
  told(200, '{"__proto__":{"x":1},"constructor":2,"":3,"a/b~c":4}'),
  told(200, 'null'),
  told(200, '[]'),
  told(200, '[1,"two",null,true]'),
  told(200, '["1f","8b"]'),
  told(200, '42'),
  told(200, `{"long":"${'0123456789'.repeat(2000)}"}`),
  told(200, '{"cut":"off'),
  told(200, '{} after'),
  told(200, '   '),
  told(200, ''),
  told(200, '\ufeff{"mark":true}'),
  told(200, '{"lines":1}\r\n{"lines":2}\n'),
  told(200, '<!DOCTYPE html>\n<html><body>Log in: "yes" & no</body></html>', {
    headers: [['Content-Type', 'text/html']],
  }),
  told(200, 'plain: [text]\n- not: yaml # here', {
    headers: [['Content-Type', 'text/plain; charset=utf-8']],
  }),
  told(200, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff]), {
    headers: [['Content-Type', 'image/png']],
  }),
  told(200, Buffer.from('{"latin":"caf\u00e9"}', 'latin1'), {
    headers: [['Content-Type', 'application/json; charset=iso-8859-1']],
  }),
  encoded('gzip', gzipSync(text)),
  encoded('deflate', deflateSync(text)),
  encoded('br', brotliCompressSync(text)),
  told(204, '', { method: 'DELETE', headers: [] }),
  told(304, '', { headers: [['ETag', '"abc:def"']] }),
  told(200, '', { method: 'HEAD', headers: [json, ['Content-Length', '512']] }),
  told(401, '{"error_code":"APIG.1002","error_msg":"Incorrect token or token resolution failed"}'),
  told(404, '{"error_code":"APIG.3030","error_msg":"The instance does not exist;id:a1b2c3"}', {
    url: `${origin}${path.replace('a1b2c3', 'no%20such%2Fone')}?x=1&y=%5B%5D&y=2`,
  }),
  told(503, 'upstream connect error', { headers: [] }),
  told(201, text, {
    method: 'POST',
    requestHeaders: [json, ['X-Auth-Token', 'REDACTED'], ['X-Empty', '']],
    requestBody: Buffer.from('{"instance_name":"网关","spec_id":"BASIC"}'),
    headers: [
      json,
      ['Set-Cookie', 'a=1; Path=/'],
      ['Set-Cookie', 'b=2, c=3'],
      ['X-Request-Id', '1e3'],
      ['Date', 'Tue, 24 Nov 2026 03:32:25 GMT'],
    ],
  }),
  told(200, text, {
    method: 'PUT',
    requestHeaders: [['Content-Type', 'application/octet-stream']],
    requestBody: Buffer.from([0, 255, 254]),
  }),
  told(200, text, {
    url: 'http://127.0.0.1:8080/other?next=https://example.com/',
    headers: [
      ['content-type', 'application/json'],
      ['x-number', '0123'],
      ['x-bool', 'no'],
      ['x-null', 'null'],
      ['x-tilde', '~'],
    ],
  }),
];

export const forty: readonly Told[] = list.map((one, at) => ({
  ...one,
  startedAt: `2026-11-${String((at % 28) + 1).padStart(2, '0')}T08:00:00.000Z`,
}));
