// Bodies in files of their own: beside the HAR, and in the same ZIP archive.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Body, Exchange, Unreadable } from '../../src/model.ts';
import { type ReadOptions, readRecordings } from '../../src/recordings/read.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attached-'));
  mkdirSync(join(folder, 'in/sub'), { recursive: true });
  writeFileSync(join(folder, 'secret.json'), '{"secret":1}');
  writeFileSync(join(folder, 'in/a.json'), '{"a":1}');
  writeFileSync(join(folder, 'in/sub/b.json'), '{"b":1}');
  symlinkSync('../secret.json', join(folder, 'in/link.json'));
  symlinkSync('a.json', join(folder, 'in/inner.json'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function har(content: object, request: object = {}): string {
  const entry = {
    request: { method: 'POST', url: 'https://h/a', headers: [], ...request },
    response: { status: 200, headers: [], content },
  };
  return JSON.stringify({ log: { version: '1.2', entries: [entry] } });
}

async function readFile(name: string, options: ReadOptions = {}): Promise<(Exchange | Unreadable)[]> {
  const read: (Exchange | Unreadable)[] = [];
  for await (const entry of readRecordings([join(folder, name)], options)) read.push(entry);
  return read;
}

async function bodyBeside(_file: unknown, options: ReadOptions = {}): Promise<Body | undefined> {
  writeFileSync(join(folder, 'in/x.har'), har({ _file }));
  const [entry] = await readFile('in/x.har', options);
  return entry !== undefined && 'response' in entry ? entry.response.body : undefined;
}

const octets = (text: string): Body => ({ kind: 'bytes', bytes: Buffer.from(text) });

describe('beside the HAR', () => {
  test.each([
    ['a file', 'a.json', '{"a":1}'],
    ['a file of a folder below', 'sub/b.json', '{"b":1}'],
    ['a link to a file of the folder', 'inner.json', '{"a":1}'],
    ['a dot', './a.json', '{"a":1}'],
  ])('%s', async (_, path, text) => {
    expect(await bodyBeside(path)).toEqual(octets(text));
  });

  test.each([
    ['a path that goes up', '../secret.json'],
    ['a path that goes down and up', 'sub/../../secret.json'],
    ['a link that leads out', 'link.json'],
    ['an absolute path', '/etc/hostname'],
    ['a drive', 'c:/secret.json'],
    ['backslashes', '..\\secret.json'],
    ['a NUL', 'a.json\0'],
    ['no path', ''],
    ['a folder', 'sub'],
    ['a file that is not there', 'none.json'],
  ])('%s is not read', async (_, path) => {
    expect(await bodyBeside(path)).toMatchObject({ kind: 'unrecorded' });
  });

  test('a file beyond the limit is not read, and the limit is named', async () => {
    expect(await bodyBeside('a.json', { limits: { bodyBytes: 6 } })).toMatchObject({
      reason: expect.stringContaining('limits.bodyBytes'),
    });
  });

  test('the body of a request', async () => {
    writeFileSync(join(folder, 'in/y.har'), har({}, { postData: { mimeType: '', _file: 'a.json' } }));
    expect(await readFile('in/y.har')).toMatchObject([{ request: { body: octets('{"a":1}') } }]);
  });
});

type Member = {
  readonly name: string;
  readonly text: string;
  readonly method?: number;
  readonly size?: number;
};

/** As Playwright's library writes it: local headers, the list of entries, its end. */
function zip(members: readonly Member[], comment = ''): Buffer {
  const local: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, text, method = 8, size } of members) {
    const content = Buffer.from(text);
    const packed = method === 8 ? deflateRawSync(content) : content;
    const fields = Buffer.alloc(20);
    fields.writeUInt16LE(method, 2);
    fields.writeUInt32LE(crc32(content), 8);
    fields.writeUInt32LE(packed.length, 12);
    fields.writeUInt32LE(size ?? content.length, 16);
    const head = Buffer.concat([Buffer.from('PK\x03\x04\x14\0'), fields, lengths(name, 4)]);
    const of = Buffer.alloc(4);
    of.writeUInt32LE(offset);
    local.push(head, Buffer.from(name), packed);
    list.push(Buffer.from('PK\x01\x02\x14\0\x14\0'), fields, lengths(name, 14), of, Buffer.from(name));
    offset += head.length + name.length + packed.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...local, directory, end, Buffer.from(comment)]);
}

function lengths(name: string, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  buffer.writeUInt16LE(name.length);
  return buffer;
}

describe('in a ZIP archive', () => {
  const recording = (file: string): Member => ({ name: 'har.har', text: har({ _file: file }) });
  const body: Member = { name: 'a.json', text: '{"a":1}' };

  async function read(members: readonly Member[], change = (archive: Buffer): Buffer => archive) {
    writeFileSync(join(folder, 'x.zip'), change(zip(members)));
    return readFile('x.zip', { limits: { bodyBytes: 1000 } });
  }

  test.each([
    ['deflated', [recording('a.json'), body]],
    [
      'stored',
      [
        { ...recording('a.json'), method: 0 },
        { ...body, method: 0 },
      ],
    ],
    ['the body first', [body, recording('a.json')]],
    [
      'in a folder',
      [
        { ...recording('a.json'), name: 'f/har.har' },
        { ...body, name: 'f/a.json' },
      ],
    ],
  ])('%s', async (_, members) => {
    expect(await read(members)).toMatchObject([
      { pointer: '/log/entries/0', response: { body: octets('{"a":1}') } },
    ]);
  });

  test('with a comment behind its end', async () => {
    writeFileSync(join(folder, 'x.zip'), zip([recording('a.json'), body], 'a comment'));
    expect(await readFile('x.zip')).toMatchObject([{ response: { body: octets('{"a":1}') } }]);
  });

  test.each([
    ['a file that is not in it', [recording('none.json')]],
    ['a path that goes up', [{ ...recording('../a.json'), name: 'f/har.har' }, body]],
    ['a file of the disk', [recording('in/a.json')]],
    ['more octets than it says', [recording('a.json'), { ...body, size: 3 }]],
    ['fewer octets than it says', [recording('a.json'), { ...body, size: 30 }]],
    ['an unknown method', [recording('a.json'), { ...body, method: 9 }]],
    ['more than is read', [recording('a.json'), { ...body, text: ' '.repeat(1001) }]],
  ])('the body is %s: not judged', async (_, members) => {
    expect(await read(members)).toMatchObject([{ response: { body: { kind: 'unrecorded' } } }]);
  });

  test.each<readonly [string, readonly Member[], RegExp]>([
    ['no HAR', [body], /holds no \.har/],
    ['two', [recording('a.json'), { ...recording('a.json'), name: 'b.har' }], /holds 2 files \.har/],
    ['a name twice', [recording('a.json'), body, body], /twice/],
    ['a HAR longer than it says', [{ ...recording('a.json'), size: 9 }], /broken/],
    ['nothing', [], /holds no \.har/],
  ])('%s is refused', async (_, members, message) => {
    await expect(read(members)).rejects.toThrow(message);
  });

  test('cut off anywhere, or with an octet changed: refused or not judged, never another error', async () => {
    const whole = zip([recording('a.json'), body]);
    for (let at = 4; at < whole.length; at++)
      for (const change of [
        (archive: Buffer) => archive.subarray(0, at),
        (archive: Buffer) => Buffer.from(archive).fill((archive[at] ?? 0) ^ 0xff, at, at + 1),
      ]) {
        writeFileSync(join(folder, 'x.zip'), change(whole));
        await readFile('x.zip').catch((error) => expect(error).toHaveProperty('place'));
      }
  });
});
