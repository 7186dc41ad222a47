import { describe, expect, test } from 'vitest';
import type { OpenApiDocument } from '../../src/contract/openapi.ts';
import type { Documented, Finding, PageField, PageIssue } from '../../src/model.ts';
import { findOperation, statedByContract } from '../../src/page/contract-stated.ts';
import { createTrafficTally, sightingOf, wantedOf } from '../../src/page/observed.ts';
import { oddByNature, oddKind } from '../../src/page/odd-one-out.ts';
import { sidesOf } from '../../src/page/sides.ts';

describe('who is alone about a type', () => {
  test.each([
    [
      true,
      'integer',
      ['integer'],
      ['an integer'],
      "the page's sample is the odd one out: its table and the contract and the traffic agree",
    ],
    [
      true,
      'integer',
      ['integer'],
      [],
      "the page's sample is the odd one out: its table and the contract agree",
    ],
    [
      true,
      'integer',
      ['string'],
      ['a string'],
      "the page's table is the odd one out: the contract and the traffic do not keep to it either",
    ],
    [
      true,
      'integer',
      [],
      ['a string'],
      "the page's table is the odd one out: the traffic does not keep to it either",
    ],
    [
      true,
      'integer',
      ['integer'],
      ['a string'],
      'the page contradicts itself; the contract keeps to its table, the traffic does not',
    ],
    [
      true,
      'integer',
      [],
      [],
      "the page's sample stands alone against its own table; traffic would tell which is right",
    ],
    [
      true,
      'number',
      ['integer'],
      ['an integer', 'null'],
      "the page's sample is the odd one out: its table and the contract and the traffic agree",
    ],
    [
      false,
      'string',
      ['integer'],
      ['a string'],
      'the contract is the odd one out: page and traffic agree on the type',
    ],
    [
      false,
      'string',
      ['integer'],
      ['an integer'],
      'the page is the odd one out: contract and traffic agree on the type',
    ],
    [false, 'string', ['integer'], ['a boolean'], 'page, contract and traffic say three different types'],
    [false, 'string', ['integer'], ['null'], 'page and contract differ; traffic would tell which is right'],
    [
      false,
      undefined,
      ['integer'],
      ['an integer'],
      'page and contract differ; traffic would tell which is right',
    ],
  ] as const)(
    'sample %s, page %s, contract %s, traffic %s',
    (isSample, page, contract, traffic, sentence) => {
      expect(oddKind({ isSample, page, contract, traffic }).sentence).toBe(sentence);
    },
  );
});

describe('a response that breaks the contract by its nature', () => {
  const table: Documented = { by: 'table', text: 'yes' };
  const whole = (code: string, declared: string, message: string): Finding => ({
    code,
    level: 'error',
    fingerprint: '',
    operation: 'a',
    method: 'GET',
    path: '/a',
    status: '200',
    mediaType: undefined,
    pointer: '/size',
    pattern: '/size',
    message,
    declared: { text: declared },
    fix: '',
    occurrences: 1,
    where: [],
  });
  const mismatch = whole('type-mismatch', 'integer', '"/size" is a string, declared as integer');
  test.each<[string, Finding, Documented, PageField | undefined, string]>([
    [
      'page with the contract',
      mismatch,
      table,
      { pointer: '/size', type: 'Integer' },
      'the service is the odd one out: contract and page agree on the type',
    ],
    [
      'page with the traffic',
      mismatch,
      table,
      { pointer: '/size', type: 'String' },
      'the contract is the odd one out: page and traffic agree on the type',
    ],
    [
      'three types',
      mismatch,
      table,
      { pointer: '/size', type: 'Boolean' },
      'contract, page and traffic say three different types',
    ],
    [
      'no page',
      mismatch,
      { by: 'unknown', text: '' },
      undefined,
      'the traffic breaks the contract, and no page was reviewed to decide between them',
    ],
    [
      'no row',
      mismatch,
      { by: 'no', text: '' },
      undefined,
      'the traffic breaks the contract, and the page says nothing of it',
    ],
    [
      'a limit of both',
      whole('out-of-range', '', ''),
      table,
      { pointer: '/size', type: 'Integer', maximum: '5' },
      'the service is the odd one out: contract and page state a limit',
    ],
    [
      'a limit of one',
      whole('out-of-range', '', ''),
      table,
      { pointer: '/size', type: 'Integer' },
      'the traffic breaks the contract, and the page states no such limit',
    ],
    [
      'broken JSON',
      whole('body-malformed', '', ''),
      table,
      undefined,
      'the service is the odd one out: contract and page describe what it did not send',
    ],
  ])('%s', (_, finding, documented, field, sentence) => {
    expect(oddByNature(finding, documented, field)?.sentence).toBe(sentence);
  });
});

const document: OpenApiDocument = {
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: {
    '/things': {
      get: {
        operationId: 'listThings',
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
        responses: {
          200: {
            description: 'OK',
            content: {
              'application/json': {
                schema: { type: 'object', properties: { id: { type: 'string' }, state: { enum: ['A'] } } },
              },
            },
          },
        },
      },
    },
  },
};

function finding(code: string, pointer: string, more: Partial<PageIssue> = {}): PageIssue {
  const subject = { operation: 'listThings', method: 'GET', path: '/things', status: '200' } as const;
  return {
    ...subject,
    level: 'error',
    message: '',
    fix: '',
    code,
    pointer,
    place: { file: 'p.md', line: 1 },
    count: 1,
    ...more,
  };
}

describe('the sides of a finding about a page', () => {
  const observed = createTrafficTally();
  const when = { startedAt: '2026-01-02T00:00:00Z', source: 'a.har' };
  observed.addExchange('listThings', '200', when);
  observed.addParameters('listThings', ['query limit', 'query limit'], when);
  observed.add('listThings', '200', { id: 'x', state: 'B', more: null, map: { k: 1 } }, when);
  observed.addExchange('listThings', '404', { startedAt: '2026-01-03T00:00:00Z', source: 'b.har' });
  const operation = findOperation(document, { operationId: 'listThings', method: '', path: '' });
  const declared = operation && statedByContract(document, operation);
  const known = { page: undefined, declared, observed };

  test.each<[PageIssue, string | undefined, number | undefined, string]>([
    [
      finding('docs-property-added', '/more'),
      'no',
      1,
      'the contract is the odd one out: page and traffic have it',
    ],
    [
      finding('docs-property-added', '/never'),
      'no',
      0,
      'the page is the odd one out: neither contract nor traffic has what its table lists',
    ],
    [
      finding('docs-property-removed', '/id'),
      'yes, as string',
      1,
      'the page is the odd one out: contract and traffic have what its table lacks',
    ],
    [
      finding('docs-enum-value-added', '/state', { name: 'B' }),
      'no, it lists A',
      1,
      'the contract is the odd one out: page and traffic have it',
    ],
    [
      finding('docs-enum-value-removed', '/state', { name: 'A' }),
      'yes',
      0,
      'the contract is the odd one out: neither page nor traffic has it',
    ],
    [
      finding('docs-status-added', '/', { status: '404' }),
      'no',
      1,
      'the contract is the odd one out: page and traffic have it',
    ],
    [
      finding('docs-parameter-removed', '', { status: 'request', name: 'query limit' }),
      'yes, as integer',
      1,
      'the page is the odd one out: contract and traffic have what its table lacks',
    ],
    [
      finding('docs-operation-changed', '', { status: 'request', name: 'method' }),
      'yes, as GET /things',
      2,
      'the page is the odd one out: the traffic goes where the contract says',
    ],
    [
      finding('docs-limit-changed', '', { status: 'request', name: 'query limit maximum' }),
      'yes, as integer',
      1,
      'page and contract differ, and traffic shows neither defaults nor limits',
    ],
    [
      finding('docs-enum-value-added', '', { status: 'request', name: '9', parameter: 'query limit' }),
      'yes, as integer',
      undefined,
      'the page has it, the contract does not; traffic would tell which is right',
    ],
    [
      finding('docs-sample-malformed', '/'),
      'with a body',
      1,
      "the page's sample is the odd one out: it can not be read",
    ],
    [
      finding('docs-sample-property-missing', '/size', { status: 'request' }),
      'no',
      undefined,
      "the page's sample stands alone against its own table; traffic would tell which is right",
    ],
  ])('$0.code at $0.pointer', (each, text, count, sentence) => {
    const sides = sidesOf(each, known);
    expect(sides.declared).toBe(text);
    expect(sides.observed?.count).toBe(count);
    expect(sides.oddOneOut).toBe(sentence);
  });

  test('what was seen: in how many, when and where; keys of a map are one row', () => {
    const at = (pointer: string, name?: string) =>
      sightingOf(
        observed,
        wantedOf(finding('docs-property-added', pointer, name === undefined ? {} : { name })),
      );
    expect(at('/map/*')).toEqual({
      count: 1,
      outOf: 1,
      firstSeen: '2026-01-02T00:00:00Z',
      lastSeen: '2026-01-02T00:00:00Z',
      sources: ['a.har'],
      kinds: ['an integer'],
    });
    expect(at('/none')).toMatchObject({ count: 0, outOf: 1, firstSeen: undefined, sources: [] });
    expect(sightingOf(observed, { operation: 'other', status: '200', pointer: '/id' }).outOf).toBe(0);
  });
});
