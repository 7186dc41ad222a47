import type { Observed } from '../compiled.ts';
import type { RuleTable } from '../rule-table.ts';

const sent = (url: string, headers: Observed['headers'] = {}, status = 204): Observed => ({
  url,
  status,
  headers: {},
  request: { headers },
});

const NONE = 'request-credentials-missing';

export const table: RuleTable = {
  contract: `
openapi: 3.1.0
info: { title: t, version: '1' }
security: [{ basic: [] }]
paths:
  /any: { get: { operationId: any, security: [{ header: [] }, { login: [] }], responses: { 204: { description: ok }, 403: { description: no } } } }
  /both: { get: { operationId: both, security: [{ query: [], cookie: [] }], responses: { 204: { description: ok } } } }
  /inherited: { get: { operationId: inherited, responses: { 204: { description: ok } } } }
  /optional: { get: { operationId: optional, security: [{ login: [] }, {}], responses: { 204: { description: ok } } } }
  /open: { get: { operationId: open, security: [], responses: { 204: { description: ok } } } }
  /certificate: { get: { operationId: certificate, security: [{ tls: [] }], responses: { 204: { description: ok } } } }
components:
  securitySchemes:
    basic: { type: http, scheme: basic }
    header: { type: apiKey, in: header, name: X-Key }
    query: { type: apiKey, in: query, name: key }
    cookie: { type: apiKey, in: cookie, name: sid }
    login: { type: openIdConnect, openIdConnectUrl: https://id/x }
    tls: { type: mutualTLS }
`,
  fails: [
    ['none of two alternatives', sent('/any'), NONE],
    ['one of two that go together', sent('/both', { cookie: 'sid=1' }), NONE],
    ['the other one', sent('/both?key=1'), NONE],
    ['what the document asks of all', sent('/inherited', { accept: '*/*' }), NONE],
    ['an undocumented refusal', sent('/inherited', {}, 400), 'status-undocumented', NONE],
  ],
  passes: [
    ['the key, redacted, its name in any case', sent('/any', { 'x-key': '[redacted]' })],
    ['a token of OpenID Connect', sent('/any', { Authorization: 'Bearer a' })],
    ['both', sent('/both?key=1', { cookie: 'a=b; sid=1' })],
    ['a Cookie field that is redacted as a whole', sent('/both?key=1', { cookie: '[redacted]' })],
    ['a user in the URL', sent('https://user:pass@h/inherited')],
  ],
  ignores: [
    ['credentials are optional', sent('/optional')],
    ['none are asked for', sent('/open')],
    ['a certificate, which no message shows', sent('/certificate')],
    ['a documented refusal', sent('/any', {}, 403)],
    ['the recording keeps no request headers', { ...sent('/any'), request: { headers: undefined } }],
  ],
  issue: {
    code: NONE,
    pointer: '',
    message: 'no credentials: the request lacks "X-Key", or "Authorization"',
    expected: '"X-Key", or "Authorization"',
    received: 'none of them',
    declaredAt: '/paths/~1any/get',
  },
};
