// The format hostname, as a function and through the generated code.
import { expect, test } from 'vitest';
import { isHostName } from '../../src/generate/host-name.ts';
import { bodyContract, compiled, issuesOf, json } from '../verdict/compiled.ts';

const hosts: readonly (readonly [name: string, host: string, isHost: boolean])[] = [
  ['labels of letters, digits and hyphens', 'a-1.example.com', true],
  ['two hyphens in the third and fourth place of another label', 'r3---sn-4g5e.example.com', true],
  ['a trailing dot', 'example.com.', false],
  ['64 characters in a label', `${'a'.repeat(64)}.com`, false],
  ['an A-label', 'xn--mnchen-3ya.de', true],
  ['an A-label in capitals', 'XN--MNCHEN-3YA.DE', true],
  ['Punycode that ends too early', 'xn--mnchen-3.de', false],
  ['Punycode beyond Unicode', 'xn--99999999.de', false],
  ['Punycode of ASCII alone', 'xn--abc-.de', false],
  ['an A-label that stands for a capital', 'xn--mnchen-psa.de', false],
  ['an A-label that begins with a combining mark', 'xn--hello-zed', false],
  ['a middle dot between two l', 'xn--ll-0ea', true],
  ['a middle dot elsewhere', 'xn--al-0ea', false],
  ['a zero width joiner behind a virama', 'xn--11b2ezcw70k', true],
  ['a zero width joiner behind another letter', 'xn--11b2er09f', false],
];

test.each(hosts)('%s', async (_, host, isHost) => {
  expect(isHostName(host)).toBe(isHost);
});

test('of other values it says nothing', () => {
  expect(isHostName(12)).toBe(true);
});

test('validator and explainer agree with it', async () => {
  const contract = await compiled(bodyContract({ type: 'array', items: { format: 'hostname' } }));
  const wrong = hosts.flatMap(([, , isHost], index) => (isHost ? [] : [`format-mismatch /${index}`]));
  expect(issuesOf(contract, { body: json(hosts.map(([, host]) => host)) })).toEqual(wrong);
  expect(issuesOf(contract, { body: json([12, null, {}]) })).toEqual([]);
});
