// The exchanges of every rule's table, judged by the gate, the watcher, `check` and the matchers: each says what the gate says, as far as
// it can see the exchange.
import { describe, expect, test } from 'vitest';
import { headerValue } from '../../src/lib/headers.ts';
import { visible } from '../../src/lib/visible-text.ts';
import type { Exchange, Issue } from '../../src/model.ts';
import { checker } from '../../src/runtime/check.ts';
import { watch } from '../../src/runtime/watch.ts';
import { createExplainer } from '../../src/verdict/explain.ts';
import { createJudge } from '../../src/verdict/judge.ts';
import { matchOperation } from '../../src/verdict/match.ts';
import { mayHaveNoBody } from '../../src/verdict/responses.ts';
import { bodyRules } from '../../src/verdict/rules.ts';
import { contractMatchers } from '../../src/vitest/matchers.ts';
import { type Compiled, compiled, exchange } from '../verdict/compiled.ts';
import { type RuleTable, readTables } from '../verdict/rule-table.ts';

const tables = await readTables();

describe.each([...tables])('%s', (_, { contract: document, fails, passes, ignores }) => {
  const subject = compiled(document);
  const rows = [...fails, ...passes, ...ignores].map(
    ([name, { startedAt, ...observed }]) => [name, exchange(observed)] as const,
  );

  test('watch', async () => {
    const module = await subject;
    for (const [name, observed] of rows) {
      const response = fetched(observed);
      if (response === undefined) continue;
      const told = await toldByWatch(module, observed, response);
      expect(told.sort(), name).toEqual(gateIssues(module, observed).map(kindAndPlace).sort());
    }
  });

  test('check', async () => {
    const module = await subject;
    for (const [name, observed] of rows) {
      const parsed = parsedBody(observed);
      const { method, url } = observed.request;
      const operation = matchOperation(module.contract, method, url);
      if (parsed === undefined || operation === undefined) continue;
      const mediaType = headerValue(observed.response.headers, 'content-type');
      const said = checker(operation, module.detail)(observed.response.status, parsed.value, mediaType);
      const expected = gateIssues(module, observed).filter(({ code }) => BODY_CODES.has(code));
      expect(
        said.map(({ code, pointer, message }) => [code, pointer, message]),
        name,
      ).toEqual(expected.map(({ code, pointer, message }) => [code, pointer, message]));
    }
  });

  test('matchers', async () => {
    const module = await subject;
    for (const [name, observed] of rows) {
      const expected = gateIssues(module, observed).map(({ code, message }) =>
        visible(`${message} [${code}]`),
      );
      expect((await toldByMatcher(module, observed)).sort(), name).toEqual([...new Set(expected)].sort());
    }
  });
});

const BODY_CODES = new Set(bodyRules.map(({ code }) => code));

/** An exchange of no operation is not looked at in an application, and is unchecked for a matcher. */
function gateIssues({ contract, detail }: Compiled, observed: Exchange): readonly Issue[] {
  const { issues = [] } = createJudge(contract)(observed, createExplainer(detail)) ?? {};
  return issues.filter(({ code }) => code !== 'operation-undocumented');
}

/** undefined where fetch does not show the exchange as it was recorded. */
function fetched({ request, response }: Exchange): Response | undefined {
  const { status, headers, body } = response;
  if (headers === undefined || status < 200) return undefined;
  if (body.kind === 'bytes' || body.kind === 'unrecorded') return undefined;
  const text = textOf(body);
  if (text !== '' && mayHaveNoBody({ source: '', index: 0, request, response })) return undefined;
  const fields = Array.isArray(headers)
    ? headers.map(({ name, value }) => [name, value] as [string, string])
    : Object.entries(headers).flatMap(([name, value]) =>
        [value].flat().map((line) => [name, line] as [string, string]),
      );
  const shown = fields.filter(([name]) => !name.startsWith(':'));
  return new Response(text === '' ? null : new TextEncoder().encode(text), { status, headers: shown });
}

function textOf(body: Exchange['response']['body']): string {
  if (body.kind === 'json') return JSON.stringify(body.value);
  return body.kind === 'text' ? body.text : '';
}

async function toldByWatch(
  { contract, detail }: Compiled,
  { request }: Exchange,
  response: Response,
): Promise<string[]> {
  const told: string[] = [];
  const watched = watch(
    async (_url: string, _init: object) => response,
    { ...contract, detail },
    {
      onDrift: ({ code, pointer }) => told.push(`${code} ${pointer}`),
      onError: (error) => {
        throw error;
      },
      patience: 60_000,
    },
  );
  await watched(new URL(request.url, 'https://h').href, { method: request.method });
  return told;
}

function kindAndPlace({ code, pointer, pattern }: Issue): string {
  return `${code} ${pattern ?? pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')}`;
}

/** undefined where the body is no value, or means several, or only its headers say what it is. */
function parsedBody({ response: { headers, body } }: Exchange): { readonly value: unknown } | undefined {
  if (headers !== undefined && !headerValue(headers, 'content-type')) return undefined;
  if (body.kind === 'none') return { value: undefined };
  if (body.kind === 'json') return body;
  if (body.kind !== 'text') return undefined;
  try {
    const value: unknown = JSON.parse(body.text.replace(/^\ufeff/, ''));
    const isPlain = JSON.stringify(value).length >= body.text.replaceAll(/\s/g, '').length;
    return isPlain ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/** What could not be checked is thrown. */
async function toldByMatcher({ contract, detail }: Compiled, observed: Exchange): Promise<string[]> {
  const { toMatchContract } = contractMatchers({ ...contract, detail });
  const text = await toMatchContract(observed).then(
    ({ pass, message }) => (pass ? '' : message()),
    (error: Error) => error.message,
  );
  return [...text.matchAll(/^.*?: (?:error|warning): (.* \[[a-z-]+\])$/gm)].map((match) => match[1] ?? '');
}

test('every way is asked of a good part of the exchanges', () => {
  const all = [...tables.values()].flatMap(rowsOf).map(([, observed]) => exchange(observed));
  expect(all.filter((each) => fetched(each) !== undefined).length / all.length).toBeGreaterThan(0.7);
  expect(all.filter((each) => parsedBody(each) !== undefined).length / all.length).toBeGreaterThan(0.5);
});

function rowsOf({ fails, passes, ignores }: RuleTable): readonly RuleTable['fails'][number][] {
  return [...fails, ...passes, ...ignores];
}
