// `check --live` and `record`, end to end, against a service that does its worst: nothing hangs, nothing leaks, nothing half is kept.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../cli/run.ts';
import { selfSigned } from './certificate.ts';
import { readExchanges } from './read-recording.ts';
import { json, type Play, type StandIn, standIn } from './stand-in.ts';

const token = 'MIItoken-of-the-service-0123456789';
const limits = {
  connect: 500,
  headers: 300,
  body: 500,
  whole: 2000,
  rawBytes: 100_000,
  decodedBytes: 1_000_000,
  retries: 0,
};

async function folder(config: object): Promise<string> {
  const directory = relative('.', await mkdtemp(join(tmpdir(), 'driftgate-hostile-')));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  await writeFile(join(directory, 'driftgate.config.json'), JSON.stringify(config));
  return directory;
}

const environment = (endpoint: string) => ({
  APIG_ENDPOINT: endpoint,
  APIG_PROJECT_ID: '73d69ae0cfcf460190522d06b60f05ad',
  APIG_INSTANCE_ID: 'eddc4d25480b4cd6b512f270a1b8b341',
  APIG_TOKEN: token,
});

function optionsOf(directory: string): string[] {
  return ['--config', join(directory, 'driftgate.config.json'), '--contract', 'openapi/apig.yaml'];
}

/** Writes a piece again and again until the connection is gone. */
function drip(response: ServerResponse, piece: string | Buffer, pause = 50): void {
  const { socket } = response;
  const timer = setInterval(() => socket?.write(piece), pause);
  socket?.on('close', () => clearInterval(timer));
}

function flood(response: ServerResponse): void {
  const piece = Buffer.alloc(65_536, 'a');
  const more = (): void => {
    while (response.write(piece));
  };
  response.on('drain', more);
  more();
}

const cut =
  (text: string, how: 'end' | 'reset'): Play =>
  (_, response) => {
    response.socket?.write(text);
    setTimeout(() => (how === 'end' ? response.socket?.end() : response.socket?.resetAndDestroy()), 100);
  };

const BOMB = gzipSync(Buffer.alloc(20_000_000));
const OK = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

const unchecked: [string, Play, string][] = [
  [
    'drips its head',
    (_, response) => {
      response.socket?.write(`${OK}X: `);
      drip(response, 'x');
    },
    'no response head within 0.3 s',
  ],
  [
    'drips its body',
    (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.write('{"id":"');
      drip(response, '1\r\na\r\n');
    },
    'no complete body within 0.5 s',
  ],
  ['never ends its body', (_, response) => flood(response), 'the body is over 0.1 MB'],
  [
    'never ends its head',
    (_, response) => {
      response.socket?.write(OK);
      drip(response, `X: ${'x'.repeat(60_000)}\r\n`, 5);
    },
    'the response is no HTTP (HPE_HEADER_OVERFLOW)',
  ],
  [
    'sends a bomb',
    (_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(BOMB),
    'the body decodes to more than 1 MB',
  ],
  [
    'promises more than it sends',
    cut(`${OK}Content-Length: 100\r\n\r\n{}`, 'end'),
    'ended before it was complete',
  ],
  [
    'sends more than it promises',
    cut(`${OK}Content-Length: 1\r\n\r\n{"id":1}`, 'end'),
    'the response is no HTTP',
  ],
  [
    'promises more than it sends and waits',
    (_, response) => response.socket?.write(`${OK}Content-Length: 100\r\n\r\n{}`),
    'no complete body within 0.5 s',
  ],
  [
    'says two lengths',
    cut(`${OK}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 'end'),
    'the response is no HTTP',
  ],
  [
    'lies about a chunk',
    cut(`${OK}Transfer-Encoding: chunked\r\n\r\n9\r\n{}\r\n0\r\n\r\n`, 'end'),
    'ended before it was complete',
  ],
  ['cuts its head', cut('HTTP/1.1 200 O', 'end'), 'the connection was reset'],
  ['resets in its body', cut(`${OK}Content-Length: 100\r\n\r\n{`, 'reset'), 'the connection was reset'],
  [
    'answers in an unknown transfer coding',
    cut(`${OK}Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`, 'end'),
    'a transfer coding that is not known',
  ],
  ['resets at once', cut('', 'reset'), 'the connection was reset'],
  [
    'redirects to another host',
    (_, response) => response.writeHead(302, { Location: 'https://169.254.169.254/latest' }).end(),
    'observed 302',
  ],
  [
    'redirects to a file',
    (_, response) => response.writeHead(302, { Location: 'file:///etc/passwd' }).end(),
    'observed 302',
  ],
];

test.each(unchecked)('a service that %s is unchecked in bounded time', async (_, play, reason) => {
  await using service = await standIn(play);
  const directory = await folder({ live: { limits } });
  const around = { env: environment(service.origin) };
  const checked = await run(['check', '--live', '--format', 'json', ...optionsOf(directory)], around);
  const report = JSON.parse(checked.stdout);
  const messages = report.unchecked.map(({ message }: { message: string }) => message).join('\n');
  expect([checked.code, messages]).toEqual([
    report.findings.length > 0 ? 1 : 3,
    expect.stringContaining(reason),
  ]);
  const into = join(directory, 'recordings');
  const recorded = await run(['record', '--into', into, ...optionsOf(directory)], around);
  expect(recorded.code).toBe(3);
  expect(recorded.stderr).toContain(reason);
  for (const name of await readdir(into).catch(() => []))
    expect(await readExchanges(join(into, name))).not.toEqual([]);
  for (const text of [checked.stdout, checked.stderr, recorded.stdout, recorded.stderr])
    expect(text).not.toContain(token);
});

test('a circle of redirects ends, and another origin never gets the token', async () => {
  const certificate = selfSigned('localhost');
  await using other = await standIn((_, response) => json(response, 200, {}), certificate);
  await using service = await standIn(({ url }, response) => {
    const next = url.includes('away') ? `https://localhost:${other.port}/` : `${url}x`;
    response.writeHead(307, { Location: next }).end();
  }, certificate);
  const directory = await folder({
    live: { limits, ca: [certificate.cert], allowPrivate: ['localhost'], hosts: ['localhost'] },
  });
  const env = environment(`https://localhost:${service.port}`);
  const circle = await run(['check', '--live', '--format', 'json', ...optionsOf(directory)], { env });
  expect([circle.code, circle.stdout]).toEqual([3, expect.stringContaining('more than 3 redirects')]);
  const away = await run(['check', '--live', '--format', 'json', ...optionsOf(directory)], {
    env: { ...env, APIG_PROJECT_ID: 'away' },
  });
  expect(away.stdout).toContain('observed 307');
  expect(other.asked).toEqual([]);
});

test('kill -9 while recording leaves whole files, and the next run goes on', async () => {
  const slow = async (service: StandIn, directory: string, into: string): Promise<void> => {
    const child = spawn(
      process.execPath,
      ['src/cli/bin.ts', 'record', '--into', into, ...optionsOf(directory)],
      { env: { ...process.env, ...environment(service.origin) }, stdio: 'ignore' },
    );
    await expect.poll(() => readdir(into).catch(() => []), { timeout: 30_000 }).toContain(FIRST);
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  let isFast = false;
  await using service = await standIn(({ headers }, response) => {
    if (headers['x-auth-token'] === undefined) return isFast ? json(response, 401, {}) : undefined;
    return json(response, 200, { id: 'one' });
  });
  const directory = await folder({ live: {} });
  const into = join(directory, 'recordings');
  await slow(service, directory, into);
  for (const name of (await readdir(into)).filter((one) => !one.startsWith('.')))
    expect(await readExchanges(join(into, name))).toHaveLength(1);
  isFast = true;
  const again = await run(['record', '--into', into, ...optionsOf(directory)], {
    env: environment(service.origin),
  });
  expect(again.stderr).not.toContain('another process');
  expect((await readdir(into)).sort()).toEqual(
    expect.arrayContaining([FIRST, 'ShowDetailsOfInstanceV2-401.har']),
  );
  for (const name of await readdir(into))
    expect(await readFile(join(into, name), 'utf8')).not.toContain(token);
});

const FIRST = 'ShowDetailsOfInstanceV2-200.har';
