// Production and CI can not disagree: what the watcher says of a response is what the gate says of its recording.
import { expect, test } from 'vitest';
import { detail } from '../../src/generated/apig/detail.js';
import { contract, ShowDetailsOfInstanceV2 } from '../../src/generated/apig/index.js';
import type { Exchange } from '../../src/model.ts';
import { type Drift, watch } from '../../src/runtime/index.ts';
import { createExplainer } from '../../src/verdict/explain.ts';
import { createJudge } from '../../src/verdict/judge.ts';

const URL_OF_ALL = 'https://apig.test/v2/p/apigw/instances/i';

const bodies: readonly string[] = [
  '{}',
  '{"id":"x"}',
  '{"eip_id":"x","spec_id":"y"}',
  '{"id":1,"id":2}',
  '{"id":null,"a/b":1,"":2}',
  '{"bandwidth_size":5.0}',
  '{"bandwidth_size":1e400}',
  '{"create_time":9007199254740993}',
  '{"status":"Running","instance_status":1}',
  '{"maintain_begin":"02:00:00","maintain_end":"10:00:00"}',
  '{"status":"?","instance_status":99}',
  '{"listeners":{"a":1},"virsubnet_id":"x"}',
  '{"supported_features":["a",1,null,{"b":2}]}',
  '[]',
  'null',
  '"text"',
  '',
  ' ',
  '{',
  '<html>',
  `${'['.repeat(600)}${']'.repeat(600)}`,
  '{"__proto__":{"a":1}}',
  '{"error_code":"x","error_msg":1}',
];
const types: readonly (string | undefined)[] = [
  'application/json',
  'Application/JSON; charset=utf-8',
  'application/problem+json',
  'text/html',
  undefined,
];
const rows = bodies.flatMap((body) =>
  types.flatMap((type) => [200, 404, 429].map((status) => [status, type, body] as const)),
);

function gate(status: number, type: string | undefined, body: string): readonly string[] {
  const exchange: Exchange = {
    source: 'x',
    index: 0,
    request: { method: 'GET', url: URL_OF_ALL, headers: undefined, body: { kind: 'none' } },
    response: {
      status,
      headers: type === undefined ? [] : [{ name: 'content-type', value: type }],
      body: body === '' ? { kind: 'none' } : { kind: 'text', text: body },
    },
  };
  const verdict = createJudge(contract)(exchange, createExplainer(detail));
  return (verdict?.issues ?? []).map(({ code, pointer }) => `${code} ${pointer}`);
}

test.each(rows)('%s %s %s', async (status, type, body) => {
  const drifts: Drift[] = [];
  const response = new Response(new TextEncoder().encode(body), {
    status,
    headers: type === undefined ? {} : { 'content-type': type },
  });
  const watched = watch(async (_url: string) => response, contract, {
    onDrift: (drift) => drifts.push(drift),
  });
  await watched(URL_OF_ALL);
  const expected = gate(status, type, body).map((line) => line.replaceAll(/\/\d+(?=\/|$)/g, '/*'));
  const told = drifts.map(({ code, pointer }) => `${code} ${pointer}`);
  expect(told.sort()).toEqual([...new Set(expected)].sort());
});

test.each(rows.filter(([status, type]) => status === 200 && type === 'application/json'))(
  'check: %s %s %s',
  (status, _, body) => {
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      return;
    }
    const expected = gate(status, 'application/json', body).filter(
      (line) => !line.startsWith('body-duplicate-key'),
    );
    const found = ShowDetailsOfInstanceV2.check(status, value).map(
      ({ code, pointer }) => `${code} ${pointer}`,
    );
    expect(found).toEqual(expected);
  },
);
