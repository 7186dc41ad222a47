import { expect, test } from 'vitest';
import { expressionFor, type Places } from '../../src/recordings/record-expression.ts';

const places: Places = {
  startedAt: '/startedAt',
  method: '/request/method',
  url: '/request/url',
  requestHeaders: '/request/headers',
  responseHeaders: '/response/headers',
  constant: [],
};

test('white space is shared between its places in one way only', () => {
  const text = '{ "a" : { } , "b" : [ ] , "c" : [ { } , [ [ ] ] ] }';
  const expression = expressionFor(text, JSON.parse(text), places, undefined);
  expect(expression?.before.source).toMatch(/\[ \\t\\r\\n\]\*/);
  expect(expression?.before.source).not.toMatch(/\[ \\t\\r\\n\]\*\[/);
});

test('what stands behind the body is told as well', () => {
  const text = '{"body":"x","startedAt":"t"}';
  const body = { path: '/body', isQuoted: true };
  const expression = expressionFor(text, JSON.parse(text), places, body);
  expect(expression).toMatchObject({ groups: [], names: 2 });
  expect(expression?.before.exec(text)?.[0]).toBe('{"body":"');
  expect(expression?.after.exec('","startedAt":"t"}')?.[1]).toBe('t');
});
