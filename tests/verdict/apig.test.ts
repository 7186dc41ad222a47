// The shipped contract, as the gate's acceptance asks for it.
import { beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { type Compiled, imported, issuesOf, json, text } from './compiled.ts';

const url = 'https://apig.cn-north-4.myhuaweicloud.com/v2/p/apigw/instances/i';
let contract: Compiled;
let properties: Record<string, { type: string; enum?: unknown[] }>;

beforeAll(async () => {
  const source = await loadContract('openapi/apig.yaml');
  contract = await imported(source);
  properties = source.document.components?.schemas?.InstanceDetail?.['properties' as never] ?? {};
});

function issues(body: unknown): string[] {
  return issuesOf(contract, { url, body: json(body) });
}

/** The states, paired by what they mean. */
const pairs: readonly (readonly [string, number])[] = [
  ['Creating', 1],
  ['CreateSuccess', 2],
  ['CreateFail', 3],
  ['Initing', 4],
  ['Registering', 5],
  ['Running', 6],
  ['InitingFailed', 7],
  ['RegisterFailed', 8],
  ['Installing', 10],
  ['InstallFailed', 11],
  ['Updating', 12],
  ['UpdateFailed', 13],
  ['Rollbacking', 20],
  ['RollbackSuccess', 21],
  ['RollbackFailed', 22],
  ['Deleting', 23],
  ['DeleteFailed', 24],
  ['Unregistering', 25],
  ['UnRegisterFailed', 26],
  ['CreateTimeout', 27],
  ['InitTimeout', 28],
  ['RegisterTimeout', 29],
  ['InstallTimeout', 30],
  ['UpdateTimeout', 31],
  ['RollbackTimeout', 32],
  ['DeleteTimeout', 33],
  ['UnregisterTimeout', 34],
  ['Starting', 35],
  ['Freezing', 36],
  ['Frozen', 37],
  ['Restarting', 38],
  ['RestartFail', 39],
  ['Unhealthy', 40],
  ['RestartTimeout', 41],
];

describe('the 200 of ShowDetailsOfInstanceV2', () => {
  test('an empty object is clean', () => {
    expect(issues({})).toEqual([]);
  });

  test('30 properties, and null in each is one finding', () => {
    const names = Object.keys(properties);
    expect(names).toHaveLength(30);
    for (const name of names) expect(issues({ [name]: null })).toEqual([`null-undocumented /${name}`]);
  });

  test('each of the 34 pairs is clean', () => {
    expect(pairs).toHaveLength(34);
    for (const [status, number] of pairs) expect(issues({ status, instance_status: number })).toEqual([]);
  });

  test('each of the 1,122 wrong pairs breaks exactly one rule', () => {
    const wrong = pairs.flatMap(([status]) =>
      pairs.filter(([other]) => other !== status).map(([, number]) => ({ status, instance_status: number })),
    );
    expect(wrong).toHaveLength(34 * 33);
    for (const body of wrong) expect(issues(body)).toEqual(['rule-violated']);
  });

  test('a status alone is clean', () => {
    for (const [status, number] of pairs) {
      expect(issues({ status })).toEqual([]);
      expect(issues({ instance_status: number })).toEqual([]);
    }
  });

  test.each([
    [
      'an unknown status beside a known number',
      { status: 'Paused', instance_status: 6 },
      ['enum-value-undocumented /status'],
    ],
    [
      'a known status beside an unknown number',
      { status: 'Running', instance_status: 99 },
      ['enum-value-undocumented /instance_status'],
    ],
    ['a status of the wrong type', { status: 6, instance_status: 6 }, ['type-mismatch /status']],
    ['a status that is null', { status: null, instance_status: 6 }, ['null-undocumented /status']],
    [
      'two unknown ones',
      { status: 'Paused', instance_status: 99 },
      ['enum-value-undocumented /status', 'enum-value-undocumented /instance_status'],
    ],
    ['four hours later', { maintain_begin: '22:00:00', maintain_end: '02:00:00' }, []],
    ['eight hours later', { maintain_begin: '22:00:00', maintain_end: '06:00:00' }, ['rule-violated']],
    [
      'an unknown hour',
      { maintain_begin: '23:00:00', maintain_end: '02:00:00' },
      ['enum-value-undocumented /maintain_begin'],
    ],
    [
      'both rules broken',
      { status: 'Running', instance_status: 1, maintain_begin: '02:00:00', maintain_end: '02:00:00' },
      ['rule-violated', 'rule-violated'],
    ],
    ['what is not supported and empty', { listeners: {}, virsubnet_id: '', roma_eip_address: '' }, []],
    [
      'what is not supported and populated',
      { listeners: { a: 1 }, virsubnet_id: 'x' },
      ['property-unsupported /virsubnet_id', 'property-unsupported /listeners'],
    ],
    ['charging_mode', { charging_mode: 2 }, ['enum-value-undocumented /charging_mode']],
    ['spec', { spec: 'basic' }, ['enum-value-undocumented /spec']],
    ['features', { supported_features: ['a', 1] }, ['type-mismatch /supported_features/1']],
    ['an array', [], ['type-mismatch']],
    [
      'the two of the page sample',
      { eip_id: '', spec_id: '' },
      ['property-undocumented /eip_id', 'property-undocumented /spec_id'],
    ],
  ])('%s', (_, body, expected) => {
    expect(issues(body).sort()).toEqual([...expected].sort());
  });

  test.each([
    ['5.0 and 1e3 are integers', '{"bandwidth_size":5.0,"create_time":1e3}', []],
    ['5.5 is none', '{"bandwidth_size":5.5}', ['type-mismatch /bandwidth_size']],
    ['2^53 is unsafe', '{"create_time":9007199254740992}', ['integer-unsafe /create_time']],
    ['2^53 - 1 is safe', '{"create_time":9007199254740991}', []],
  ])('%s', (_, body, expected) => {
    expect(issuesOf(contract, { url, body: text(body) })).toEqual(expected);
  });
});

test.each([401, 403, 404, 500])('the error body of %i', (status) => {
  const answer = (body: unknown): string[] => issuesOf(contract, { url, status, body: json(body) });
  expect(answer({ error_code: 'APIC.7302', error_msg: 'x' })).toEqual([]);
  expect(answer({ error_code: 1, more: 1 })).toEqual([
    'property-undocumented /more',
    'type-mismatch /error_code',
  ]);
});
