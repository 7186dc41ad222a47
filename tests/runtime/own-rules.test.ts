// The list of rules is an argument: a head, a text and a value rule of our own are asked wherever a response is judged, whether its body
// is clean or drifts. The value rule reads a keyword of its own in the contract.
import { beforeAll, describe, expect, test } from 'vitest';
import { createJudge as createGate } from '../../src/cli/run/judge.ts';
import { headerValue } from '../../src/lib/headers.ts';
import type { Exchange, Headers, Issue } from '../../src/model.ts';
import { checker } from '../../src/runtime/check.ts';
import { watch } from '../../src/runtime/watch.ts';
import { createExplainer } from '../../src/verdict/explain.ts';
import { createJudge } from '../../src/verdict/judge.ts';
import type { HeadRule, Rule, TextRule, ValueRule } from '../../src/verdict/rule.ts';
import { rules, valueKeywords } from '../../src/verdict/rules.ts';
import { contractMatchers } from '../../src/vitest/matchers.ts';
import { bodyContract, type Compiled, compiled, exchange, text } from '../verdict/compiled.ts';

const powered: HeadRule = {
  kind: 'head',
  code: 'header-powered-by',
  level: 'warning',
  find: ({ headers }) => poweredBy(headers, 'header-powered-by'),
};

function poweredBy(headers: Headers | undefined, code: string): readonly Issue[] {
  if (headerValue(headers, 'x-powered-by') === undefined) return [];
  return [{ code, pointer: '', message: 'says what it is powered by' }];
}

const long: TextRule = {
  kind: 'text',
  code: 'body-long',
  level: 'error',
  find: ({ body }) =>
    body.kind === 'value' && JSON.stringify(body.value).length > 60
      ? [{ code: 'body-long', pointer: '', message: 'more than 60 characters' }]
      : [],
};

const words: ValueRule = {
  kind: 'value',
  code: 'too-many-words',
  level: 'error',
  message: ({ pointer, expected }) => `"${pointer}" has more than ${expected}`,
  condition: ({ 'x-own-words': most }) =>
    typeof most === 'number'
      ? { pattern: `^\\S*(?: \\S+){0,${most - 1}}$`, description: `${most} words` }
      : undefined,
};

const quiet: HeadRule = {
  ...powered,
  code: 'header-powered-quietly',
  level: 'off',
  find: ({ headers }) => poweredBy(headers, 'header-powered-quietly'),
};

const longer: readonly Rule[] = [powered, quiet, ...rules, long, words];

const TITLE = 'one two three';
const LONG = 'x'.repeat(60);
const clean = '{"title":"one two"}';
const drifting = '{"title":"one two","new":1}';

type Row = readonly [name: string, powered: boolean, body: string, ...codes: string[]];

/** `codes`: what is found, sorted. */
const rows: readonly Row[] = [
  ['nothing to find', false, clean],
  ['the head of a clean body', true, clean, 'header-powered-by'],
  ['the head of a body that drifts', true, drifting, 'header-powered-by', 'property-undocumented'],
  ['the text of a clean body', false, `{"title":"${LONG}"}`, 'body-long'],
  ['the text of a body that drifts', false, `{"new":"${LONG}"}`, 'body-long', 'property-undocumented'],
  ['the value of a body that is clean but for it', false, `{"title":"${TITLE}"}`, 'too-many-words'],
  [
    'the value of a body that drifts',
    false,
    `{"title":"${TITLE}","new":1}`,
    'property-undocumented',
    'too-many-words',
  ],
  [
    'all three',
    true,
    `{"title":"${TITLE}","text":"${LONG}","new":1}`,
    'body-long',
    'header-powered-by',
    'property-undocumented',
    'too-many-words',
  ],
  ['the head of a body that is no JSON', true, '{', 'body-malformed', 'header-powered-by'],
];

let module: Compiled;
beforeAll(async () => {
  module = await compiled(
    bodyContract({
      type: 'object',
      properties: { title: { type: 'string', 'x-own-words': 2 }, text: { type: 'string' } },
    }),
    { valueRules: valueKeywords(longer) },
  );
});

function observed(isPowered: boolean, body: string): Exchange {
  const headers = { 'content-type': 'application/json', ...(isPowered ? { 'X-Powered-By': 'a' } : {}) };
  return exchange({ headers, body: text(body) });
}

for (const [name, isPowered, body, ...codes] of rows)
  describe(name, () => {
    const subject = observed(isPowered, body);
    const withQuiet = (isPowered ? [...codes, quiet.code] : codes).toSorted();

    test('the judge of an exchange', () => {
      const judge = createJudge(module.contract, { rules: longer.filter((rule) => rule !== quiet) });
      expect(judge(subject)?.outcome).toBe(codes.length === 0 ? 'clean' : undefined);
      const { issues = [] } = judge(subject, createExplainer(module.detail)) ?? {};
      expect(issues.map(({ code }) => code).sort()).toEqual(codes);
      for (const { code, message } of issues)
        if (code === words.code) expect(message).toBe('"/title" has more than 2 words');
    });

    test('the gate, which knows the level of each', async () => {
      const { contract, detail } = module;
      const gate = createGate(
        { contract, detail: async () => detail },
        { rules: { [long.code]: 'off' } } as never,
        { rules: longer },
      );
      const { issues } = await gate.judge(subject);
      expect(issues.map(({ code }) => code).sort()).toEqual(withQuiet);
      const levels = Object.fromEntries(issues.map((issue) => [issue.code, gate.levelOf(issue, 'get')]));
      for (const [code, level] of Object.entries({ [powered.code]: 'warning', [words.code]: 'error' }))
        if (codes.includes(code)) expect(levels[code]).toBe(level);
      if (codes.includes(long.code)) expect(levels[long.code]).toBe('off');
      if (isPowered) expect(levels[quiet.code]).toBe('off');
    });

    test('watch', async () => {
      const told: string[] = [];
      const { headers } = subject.response;
      const fetch = async (_url: string) => new Response(body, { headers: headers as never });
      const watched = watch(
        fetch,
        { ...module.contract, detail: module.detail },
        { rules: longer, onDrift: ({ code }) => told.push(code) },
      );
      await watched('http://test/');
      expect(told.sort()).toEqual(codes);
    });

    test('check, which sees neither head nor characters', () => {
      if (body === '{') return;
      const operation = module.contract.operations[0];
      if (operation === undefined) throw new Error('no operation');
      const found = checker(operation, module.detail, longer)(200, JSON.parse(body));
      expect(found.map(({ code }) => code).sort()).toEqual(codes.filter((code) => code !== powered.code));
    });

    test('matchers', async () => {
      const { toMatchContract } = contractMatchers(
        { ...module.contract, detail: module.detail },
        { rules: longer },
      );
      const { pass, message } = await toMatchContract(subject);
      expect(pass).toBe(codes.length === 0);
      const told = [...message().matchAll(/\[([a-z-]+)\]$/gm)].map((match) => match[1]);
      expect(told.sort()).toEqual(codes);
    });
  });
