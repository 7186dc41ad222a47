import { describe, expect, test } from 'vitest';
import { fetchPage } from '../../src/cli/docs/fetch.ts';

const files = new Map<string, string>();
const cache = {
  read: (name: string) => (files.has(name) ? Buffer.from(files.get(name) ?? '') : undefined),
  write: (name: string, content: string | Uint8Array) => void files.set(name, String(content)),
};

function answering(...responses: readonly (() => Response)[]) {
  const asked: { url: string; headers: Headers }[] = [];
  const fetch = async (url: unknown, init?: RequestInit): Promise<Response> => {
    asked.push({ url: String(url), headers: new Headers(init?.headers) });
    const next = responses[asked.length - 1];
    if (next === undefined) throw new Error('asked too often');
    return next();
  };
  return { fetch: fetch as typeof globalThis.fetch, asked };
}

function redirect(location: string): () => Response {
  return () => new Response(null, { status: 302, headers: { location } });
}

describe('a page by URL', () => {
  test('follows redirects within https', async () => {
    const { fetch, asked } = answering(redirect('/b'), () => new Response('# page'));
    expect(await fetchPage('https://a.example/a', { fetch, cache: undefined })).toEqual({ text: '# page' });
    expect(asked.map(({ url }) => url)).toEqual(['https://a.example/a', 'https://a.example/b']);
  });

  test.each<[string, string, (() => Response)[], string]>([
    ['plain http', 'http://a.example/', [], 'only https pages are fetched'],
    [
      'a redirect to http',
      'https://a.example/',
      [redirect('http://b.example/')],
      'it redirects to http://, only https is followed',
    ],
    [
      'a redirect to a file',
      'https://a.example/',
      [redirect('file:///etc/passwd')],
      'it redirects to file://, only https is followed',
    ],
    [
      'a ring',
      'https://a.example/',
      Array.from({ length: 9 }, () => redirect('https://a.example/')),
      'it redirects more than 5 times',
    ],
    [
      'an error',
      'https://a.example/',
      [() => new Response('no', { status: 503 })],
      'the server answered 503',
    ],
    [
      'too much',
      'https://a.example/',
      [() => new Response('x'.repeat(4_000_001))],
      'it has more than 4000000 bytes',
    ],
    [
      'no network',
      'https://a.example/',
      [
        () => {
          throw Object.assign(new TypeError('fetch failed'), {
            cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }),
          });
        },
      ],
      'its name was not found; is this machine offline?',
    ],
  ])('%s', async (_, url, responses, reason) => {
    const { fetch } = answering(...responses);
    expect(await fetchPage(url, { fetch, cache: undefined })).toEqual({ unreachable: reason });
  });

  test('asks with the ETag that it kept', async () => {
    const { fetch, asked } = answering(
      () => new Response('# first', { headers: { etag: '"1"' } }),
      () => new Response(null, { status: 304 }),
    );
    const options = { fetch, cache };
    expect(await fetchPage('https://a.example/e', options)).toEqual({ text: '# first' });
    expect(files.size).toBe(1);
    expect(await fetchPage('https://a.example/e', options)).toEqual({ text: '# first' });
    expect(asked[1]?.headers.get('if-none-match')).toBe('"1"');
  });

  test.each([
    '',
    'null',
    '{"url":"https://a.example/g","text":1}',
    '{"url":"https://b.example/","text":"# b"}',
  ])('does not take %j for what it kept', async (content) => {
    const { fetch, asked } = answering(() => new Response('# g'));
    const broken = { read: () => Buffer.from(content), write: () => {} };
    expect(await fetchPage('https://a.example/g', { fetch, cache: broken })).toEqual({ text: '# g' });
    expect(asked[0]?.headers.has('if-none-match')).toBe(false);
  });
});
