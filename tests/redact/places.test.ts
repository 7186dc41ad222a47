// One row for each place where a recording may hold a secret, by the format or the vendor that puts it there.
import { expect, test } from 'vitest';
import { createRedactor } from '../../src/redact/create.ts';
import { redactRecording } from '../../src/redact/recording.ts';

const SECRET = 'hunter2SecretX9q';
const T = 's3cr3tToken0123456789abcdefXYZ';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const har = (request: object, response: object = {}) =>
  JSON.stringify({
    log: {
      entries: [
        {
          request: { method: 'GET', url: 'https://a.example/', headers: [], ...request },
          response: { status: 200, headers: [], content: {}, ...response },
        },
      ],
    },
  });

const rows: readonly (readonly [what: string, content: string, hidden: readonly string[]])[] = [
  ['a cookie without a name', har({ headers: [{ name: 'Cookie', value: SECRET }] }), [SECRET]],
  [
    'a set cookie without a name',
    har({}, { headers: [{ name: 'Set-Cookie', value: `${SECRET}; Path=/` }] }),
    [SECRET],
  ],
  ['har cookies arr', har({ cookies: [{ name: 'lang', value: SECRET }] }), [SECRET]],
  ['har resp cookies', har({}, { cookies: [{ name: 'a', value: SECRET, path: '/' }] }), [SECRET]],
  ['har queryString', har({ queryString: [{ name: 'api_key', value: SECRET }] }), [SECRET]],
  ['har queryString key', har({ queryString: [{ name: 'key', value: SECRET }] }), [SECRET]],
  ['har queryString code', har({ queryString: [{ name: 'code', value: SECRET }] }), [SECRET]],
  ['har params key', har({ postData: { params: [{ name: 'code', value: SECRET }] } }), [SECRET]],
  ['har redirectURL', har({}, { redirectURL: `https://x.example/cb?code=${SECRET}` }), [SECRET]],
  [
    'har location hdr',
    har({}, { headers: [{ name: 'Location', value: `https://x/cb#access_token=${SECRET}&x=1` }] }),
    [SECRET],
  ],
  ['har referer', har({ headers: [{ name: 'Referer', value: `https://x/?token=${SECRET}` }] }), [SECRET]],
  [
    'ws messages',
    JSON.stringify({
      log: {
        entries: [
          {
            _webSocketMessages: [
              { type: 'send', time: 1, opcode: 1, data: JSON.stringify({ type: 'auth', token: SECRET }) },
            ],
          },
        ],
      },
    }),
    [SECRET],
  ],
  [
    'ws text',
    JSON.stringify({
      log: { entries: [{ _webSocketMessages: [{ type: 'send', data: `AUTH Bearer ${T}` }] }] },
    }),
    [T],
  ],
  [
    'ws binary b64',
    JSON.stringify({
      log: {
        entries: [
          {
            _webSocketMessages: [
              { type: 'send', opcode: 2, data: base64(JSON.stringify({ password: SECRET })) },
            ],
          },
        ],
      },
    }),
    [base64(JSON.stringify({ password: SECRET }))],
  ],
  [
    'set-cookie list http',
    `# GET https://a.example/\nHTTP/1.1 200 OK\nSet-Cookie: a=${SECRET}; Path=/\nSet-Cookie: b=${SECRET}2; Path=/\n\n{}`,
    [SECRET],
  ],
  ['http cookie line', `GET / HTTP/1.1\nHost: a\nCookie: x=${SECRET}; y=1${SECRET}\n\n`, [SECRET]],
  [
    'http auth line',
    `GET / HTTP/1.1\r\nAuthorization: Basic ${base64(`u:${SECRET}`)}\r\n\r\n`,
    [base64(`u:${SECRET}`)],
  ],
  ['http auth no scheme', `GET / HTTP/1.1\r\nAuthorization: ${SECRET}\r\n\r\n`, [SECRET]],
  ['http x-api-key', `GET / HTTP/1.1\r\nX-Api-Key: ${SECRET}\r\n\r\n`, [SECRET]],
  ['http ocp', `GET / HTTP/1.1\r\nOcp-Apim-Subscription-Key: ${SECRET}\r\n\r\n`, [SECRET]],
  ['http folded', `GET / HTTP/1.1\r\nAuthorization: Bearer\r\n ${SECRET}\r\n\r\n`, [SECRET]],
  ['http body form', `# POST https://a/\nHTTP/1.1 200 OK\n\nusername=a&password=${SECRET}`, [SECRET]],
  ['curl >', `> Authorization: Bearer ${T}\n> Cookie: a=${SECRET}\n`, [T, SECRET]],
  [
    'postman vars',
    JSON.stringify({ info: { name: 'x' }, variable: [{ key: 'apiKey', value: SECRET }] }),
    [SECRET],
  ],
  [
    'postman vars id',
    JSON.stringify({ variable: [{ id: 'password', value: SECRET, type: 'string' }] }),
    [SECRET],
  ],
  [
    'postman env',
    JSON.stringify({ values: [{ key: 'client_secret', value: SECRET, enabled: true }] }),
    [SECRET],
  ],
  [
    'postman auth bearer',
    JSON.stringify({ auth: { type: 'bearer', bearer: [{ key: 'token', value: SECRET }] } }),
    [SECRET],
  ],
  [
    'postman auth basic',
    JSON.stringify({
      auth: {
        type: 'basic',
        basic: [
          { key: 'password', value: SECRET },
          { key: 'username', value: 'bob' },
        ],
      },
    }),
    [SECRET],
  ],
  [
    'postman auth apikey',
    JSON.stringify({
      auth: {
        type: 'apikey',
        apikey: [
          { key: 'key', value: 'X-Thing' },
          { key: 'value', value: SECRET },
          { key: 'in', value: 'header' },
        ],
      },
    }),
    [SECRET],
  ],
  [
    'postman auth apikey obj',
    JSON.stringify({ auth: { type: 'apikey', apikey: { key: 'X-Thing', value: SECRET, in: 'header' } } }),
    [SECRET],
  ],
  [
    'postman auth basic obj',
    JSON.stringify({ auth: { type: 'basic', basic: { username: 'a', password: SECRET } } }),
    [SECRET],
  ],
  [
    'postman aws',
    JSON.stringify({
      auth: {
        type: 'awsv4',
        awsv4: [
          { key: 'secretKey', value: SECRET },
          { key: 'accessKey', value: 'AKIA0000000000000000' },
        ],
      },
    }),
    [SECRET],
  ],
  [
    'postman urlencoded',
    JSON.stringify({ body: { mode: 'urlencoded', urlencoded: [{ key: 'password', value: SECRET }] } }),
    [SECRET],
  ],
  [
    'postman formdata',
    JSON.stringify({
      body: { mode: 'formdata', formdata: [{ key: 'client_secret', value: SECRET, type: 'text' }] },
    }),
    [SECRET],
  ],
  [
    'postman url query',
    JSON.stringify({ url: { raw: `https://a/?token=${SECRET}`, query: [{ key: 'token', value: SECRET }] } }),
    [SECRET],
  ],
  [
    'postman url auth',
    JSON.stringify({ url: { protocol: 'https', auth: { user: 'bob', password: SECRET }, host: ['a'] } }),
    [SECRET],
  ],
  [
    'postman header str',
    JSON.stringify({ request: { header: `Authorization: Bearer ${T}\nX-Auth-Token: ${SECRET}` } }),
    [T, SECRET],
  ],
  [
    'postman cookie',
    JSON.stringify({ response: [{ cookie: [{ name: 'lang', key: 'lang', value: SECRET, domain: 'a' }] }] }),
    [SECRET],
  ],
  [
    'postman script',
    JSON.stringify({ event: [{ script: { exec: [`pm.environment.set("token", "${SECRET}");`] } }] }),
    [SECRET],
  ],
  [
    'nock rawHeaders',
    JSON.stringify([{ rawHeaders: ['Set-Cookie', `sid=${SECRET}; Path=/`, 'X-Auth-Token', SECRET] }]),
    [SECRET],
  ],
  ['nock body form', JSON.stringify([{ body: `grant_type=password&password=${SECRET}` }]), [SECRET]],
  ['nock basicAuth', JSON.stringify([{ basicAuth: { user: 'a', pass: SECRET } }]), [SECRET]],
  [
    'vcr yaml',
    `interactions:\n- request:\n    headers:\n      Authorization:\n      - Bearer ${T}\n      Cookie:\n      - a=${SECRET}\n`,
    [T, SECRET],
  ],
  ['vcr yaml inline', `headers: {Authorization: [Bearer ${T}], X-Auth-Token: [${SECRET}]}\n`, [T, SECRET]],
  ['vcr yaml quoted', `headers:\n  "X-Auth-Token":\n    - "${SECRET}"\n`, [SECRET]],
  ['vcr yaml block', `body: |\n  password=${SECRET}&x=1\n`, [SECRET]],
  ['vcr yaml block secret', `client_secret: |\n  ${SECRET}\nb: 1\n`, [SECRET]],
  ['vcr yaml fold', `client_secret: >-\n  ${SECRET}\nb: 1\n`, [SECRET]],
  ['vcr yaml body json', `    body: '{"password":"${SECRET}"}'\n`, [SECRET]],
  ['vcr yaml json dbl', `    body: "{\\"password\\":\\"${SECRET}\\"}"\n`, [SECRET]],
  ['vcr yaml uri', `    uri: https://a.example/?access_token=${SECRET}\n`, [SECRET]],
  ['vcr yaml userinfo', `    uri: https://bob:${SECRET}@a.example/\n`, [SECRET]],
  [
    'vcr cookie list 2',
    `      Set-Cookie:\n      - a=${SECRET}; path=/\n      - b=${SECRET}1; path=/\n`,
    [SECRET],
  ],
  ['vcr flow next line', `X-Auth-Token: ["${SECRET}"]\n`, [SECRET]],
  ['vcr yaml multi-line body', `body: grant_type=password&username=a&password=${SECRET}\n`, [SECRET]],
  [
    'ndjson nested',
    `${JSON.stringify({ log: JSON.stringify({ req: JSON.stringify({ password: SECRET }) }) })}\n`,
    [SECRET],
  ],
  ['ndjson ndjson', `${JSON.stringify({ body: `{"a":1}\n{"password":"${SECRET}"}\n` })}\n`, [SECRET]],
  [
    'sig query aws',
    har({
      url: `https://b.s3.amazonaws.com/k?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F2026&X-Amz-Signature=${'ab12'.repeat(16)}&X-Amz-Security-Token=${encodeURIComponent(`FwoG${base64(SECRET + SECRET)}`)}`,
    }),
    ['ab12'.repeat(16), encodeURIComponent(`FwoG${base64(SECRET + SECRET)}`)],
  ],
  [
    'sas azure',
    har({
      url: `https://x.blob.core.windows.net/c?sv=2020&sig=${encodeURIComponent(base64(SECRET + SECRET))}`,
    }),
    [encodeURIComponent(base64(SECRET + SECRET))],
  ],
  [
    'gcs',
    har({
      url: `https://s/?GoogleAccessId=a&Signature=${encodeURIComponent(base64(SECRET + SECRET))}&Expires=1`,
    }),
    [encodeURIComponent(base64(SECRET + SECRET))],
  ],
  [
    'aws secret',
    JSON.stringify({ SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', SessionToken: SECRET }),
    ['wJalrXUtnFEMI', 'hunter2'],
  ],
  [
    'aws header auth',
    har({
      headers: [
        {
          name: 'Authorization',
          value: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/2026/us/s3/aws4_request, SignedHeaders=host, Signature=${'ab12'.repeat(16)}`,
        },
      ],
    }),
    ['ab12'.repeat(16), 'AKIAIOSFODNN7EXAMPLE'],
  ],
  [
    'oauth1',
    har({
      headers: [
        {
          name: 'Authorization',
          value: `OAuth oauth_consumer_key="k", oauth_signature="${SECRET}", oauth_token="${T}"`,
        },
      ],
    }),
    [SECRET, T],
  ],
  [
    'digest',
    har({
      headers: [
        {
          name: 'Authorization',
          value: `Digest username="Mufasa", realm="x", nonce="abc", response="${'6629fae49393a05397450978507c4ef1'}"`,
        },
      ],
    }),
    ['6629fae49393a05397450978507c4ef1'],
  ],
  [
    'proxy-auth',
    har({ headers: [{ name: 'Proxy-Authorization', value: `Basic ${base64(`u:${SECRET}`)}` }] }),
    [base64(`u:${SECRET}`)],
  ],
  [
    'sec-ws-protocol',
    har({
      headers: [
        { name: 'Sec-WebSocket-Protocol', value: `base64url.bearer.authorization.k8s.io.${base64(T)}` },
      ],
    }),
    [base64(T)],
  ],
  ['x-amz-security-token', har({ headers: [{ name: 'x-amz-security-token', value: SECRET }] }), [SECRET]],
  ['x-csrf', har({ headers: [{ name: 'X-CSRF-Token', value: SECRET }] }), [SECRET]],
  ['api-key', har({ headers: [{ name: 'api-key', value: SECRET }] }), [SECRET]],
  [
    'dd-api-key',
    har({
      headers: [
        { name: 'DD-API-KEY', value: SECRET },
        { name: 'DD-APPLICATION-KEY', value: `${SECRET}2` },
      ],
    }),
    [SECRET],
  ],
  ['x-goog-api-key', har({ headers: [{ name: 'x-goog-api-key', value: SECRET }] }), [SECRET]],
  ['x-vault-token', har({ headers: [{ name: 'X-Vault-Token', value: SECRET }] }), [SECRET]],
  ['authentication', har({ headers: [{ name: 'Authentication', value: `Bearer ${SECRET}` }] }), [SECRET]],
  ['x-auth', har({ headers: [{ name: 'X-Auth', value: SECRET }] }), [SECRET]],
  ['x-auth-key', har({ headers: [{ name: 'X-Auth-Key', value: SECRET }] }), [SECRET]],
  [
    'x-signature',
    har({ headers: [{ name: 'X-Hub-Signature-256', value: `sha256=${'ab12'.repeat(16)}` }] }),
    ['ab12'.repeat(16)],
  ],
  ['x-session', har({ headers: [{ name: 'X-Session-Id', value: SECRET }] }), [SECRET]],
  ['cf-access', har({ headers: [{ name: 'CF-Access-Client-Secret', value: SECRET }] }), [SECRET]],
  [
    'kubeconfig',
    JSON.stringify({
      body: `users:\n- user:\n    client-key-data: ${base64(SECRET + SECRET)}\n    token: ${SECRET}\n`,
    }),
    [base64(SECRET + SECRET), SECRET],
  ],
  ['refresh', JSON.stringify({ refresh_token: SECRET, id_token: T, accessToken: SECRET }), [SECRET, T]],
  ['json pw array', JSON.stringify({ passwords: [SECRET, `${SECRET}2`] }), [SECRET]],
  ['json token obj', JSON.stringify({ token: { value: SECRET, expires: 1 } }), [SECRET]],
  ['json secret nested', JSON.stringify({ secrets: { db: { url: SECRET } } }), [SECRET]],
  ['json credential pair', JSON.stringify({ fields: [{ name: 'password', value: SECRET }] }), [SECRET]],
  ['json label', JSON.stringify({ fields: [{ label: 'Password', value: SECRET }] }), [SECRET]],
  ['json k8s env', JSON.stringify({ env: [{ name: 'DB_PASSWORD', value: SECRET }] }), [SECRET]],
  [
    'multipart in har',
    har({
      postData: {
        mimeType: 'multipart/form-data; boundary=B',
        text: `--B\r\nContent-Disposition: form-data; name="api_key"\r\n\r\n${SECRET}\r\n--B--`,
      },
    }),
    [SECRET],
  ],
  [
    'gql variables',
    JSON.stringify({ query: 'mutation($p:String!){a(p:$p)}', variables: { password: SECRET } }),
    [SECRET],
  ],
  ['xml', JSON.stringify({ body: `<Login><Password>${SECRET}</Password></Login>` }), [SECRET]],
  ['xml ns', JSON.stringify({ body: `<wsse:Password Type="x">${SECRET}</wsse:Password>` }), [SECRET]],
  ['xml attr', JSON.stringify({ body: `<user password='${SECRET}'/>` }), [SECRET]],
  ['xml ent', JSON.stringify({ body: `&lt;password&gt;${SECRET}&lt;/password&gt;` }), [SECRET]],
  ['html meta csrf', JSON.stringify({ body: `<meta name="csrf-token" content="${SECRET}">` }), [SECRET]],
  [
    'html input hidden value first',
    JSON.stringify({ body: `<input value="${SECRET}" name="csrf_token">` }),
    [SECRET],
  ],
  [
    'env',
    JSON.stringify({ body: `export AWS_SECRET_ACCESS_KEY=${SECRET}\nDB_PASSWORD="${SECRET}2"` }),
    [SECRET],
  ],
  ['jdbc', JSON.stringify({ url: `jdbc:mysql://h/db?user=a&password=${SECRET}` }), [SECRET]],
  ['mongo', JSON.stringify({ url: `mongodb+srv://u:${SECRET}@c.example/db` }), [SECRET]],
  ['redis', JSON.stringify({ url: `redis://:${SECRET}@h:6379` }), [SECRET]],
  ['userinfo tok', JSON.stringify({ url: `https://${T}@github.com/x` }), [T]],
  ['userinfo with /', JSON.stringify({ url: `https://bob:p%2F${SECRET}@a.example/` }), [SECRET]],
  [
    'b64 user:pass',
    JSON.stringify({ x: base64(`user:${SECRET}`), authorization: `Basic ${base64(`user:${SECRET}`)}` }),
    [base64(`user:${SECRET}`)],
  ],
  [
    'echo hdr as key',
    JSON.stringify({
      request: { headers: { 'X-Auth-Token': T } },
      response: { body: { [T]: 1, [`user-${T}`]: 2 } },
    }),
    [`"${T}"`],
  ],
  [
    'echo hdr in longer',
    JSON.stringify({ request: { headers: { 'X-Auth-Token': T } }, response: { bodyText: `session_${T}_x` } }),
    [T],
  ],
  [
    'echo hdr json body',
    JSON.stringify({
      request: { headers: { 'X-Auth-Token': T } },
      response: { body: { a: [T, { b: `x ${T}` }] } },
    }),
    [T],
  ],
  [
    'echo gz',
    JSON.stringify({
      request: { headers: { 'X-Auth-Token': T } },
      response: { bodyBase64: base64(JSON.stringify({ a: T })) },
    }),
    [base64(JSON.stringify({ a: T }))],
  ],
  ['bearer lc', JSON.stringify({ note: `bearer ${T}` }), [T]],
  [
    'bearer in header other',
    har({ headers: [{ name: 'X-Forwarded-Auth-Thing', value: `Bearer ${T}` }] }),
    [T],
  ],
  ['token scheme', har({ headers: [{ name: 'X-Thing', value: `Token ${T}` }] }), [T]],
  ['jsonp', JSON.stringify({ body: `callback({"access_token":"${SECRET}"})` }), [SECRET]],
  ['js', JSON.stringify({ body: `var config = { apiKey: "${SECRET}", x: 1 };` }), [SECRET]],
  ['js2', JSON.stringify({ body: `window.TOKEN = "${SECRET}";` }), [SECRET]],
  ['js const', JSON.stringify({ body: `const apiSecret = '${SECRET}';` }), [SECRET]],
  ['sse', JSON.stringify({ body: `event: x\ndata: {"token":"${SECRET}"}\n\n` }), [SECRET]],
  ['query in fragment', har({ url: `https://a/#/cb?id_token=${SECRET}` }), [SECRET]],
  ['semi param', har({ url: `https://a.example/x;jsessionid=${SECRET}` }), [SECRET]],
  ['jsessionid q', har({ url: `https://a.example/x?JSESSIONID=${SECRET}&PHPSESSID=${SECRET}` }), [SECRET]],
  ['phpsessid', har({ url: `https://a.example/x?PHPSESSID=${SECRET}` }), [SECRET]],
  ['xsrf cookie in json', JSON.stringify({ 'XSRF-TOKEN': SECRET }), [SECRET]],
  ['pin', JSON.stringify({ otp: '123456', passcode: 123456 }), ['123456']],
  [
    'ssh pub no',
    JSON.stringify({
      private_key: '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\n-----END PRIVATE KEY-----\n',
    }),
    ['MIIEvQIBADANBgkqhkiG9w0BAQ'],
  ],
  [
    'pem body',
    JSON.stringify({ a: '-----BEGIN EC PRIVATE KEY-----\\nMHcCAQEEIJ\\n-----END EC PRIVATE KEY-----' }),
    ['MHcCAQEEIJ'],
  ],
  [
    'google sa',
    JSON.stringify({
      type: 'service_account',
      private_key_id: SECRET,
      private_key: '-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\n',
    }),
    ['MIIEvQ'],
  ],
  [
    'saml',
    har({ postData: { text: `SAMLResponse=${encodeURIComponent(base64(`<a>${SECRET}</a>`))}` } }),
    [encodeURIComponent(base64(`<a>${SECRET}</a>`))],
  ],
  [
    'dpop hdr',
    har({
      headers: [{ name: 'DPoP', value: 'eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiJhYmNkZWZnIn0.c2lnbmF0dXJlMTIz' }],
    }),
    ['c2lnbmF0dXJlMTIz'],
  ],
  ['har dup header', har({ headers: [{ value: SECRET, name: 'X-Auth-Token' }] }), [SECRET]],
  [
    'har header upper',
    JSON.stringify({
      log: { entries: [{ request: { headers: [{ Name: 'X-Auth-Token', Value: SECRET }] } }] },
    }),
    [SECRET],
  ],
  [
    'wiremock',
    JSON.stringify({
      requests: [
        { request: { headers: { Authorization: { equalTo: `Bearer ${T}` } }, cookies: { sid: SECRET } } },
      ],
    }),
    [T, SECRET],
  ],
  [
    'telegram',
    JSON.stringify({ u: `https://api.telegram.org/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1/x` }),
    ['AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1'],
  ],
  [
    'azure conn',
    JSON.stringify({
      c: `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${base64(SECRET + SECRET + SECRET)};EndpointSuffix=x`,
    }),
    [base64(SECRET + SECRET + SECRET)],
  ],
  [
    'sb conn',
    JSON.stringify({
      c: `Endpoint=sb://x/;SharedAccessKeyName=R;SharedAccessKey=${base64(SECRET + SECRET)}`,
    }),
    [base64(SECRET + SECRET)],
  ],
  ['gh app', JSON.stringify({ t: `ghs_${'aB3'.repeat(12)}` }), ['aB3'.repeat(12)]],
  ['npmrc', JSON.stringify({ body: `//registry.example/:_authToken=${SECRET}` }), [SECRET]],
  ['netrc', JSON.stringify({ body: `machine a.example login bob password ${SECRET}` }), [SECRET]],
  [
    'docker auth',
    JSON.stringify({ auths: { 'r.example': { auth: base64(`bob:${SECRET}`) } } }),
    [base64(`bob:${SECRET}`)],
  ],
  ['twilio', JSON.stringify({ sid: 'x', auth_token: SECRET }), [SECRET]],
  [
    'mailgun',
    JSON.stringify({ t: 'key-' + '3ax6xnjp29jd6fds4gc373sgvjxteol0' }),
    ['3ax6xnjp29jd6fds4gc373sgvjxteol0'],
  ],
  ['sq', JSON.stringify({ t: 'sq0atp-' + 'aB3dE5gH7jK9aB3dE5gH7j' }), ['aB3dE5gH7jK9aB3dE5gH7j']],
  ['linear', JSON.stringify({ t: `lin_api_${'aB3dE5gH7jK9'.repeat(3)}` }), ['aB3dE5gH7jK9'.repeat(3)]],
  ['databricks', JSON.stringify({ t: `dapi${'a1b2c3d4'.repeat(4)}` }), ['a1b2c3d4'.repeat(4)]],
  ['figma', JSON.stringify({ t: `figd_${'aB3dE5gH7jK9'.repeat(3)}` }), ['aB3dE5gH7jK9'.repeat(3)]],
  ['notion', JSON.stringify({ t: `secret_${'aB3dE5gH7jK9'.repeat(3)}` }), ['aB3dE5gH7jK9'.repeat(3)]],
  [
    'age',
    JSON.stringify({ t: `AGE-SECRET-KEY-1${'QPZRY9X8GF2TVDW0'.repeat(3)}QPZRY9X8GF` }),
    ['QPZRY9X8GF2TVDW0'],
  ],
  ['vault', JSON.stringify({ t: `hvs.${'aB3dE5gH7jK9'.repeat(6)}` }), ['aB3dE5gH7jK9'.repeat(6)]],
  ['atlassian', JSON.stringify({ t: `ATATT3xFfGF0${'aB3dE5gH7jK9'.repeat(6)}` }), ['aB3dE5gH7jK9'.repeat(6)]],
  ['sentry', JSON.stringify({ t: `sntrys_${'aB3dE5gH7jK9'.repeat(6)}` }), ['aB3dE5gH7jK9'.repeat(6)]],
  [
    'grafana',
    JSON.stringify({ t: 'glsa_' + 'aB3dE5gH7jK9aB3dE5gH7jK9aB3dE5gH_a1b2c3d4' }),
    ['aB3dE5gH7jK9aB3dE5gH7jK9aB3dE5gH'],
  ],
  [
    'newrelic',
    JSON.stringify({ t: 'NRAK-' + 'A1B2C3D4E5F6G7H8I9J0K1L2M3N' }),
    ['A1B2C3D4E5F6G7H8I9J0K1L2M3N'],
  ],
  [
    'docker pat',
    JSON.stringify({ t: 'dckr_pat_' + 'aB3dE5gH7jK9aB3dE5gH7jK9abc' }),
    ['aB3dE5gH7jK9aB3dE5gH7jK9abc'],
  ],
  ['rubygems', JSON.stringify({ t: `rubygems_${'a1b2c3d4'.repeat(6)}` }), ['a1b2c3d4'.repeat(6)]],
  [
    'gitlab others',
    JSON.stringify({ t: 'glrt-' + 'aB3dE5gH7jK9aB3dE5gH', u: 'gldt-' + 'aB3dE5gH7jK9aB3dE5gX' }),
    ['aB3dE5gH7jK9aB3dE5gH', 'aB3dE5gH7jK9aB3dE5gX'],
  ],
  ['fb', JSON.stringify({ t: `EAACEdEose0cBA${'aB3dE5gH7jK9'.repeat(4)}` }), ['aB3dE5gH7jK9'.repeat(4)]],
];

test.each(rows)('%s', (_, content, hidden) => {
  const { text, changed } = redactRecording(content, createRedactor(), 'a');
  expect(changed).toBe(true);
  for (const secret of hidden) expect(text).not.toContain(secret);
  expect(redactRecording(text, createRedactor(), 'a')).toMatchObject({ changed: false, found: [] });
});

test.each([
  ['base64', base64],
  ['percent encoding', (text: string) => text.replace(/[\s\S]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)],
  ['hexadecimal', (text: string) => Buffer.from(text).toString('hex')],
])('more layers of %s than are read are named with their place', (_, encode) => {
  let nested = `password=${SECRET}`;
  for (let layer = 0; layer < 8; layer++) nested = encode(nested);
  expect(redactRecording(`{"a":1,\n "b":"${nested}"}`, createRedactor(), 'a')).toMatchObject({
    changed: false,
    unread: [{ file: 'a', line: 2, column: 6 }],
  });
});

test.each([
  'the token is read, the bearer signs, basic knowledge of machine login',
  'password: |\nnext: 1',
  '# the secret:\n- one item\n- another item',
  '<meta name="viewport" content="width=device-width">',
  'setItem("page", "a1b2c3d4e5")',
  'query($tokens: [String!]) { a(tokens: $tokens) }',
])('no secret in: %s', (content) => {
  expect(redactRecording(content, createRedactor(), 'a').changed).toBe(false);
});
