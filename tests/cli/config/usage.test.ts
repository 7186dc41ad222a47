import { expect, test } from 'vitest';
import { createUsage } from '../../../src/cli/config/usage.ts';
import type { Exchange } from '../../../src/model.ts';

const exchange: Exchange = {
  source: 'a.har',
  index: 0,
  request: {
    method: 'GET',
    url: 'https://API.example.com:8443/x',
    headers: undefined,
    body: { kind: 'none' },
  },
  response: { status: 200, headers: { 'X-Quota': '1' }, body: { kind: 'none' } },
};

const config = {
  allow: ['operation-undocumented: GET /health', 'pattern: *', 'page-unreadable: a.md'],
  hosts: ['api.example.com', 'old.example.com'],
  headersAllowed: ['x-quota', 'x-other-*'],
  rules: {
    'property-undocumented': { pointers: { '/items/*/colour': 'off', '/colour': 'error' } },
    'docs-property-added': { pointers: { '/page': 'off' } },
    'type-mismatch': 'warning',
  },
} as const;

function unused(usage: ReturnType<typeof createUsage>): readonly string[] {
  return usage.unused().map(({ label }) => label);
}

test('names that matched nothing are told; those of pages are the business of other commands', () => {
  const usage = createUsage(config);
  usage.saw(exchange);
  usage.asked('pattern: (?i)a');
  usage.rated({ code: 'property-undocumented', pointer: '/items/3/colour' });
  usage.rated({ code: 'type-mismatch', pointer: '/colour' });
  expect(unused(usage)).toEqual([
    'allow "operation-undocumented: GET /health"',
    'hosts "old.example.com"',
    'headersAllowed "x-other-*"',
    'rules.property-undocumented.pointers "/colour"',
  ]);
});

test('what matched in another part of the run matched', () => {
  const [part, whole] = [createUsage(config), createUsage(config)];
  part.saw(exchange);
  whole.add(part.used());
  expect(part.used()).toEqual(['headersAllowed "x-quota"', 'hosts "api.example.com"']);
  expect(unused(whole)).not.toContain('hosts "api.example.com"');
  expect(unused(whole)).toContain('hosts "old.example.com"');
});

test.each(['API.example.com:8443', 'api.example.com.', '*.example.com'])(
  'a host is spelled as the gate spells it: %s',
  (host) => {
    const usage = createUsage({ hosts: [host] });
    usage.saw(exchange);
    expect(unused(usage)).toEqual([]);
  },
);

test('an empty config has nothing to tell', () => {
  expect(unused(createUsage({}))).toEqual([]);
});
