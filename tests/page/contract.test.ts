import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OpenApiDocument } from '../../src/contract/openapi.ts';
import { checkContract, undocumentedOperations } from '../../src/page/check-contract.ts';
import { diffPage } from '../../src/page/diff-page.ts';
import { documentedAt } from '../../src/page/documented-at.ts';
import { acceptPage, emptyLock, formatLock, lockPage, parseLock } from '../../src/page/lock.ts';
import { oddOneOut } from '../../src/page/odd-one-out.ts';
import { scaffold } from '../../src/page/propose/scaffold.ts';
import { readPage } from '../../src/page/read-page.ts';

const shelf = readFileSync(join(import.meta.dirname, 'pages', 'arrange-shelf.md'), 'utf8');
const reading = readPage(shelf, 'shelf.md');

function contractOf(change?: (text: string) => string) {
  const text = JSON.stringify(scaffold([{ file: 'shelf.md', reading }]).document);
  const changed = change?.(text) ?? text;
  if (change !== undefined) expect(changed).not.toBe(text);
  const document = JSON.parse(changed) as OpenApiDocument;
  return { document, files: ['c.yaml'], positionOf: () => [1, 1, 0] as const };
}

function against(page: string, change?: (text: string) => string): string[] {
  const issues = checkContract({ ...readPage(page, 'shelf.md'), file: 'shelf.md' }, contractOf(change));
  return issues
    .filter(({ onPurpose }) => onPurpose === undefined)
    .map(({ code, level, status, pointer, name }) =>
      [code.slice(5), level, status, pointer, name].join(' ').trimEnd(),
    );
}

/** The row of a table that starts with this name. */
function withoutRow(name: string): string {
  const changed = shelf.replace(new RegExp(`<tr><td[^>]*><p>${name}</p>[\\s\\S]*?</tr>\\n`), '');
  expect(changed).not.toBe(shelf);
  return changed;
}

describe('a page against the contract', () => {
  test('a draft of the page agrees with it', () => expect(against(shelf)).toEqual([]));

  test.each<[string, string, string[]]>([
    ['a property', withoutRow('size'), ['property-removed error 200 /size']],
    ['an object with all below it', withoutRow('grid'), ['property-removed error 200 /grid']],
    ['a parameter', withoutRow('dry_run'), ['parameter-removed error request  query dry_run']],
    ['a status', withoutRow('404'), ['status-removed warning 404 /']],
    [
      'a value',
      shelf.replace('<li><p><strong>LENT</strong></p>\n</li>', ''),
      ['enum-value-removed error 200 /books/*/state LENT'],
    ],
    ['a type', shelf.replace('<p>Long</p>', '<p>String</p>'), ['type-changed error 200 /size']],
    [
      'a default',
      shelf.replace('<strong>20</strong>', '<strong>30</strong>'),
      ['default-changed warning request  query limit'],
    ],
    [
      'a limit',
      shelf.replace('<strong>500</strong>', '<strong>400</strong>'),
      ['limit-changed error request  query limit maximum'],
    ],
    ['the path', shelf.replace('/shelves', '/racks'), ['operation-changed error request  path']],
    ['the method', shelf.replace('PUT /v2', 'POST /v2'), ['operation-changed error request  method']],
  ])('the page changed: %s', (_, page, expected) => {
    expect(page).not.toBe(shelf);
    expect(against(page)).toEqual(expected);
  });

  test.each<[string, (text: string) => string, string[]]>([
    [
      'lacks a property',
      (text) => text.replace('"size":{"type":"integer","format":"int64"},', ''),
      ['property-added warning 200 /size'],
    ],
    [
      'lacks a value',
      (text) => text.replace('"ON_SHELF",', ''),
      ['enum-value-added warning 200 /books/*/state ON_SHELF'],
    ],
    [
      'lacks the list',
      (text) => text.replace(',"enum":["ON_SHELF","LENT"]', ''),
      ['enum-value-added warning 200 /books/*/state'],
    ],
    [
      'requires less',
      (text) => text.replace('"required":["name","books"],', ''),
      ['required-changed error request /books', 'required-changed error request /name'],
    ],
    [
      'lacks a status',
      (text) => text.replace('"404":', '"410":'),
      ['status-added warning 404 /', 'status-removed warning 410 /'],
    ],
    ['covers a status by a range', (text) => text.replace('"404":', '"4XX":'), []],
    ['covers it by default', (text) => text.replace('"404":', '"default":'), []],
    [
      'is stricter by a pattern',
      (text) =>
        text.replace('"isbn":{"type":"string"', '"isbn":{"type":"string","pattern":"^9","format":"isbn"'),
      [],
    ],
    [
      'is stricter by a list that the page has in prose',
      (text) => text.replace('"error_code":{"type":"string"', '"error_code":{"type":"string","enum":["A"]'),
      [],
    ],
    [
      'is stricter by a limit',
      (text) => text.replace('"error_code":{"type":"string"', '"error_code":{"type":"string","maxLength":9'),
      [],
    ],
    [
      'has null beside the type',
      (text) => text.replace('"size":{"type":"integer"', '"size":{"type":["integer","null"]'),
      [],
    ],
    [
      'has a property beyond it',
      (text) =>
        text.replace('"properties":{"error_code"', '"properties":{"trace":{"type":"string"},"error_code"'),
      ['property-removed error 404 /trace'],
    ],
    [
      'has it on purpose',
      (text) =>
        text.replace(
          '"properties":{"error_code"',
          '"properties":{"trace":{"type":"string","x-undocumented":{"reason":"seen"}},"error_code"',
        ),
      [],
    ],
    [
      'describes a plain Object',
      (text) =>
        text.replace(
          '"scanner":{"type":"object"',
          '"scanner":{"type":"object","properties":{"raw":{"type":"string"}}',
        ),
      [],
    ],
  ])('the contract %s', (_, change, expected) => {
    expect(against(shelf, change)).toEqual(expected);
  });

  test('what is kept on purpose is shown with its reason', () => {
    const change = (text: string) =>
      text.replace(
        '"properties":{"error_code"',
        '"properties":{"trace":{"type":"string","x-undocumented":{"reason":"seen"}},"error_code"',
      );
    const issues = checkContract({ ...reading, file: 'shelf.md' }, contractOf(change));
    expect(issues.map(({ pointer, onPurpose }) => [pointer, onPurpose])).toEqual([['/trace', 'seen']]);
  });

  test('operations that one side lacks', () => {
    const empty = { ...contractOf(), document: { openapi: '3.1.0', info: { title: '', version: '' } } };
    expect(checkContract({ ...reading, file: 'a.md' }, empty).map(({ code }) => code)).toEqual([
      'docs-operation-added',
    ]);
    expect(undocumentedOperations([], contractOf()).map(({ code }) => code)).toEqual([
      'docs-operation-removed',
    ]);
    expect(undocumentedOperations([reading.facts], contractOf())).toEqual([]);
  });
});

describe('the lock', () => {
  const lock = parseLock(
    formatLock(acceptPage(emptyLock, lockPage(reading, 'pages/shelf.md', 'read'))),
    'lock.json',
  );
  const page = lock.pages[0];

  test('holds structure, no sentence and no folder', () => {
    expect(formatLock(lock)).not.toMatch(/\p{Script=Han}|pages\//u);
    expect(page?.file).toBe('shelf.md');
  });

  test.each([
    '',
    '[]',
    '{"version":2}',
    '{"version":1,"pages":[{}]}',
    '{"version":1,"pages":[{"file":"","hash":"","reason":"","facts":{},"lines":{},"samples":{}}]}',
  ])('refuses %j', (text) => expect(() => parseLock(text, 'lock.json')).toThrow('this is no docs lock'));

  test.each<[string, string, string]>([
    ['a property', withoutRow('size'), 'docs-property-removed error /size'],
    ['a type', shelf.replace('<p>Long</p>', '<p>String</p>'), 'docs-type-changed error /size'],
    [
      'a value',
      shelf.replace('<li><p><strong>LENT</strong></p>\n</li>', ''),
      'docs-enum-value-removed error /books/*/state',
    ],
    [
      'a value that became another',
      shelf.replace('<strong>LENT</strong>', '<strong>OUT</strong>'),
      'docs-enum-value-removed error /books/*/state',
    ],
    [
      'a new value',
      shelf.replace(
        '<li><p><strong>LENT</strong></p>\n</li>',
        '<li><p><strong>LENT</strong></p>\n</li><li><p><strong>OUT</strong></p>\n</li>',
      ),
      'docs-enum-value-added warning /books/*/state',
    ],
    [
      'a required mark',
      shelf.replace(/(<p>labels<\/p>\n<\/td>\n<td[^>]*><p>)否/, '$1是'),
      'docs-required-changed error /labels',
    ],
    ['a status', withoutRow('404'), 'docs-status-removed warning /'],
    [
      'a new optional property',
      shelf.replace(/(<tr>)(<td[^>]*><p>)size(<[\s\S]*?<\/tr>\n)/, '$1$2more$3$1$2size$3'),
      'docs-property-added warning /more',
    ],
    [
      'a new required parameter',
      shelf.replace(/(<tr>)(<td[^>]*><p>)library_id(<[\s\S]*?<\/tr>\n)/, '$1$2library_id$3$1$2floor$3'),
      'docs-parameter-added error ',
    ],
  ])('exactly one change: %s', (_, text, expected) => {
    if (page === undefined) throw new Error('the lock is empty');
    const diff = diffPage(page, readPage(text, 'new.md'), 'new.md', contractOf());
    expect(diff.isChanged).toBe(true);
    expect(diff.changes.map(({ code, level, pointer }) => `${code} ${level} ${pointer}`)).toEqual([expected]);
    expect(diff.changes[0]?.place).toMatchObject({ file: 'new.md', line: expect.any(Number) });
  });

  test('no change is none', () => {
    if (page === undefined) throw new Error('the lock is empty');
    expect(diffPage(page, reading, 'new.md')).toEqual({
      isChanged: false,
      changes: [],
    });
  });

  test.each([
    ['200', '/id', undefined, 'table'],
    ['200', '/books/*/isbn', undefined, 'table'],
    ['200', '/rooms/east/floor', undefined, 'table'],
    ['200', '/books/*/state', 'LENT', 'table'],
    ['200', '/books/*/state', 'GONE', 'no'],
    ['200', '/none', undefined, 'no'],
    ['200', '', undefined, 'table'],
    ['409', '', undefined, 'no'],
  ])('documented at %s %s %s: %s', (status, pointer, name, by) => {
    const question = { status, pointer, ...(name !== undefined && { name }) };
    expect(documentedAt(lock.pages[0], question).by).toBe(by);
    expect(documentedAt(undefined, question).by).toBe('unknown');
  });

  test('a key that only the sample has', () => {
    const wrong = readPage(
      readFileSync(join(import.meta.dirname, 'pages', 'arrange-shelf-wrong.md'), 'utf8'),
      'w.md',
    );
    const own = acceptPage(emptyLock, lockPage(wrong, 'w.md', 'read'));
    expect(documentedAt(own.pages[0], { status: '404', pointer: '/trace' })).toMatchObject({
      by: 'sample',
      place: { file: 'w.md', line: 538 },
    });
  });
});

describe('the odd one out', () => {
  test.each([
    [false, 'table', true, 'the contract is the odd one out: page and traffic have it'],
    [false, 'no', true, 'the service is the odd one out: neither contract nor page has what it sends'],
    [false, 'sample', true, "the page's table is the odd one out: its own sample and the traffic have it"],
    [true, 'no', true, 'the page is the odd one out: contract and traffic have what its table lacks'],
    [
      true,
      'table',
      false,
      'the service is the odd one out: contract and page have it, the traffic never had',
    ],
    [true, 'no', false, 'the contract is the odd one out: neither page nor traffic has it'],
    [
      false,
      'table',
      false,
      'the page is the odd one out: neither contract nor traffic has what its table lists',
    ],
    [true, 'table', true, undefined],
    [
      false,
      'unknown',
      true,
      'the traffic has it, the contract does not, and no page was reviewed to decide between them',
    ],
  ] as const)('declared %s, documented %s, observed %s', (declared, documented, observed, sentence) => {
    expect(oddOneOut({ declared, documented, observed })?.sentence).toBe(sentence);
  });
});
