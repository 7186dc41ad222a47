import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { trustedCertificates } from '../../../src/cli/run/certificates.ts';
import { selfSigned } from '../../live/certificate.ts';

const { cert } = selfSigned('service.example');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-certificates-'));
  writeFileSync(join(folder, 'own.pem'), cert);
  writeFileSync(join(folder, 'empty.pem'), '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function trusted(...ca: readonly string[]): readonly string[] | undefined {
  const placeOf = (path: readonly string[]) => ({
    file: 'driftgate.config.json',
    pointer: `/${path.join('/')}`,
  });
  return trustedCertificates({ config: { live: { ca } }, placeOf, root: folder });
}

test('a text or a file, beside those that Node trusts', () => {
  for (const given of [cert, 'own.pem', join(folder, 'own.pem')]) {
    const all = trusted(given) ?? [];
    expect(all.at(-1)).toBe(cert);
    expect(all.length).toBeGreaterThan(50);
  }
  expect(trustedCertificates({ config: {}, placeOf: () => ({ file: '' }), root: folder })).toBeUndefined();
});

test.each([
  ['missing.pem', 'no such file', { file: 'missing.pem' }],
  ['empty.pem', 'this is no certificate', { file: 'empty.pem' }],
  ['', 'is a folder', { file: '' }],
  ['-----BEGIN CERTIFICATE-----', 'live.ca is no certificate', { pointer: '/live/ca/1' }],
])('%j: one error, with its place', (given, message, place) => {
  const file = 'file' in place ? join(folder, place.file as string) : 'driftgate.config.json';
  expect(() => trusted(cert, given)).toThrow(
    expect.objectContaining({ message, place: expect.objectContaining({ ...place, file }) }),
  );
});
