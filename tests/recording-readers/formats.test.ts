import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Claim } from '../../src/recordings/format.ts';
import { formats } from '../../src/recordings/formats.ts';
import { forty } from './forty.ts';
import { plain, plainTold, readAll } from './reading.ts';
import { writers } from './writers.ts';

describe('the same forty exchanges come back from each format', () => {
  test('there are forty', () => expect(forty).toHaveLength(40));

  test.each(writers)('$format: $variant', async ({ write, keeps }) => {
    const read = await readAll(write(forty));
    expect(read.map(plain)).toEqual(forty.map((one) => plainTold({ ...one, ...keeps?.(one) })));
  });

  test.each(writers)('$format: $variant, gzip and odd chunks', async ({ write }) => {
    const written = Buffer.from(write(forty));
    expect(await readAll(gzipSync(written), { size: 977 })).toEqual(await readAll(written));
  });

  test.each(writers)('$format: $variant is numbered and placed', async ({ write }) => {
    const read = await readAll(write(forty));
    expect(read.map((entry) => entry.index)).toEqual(forty.map((_, at) => at));
    for (const entry of read) expect(entry.pointer ?? entry.line).toBeDefined();
  });
});

describe('a record of more tokens than are read', () => {
  const limits = { jsonTokens: 12 };

  test.each(writers.filter(({ tokens }) => tokens === undefined))(
    '$format: $variant is unreadable, and the limit is named',
    async ({ write }) => {
      const read = await readAll(write(forty), { limits });
      expect(read).toHaveLength(40);
      for (const entry of read)
        expect(entry).toMatchObject({ unreadable: expect.stringContaining('limits.jsonTokens') });
    },
  );

  test.each(writers.filter(({ tokens }) => tokens === 'of the whole'))(
    '$format: $variant is refused',
    async (writer) => {
      await expect(readAll(writer.write(forty), { limits })).rejects.toThrow('limits.jsonTokens');
    },
  );
});

test('each format of the list is written by some writer, or is the bare body', () => {
  const written = new Set([...writers.map((writer) => writer.format), 'body']);
  expect(formats.map((format) => format.name).filter((name) => !written.has(name))).toEqual([]);
});

test.each(writers)('$format: $variant is claimed by its own format alone', async ({ format, write }) => {
  const { outlineOf } = await import('../../src/recordings/outline.ts');
  const text = Buffer.from(write(forty))
    .toString('utf8')
    .replace(/^\ufeff/, '');
  const head = { text, complete: true, outline: outlineOf(text), hints: {} };
  const loaded = await Promise.all(formats.map(({ load }) => load()));
  const claims = (claim: Claim) => loaded.filter((one) => one.sniff(head) === claim).map((one) => one.name);
  expect(claims(true).length > 0 ? claims(true) : claims('perhaps')).toEqual([format]);
});
