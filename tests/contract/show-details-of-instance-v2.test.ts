// The client's answers held against the compiled module: from recordings and from a stand-in always, from the endpoint where it is known.
// The recordings were made by nock's recorder from a stand-in that answers as the contract states; a live run replaces them by
// the vendor's own.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '../../src/generated/apig/contract.js';
import { detail } from '../../src/generated/apig/detail.js';
import { ShowDetailsOfInstanceV2 } from '../../src/generated/apig/index.js';
import { readRecordings } from '../../src/recordings/read.ts';
import { createExplainer } from '../../src/verdict/explain.ts';
import { createJudge } from '../../src/verdict/judge.ts';
import { standIn } from '../live/stand-in.ts';
import { type Answer, type Connection, showInstance } from './client.ts';

const FOLDER = join(import.meta.dirname, '../recordings/nock');
const files = readdirSync(FOLDER).sort();

/** What the suite asks of an answer, recorded or live. */
function expectDeclared({ status, contentType, body }: Answer, expected: number): void {
  expect(status).toBe(expected);
  expect(ShowDetailsOfInstanceV2.check(status, body, contentType)).toEqual([]);
  expect(ShowDetailsOfInstanceV2.is(status, body)).toBe(true);
}

describe('recorded', () => {
  const unmatched: string[] = [];
  const noMatch = ({ method, url }: Request): void => {
    unmatched.push(`${method} ${new URL(url).pathname}`);
  };

  beforeAll(() => {
    nock.disableNetConnect();
    nock.emitter.on('no match', noMatch);
  });
  afterEach(() => {
    nock.cleanAll();
    unmatched.length = 0;
  });
  afterAll(() => {
    nock.emitter.off('no match', noMatch);
    nock.enableNetConnect();
    nock.restore();
  });

  type Recorded = { readonly scope: string; readonly path: string; readonly status: number };

  function recordedIn(file: string): readonly Recorded[] {
    return nock.loadDefs(join(FOLDER, file)) as readonly Recorded[];
  }

  function replay(file: string): { recorded: Recorded; connection: Connection; instanceId: string } {
    const [recorded] = recordedIn(file);
    if (recorded === undefined) throw new Error(`${file} is empty`);
    nock.define([recorded]);
    const [, , projectId = '', , , instanceId = ''] = recorded.path.split('/');
    return {
      recorded,
      connection: { endpoint: recorded.scope, projectId, token: 'none' },
      instanceId,
    };
  }

  test('every declared status is recorded', () => {
    const recorded = files.flatMap((file) => recordedIn(file).map(({ status }) => String(status)));
    const declared = ShowDetailsOfInstanceV2.operation.responses.map(({ status }) => status);
    expect([...new Set(recorded)].sort()).toEqual([...declared].sort());
  });

  test('no recording holds a token', () => {
    for (const file of files)
      expect(readFileSync(join(FOLDER, file), 'utf8')).not.toMatch(/token"|reqheaders|authorization/i);
  });

  test.each(files)('%s', async (file) => {
    const { recorded, connection, instanceId } = replay(file);
    expectDeclared(await showInstance(connection, instanceId), recorded.status);
    expect(unmatched).toEqual([]);
    expect(nock.isDone()).toBe(true);
  });

  test('the guard sees a request that no recording answers, which nock answers with 501', async () => {
    const { connection } = replay('200.json');
    const { status } = await showInstance(connection, 'another');
    expect(unmatched).toEqual([expect.stringContaining('/apigw/instances/another')]);
    expect(status).toBe(501);
    expect(nock.isDone()).toBe(false);
  });

  test('drift in a recording is seen', async () => {
    const { connection, instanceId, recorded } = replay('404.json');
    nock.cleanAll();
    nock.define([
      {
        ...recorded,
        response: { error_code: 1, detail: 'x' },
        rawHeaders: { 'Content-Type': 'application/json' },
      },
    ]);
    const { status, body } = await showInstance(connection, instanceId);
    expect(
      ShowDetailsOfInstanceV2.check(status, body).map(({ code, pointer }) => `${code} ${pointer}`),
    ).toEqual(['property-undocumented /detail', 'type-mismatch /error_code']);
  });

  test('the gate reads the same recordings and finds them clean', async () => {
    const outcomes: (string | undefined)[] = [];
    const [judge, explain] = [createJudge(contract), createExplainer(detail)];
    for await (const entry of readRecordings([FOLDER])) {
      if ('unreadable' in entry) outcomes.push(entry.unreadable);
      else outcomes.push(judge(entry, explain)?.outcome);
    }
    expect(outcomes).toEqual(files.map(() => 'clean'));
  });
});

type Live = { readonly connection: Connection; readonly instanceId: string };

/** The questions that any endpoint can be asked without harm. */
async function askEndpoint({ connection, instanceId }: Live): Promise<void> {
  expectDeclared(await showInstance(connection, instanceId), 200);
  expectDeclared(await showInstance({ ...connection, token: 'none' }, instanceId), 401);
  expectDeclared(await showInstance(connection, '0'.repeat(32)), 404);
}

type Example = { readonly response: unknown };

function recordedBody(status: number): string {
  const [recorded] = nock.loadDefs(join(FOLDER, `${status}.json`)) as readonly Example[];
  return JSON.stringify(recorded?.response);
}

describe('a stand-in service', () => {
  test('answers as the contract states, through the same client', async () => {
    await using service = await standIn(({ url, headers }, response) => {
      const status = headers['x-auth-token'] === 'none' ? 401 : url.endsWith('/instances/i1') ? 200 : 404;
      response.writeHead(status, { 'content-type': 'application/json' }).end(recordedBody(status));
    });
    await askEndpoint({
      connection: { endpoint: service.origin, projectId: 'p1', token: 't' },
      instanceId: 'i1',
    });
    expect(service.asked.map(({ url }) => url)).toEqual([
      '/v2/p1/apigw/instances/i1',
      '/v2/p1/apigw/instances/i1',
      `/v2/p1/apigw/instances/${'0'.repeat(32)}`,
    ]);
  });

  test.each([403, 500])('%i', async (status) => {
    await using service = await standIn((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(recordedBody(status));
    });
    expectDeclared(
      await showInstance({ endpoint: service.origin, projectId: 'p1', token: 't' }, 'i1'),
      status,
    );
  });

  test('a drifted answer fails the suite', async () => {
    await using service = await standIn((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":7}');
    });
    const connection = { endpoint: service.origin, projectId: 'p1', token: 't' };
    await expect(askEndpoint({ connection, instanceId: 'i1' })).rejects.toThrow('type-mismatch');
  });
});

const NEEDED = ['APIG_ENDPOINT', 'APIG_PROJECT_ID', 'APIG_INSTANCE_ID', 'APIG_TOKEN'] as const;
const missing = NEEDED.filter((name) => (process.env[name] ?? '') === '');

if (missing.length > 0)
  console.log(
    `contract suite: not run against the live endpoint, since ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not set`,
  );

describe.skipIf(missing.length > 0)('live', () => {
  const read = (name: (typeof NEEDED)[number]): string => process.env[name] ?? '';

  test('200, 401 and 404 of the endpoint', async () => {
    const connection = {
      endpoint: read('APIG_ENDPOINT'),
      projectId: read('APIG_PROJECT_ID'),
      token: read('APIG_TOKEN'),
    };
    await askEndpoint({ connection, instanceId: read('APIG_INSTANCE_ID') });
  });
});
