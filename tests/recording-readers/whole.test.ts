// A small recording is parsed as one document; a larger one is read in pieces, and says the same.
import { describe, expect, test } from 'vitest';
import { elementsOf, wholeOf } from '../../src/recordings/whole.ts';
import { plain, readUntilError } from './reading.ts';

describe('the elements of a small document', () => {
  test.each<readonly [string, string, readonly unknown[] | undefined]>([
    ['in their order', '{"log":{"entries":[1,{"a":2}]}}', [1, { a: 2 }]],
    ['not where the path leads elsewhere', '{"log":{"pages":[1]}}', undefined],
    ['not where it leads to no array', '{"log":{"entries":{}}}', undefined],
    ['not where a name stands twice', '{"log":{"entries":[1],"entries":[2]}}', undefined],
    ['not where an escape may be one of the names', '{"log":{"entries":[1],"\\u0065ntries":[2]}}', undefined],
    ['not where a value spells a name', '{"log":{"entries":["log"]}}', undefined],
    ['not of a list', '[1]', undefined],
  ])('%s', (_, text, elements) => {
    expect(elementsOf(wholeOf(text), ['log', 'entries'])).toEqual(elements);
  });

  test('not of what is no JSON', () => {
    expect(wholeOf('{"log":{"entries":[1]}')).toBe(undefined);
  });
});

const request = { method: 'GET', url: 'https://h/a', headers: [] };
const response = { status: 200, headers: [], content: { mimeType: 'application/json', text: '{"a":"ü"}' } };
const entry = JSON.stringify({ startedDateTime: '2026-01-01T00:00:00Z', request, response });

async function readPlain(written: string | Uint8Array): Promise<unknown> {
  const { read, error } = await readUntilError(written);
  return { read: read.map((one) => [one.index, one.pointer, plain(one)]), error };
}

describe('a small HAR is read as a large one is', () => {
  test.each<readonly [string, string]>([
    ['entries', `{"log":{"entries":[${entry},${entry}]}}`],
    ['no entry', '{"log":{"entries":[]}}'],
    ['entries that are none', `{"log":{"entries":[1,null,"x",[],{},{"request":{}},${entry}]}}`],
    ['no response, no status', '{"log":{"entries":[{"request":{}},{"request":{},"response":{"status":0}}]}}'],
    ['two lists of entries', `{"log":{"entries":[${entry}],"entries":[${entry}]}}`],
    ['two logs', `{"log":{"entries":[${entry}]},"log":{"entries":[${entry}]}}`],
    ['a name in escapes', `{"log":{"entries":[${entry}],"\\u0065ntries":[${entry}]}}`],
    ['a value twice in an entry', `{"log":{"entries":[{"request":1,${entry.slice(1)}]}}`],
    ['no entries', '{"log":{"version":"1.2"}}'],
    ['entries elsewhere', `{"log":{"pages":{"entries":[${entry}]}}}`],
    ['text after it', `{"log":{"entries":[${entry}]}} {"log":{"entries":[${entry}]}}`],
    ['Polly.js', `{"log":{"_recordingName":"x","entries":[${entry}]}}`],
  ])('%s', async (_, text) => {
    const small = await readPlain(text);
    expect(await readPlain(text + ' '.repeat(70_000))).toEqual(small);
  });

  test('octets that are not UTF-8', async () => {
    const octets = Buffer.concat([
      Buffer.from(`{"log":{"entries":[${entry},{"comment":"`),
      Buffer.from([0xff]),
      Buffer.from('"}]}}'),
    ]);
    const { read } = await readUntilError(octets);
    expect(read).toMatchObject([{ index: 0 }, { unreadable: 'not UTF-8' }]);
    expect(await readPlain(Buffer.concat([octets, Buffer.alloc(70_000, ' ')]))).toEqual(
      await readPlain(octets),
    );
  });
});
