import { expect, test } from 'vitest';
import { masked } from '../../src/lib/token-forms.ts';

test.each([
  ['a property of a package manager is no token', 'npm_config_registry_url', 'npm_config_registry_url'],
  ['words', 'no secret_manager here', 'no secret_manager here'],
  ['an access key', 'x AKIAZ7QJ4MN2XK8PLT3V y', /^x AKIAREDACTED_[0-9a-f]{8} y$/],
  ['a token in a pointer', `/ghp_${'a1'.repeat(18)}/x`, /^\/ghp_REDACTED_[0-9a-f]{8}\/x$/],
  ['a token in JSON text', `{"glpat-${'aB3'.repeat(7)}":1}`, /^\{"glpat-REDACTED_[0-9a-f]{8}":1\}$/],
])('%s', (_, text, expected) => {
  expect(masked(text)).toMatch(expected);
  expect(masked(masked(text))).toBe(masked(text));
});
