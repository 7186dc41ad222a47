// Secrets where an attacker, or a hurried writer of a test, leaves them: none survives, and a second reading finds nothing more.
import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/redact/create.ts';
import { redactRecording } from '../../src/redact/recording.ts';

const e = encodeURIComponent;
const b64 = (text: string) => Buffer.from(text).toString('base64');
const S = 'hunter2secretX9';
const J =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';
const PEM = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';
const pem = (nl: string) => `-----BEGIN PRIVATE KEY-----${nl}${PEM}${nl}-----END PRIVATE KEY-----${nl}`;
const GH = `ghp_${'Ab1'.repeat(12)}`;
const T = 's3cr3t-Token/0123+456789=abcdef';
const H = { 'X-Auth-Token': T };
const body = (t: string) => JSON.stringify({ response: { bodyText: t } });
const url = (u: string) => JSON.stringify({ request: { url: u } });
const echo = (t: string) => JSON.stringify({ request: { headers: H }, response: { bodyText: t } });
const echoUrl = (u: string) => JSON.stringify({ request: { url: u, headers: H } });
const part = (head: string, v: string) => `--B\r\n${head}\r\n\r\n${v}\r\n--B--\r\n`;
const rows: readonly [what: string, content: string, hidden: readonly string[]][] = [
  ['a part of a form: name first', body(part('Content-Disposition: form-data; name="password"', S)), [S]],
  ['a part of a form: no quotes', body(part('Content-Disposition: form-data; name=password', S)), [S]],
  [
    'a part of a form: filename first',
    body(part('Content-Disposition: form-data; filename="a.txt"; name="password"', S)),
    [S],
  ],
  ['a part of a form: lower', body(part('content-disposition:form-data;name="password"', S)), [S]],
  [
    'a part of a form: type first',
    body(part('Content-Type: text/plain\r\nContent-Disposition: form-data; name="password"', S)),
    [S],
  ],
  [
    'a part of a form: type after',
    body(part('Content-Disposition: form-data; name="password"\r\nContent-Type: text/plain', S)),
    [S],
  ],
  [
    'a part of a form: LF',
    body(part('Content-Disposition: form-data; name="password"', S).replaceAll('\r\n', '\n')),
    [S],
  ],
  [
    'a part of a form: user[password]',
    body(part('Content-Disposition: form-data; name="user[password]"', S)),
    [S],
  ],
  [
    'a part of a form: two lines',
    body(part('Content-Disposition: form-data; name="password"', `${S}\r\n--not a boundary ${S}`)),
    [S],
  ],
  ['a part of a form: name*', body(part("Content-Disposition: form-data; name*=UTF-8''password", S)), [S]],
  ['a part of a form: single quotes', body(part("Content-Disposition: form-data; name='password'", S)), [S]],
  ['a part of a form: folded', body(part('Content-Disposition: form-data;\r\n name="password"', S)), [S]],
  [
    'a part of a form: base64 cte',
    body(
      part('Content-Disposition: form-data; name="password"\r\nContent-Transfer-Encoding: base64', b64(S)),
    ),
    [b64(S)],
  ],
  [
    'a part of a form: json part',
    body(
      part(
        'Content-Disposition: form-data; name="data"\r\nContent-Type: application/json',
        `{"password":"${S}"}`,
      ),
    ),
    [S],
  ],
  [
    'a part of a form: base64 cte json',
    body(
      part(
        'Content-Disposition: form-data; name="data"\r\nContent-Transfer-Encoding: base64',
        b64(`{"password":"${S}"}`),
      ),
    ),
    [b64(`{"password":"${S}"}`)],
  ],
  [
    'a part of a form: gh token in title',
    body(part('Content-Disposition: form-data; name="title"', GH)),
    [GH],
  ],
  [
    'a part of a form: binary sibling base64',
    JSON.stringify({
      request: {
        bodyBase64: Buffer.concat([
          Buffer.from(part('Content-Disposition: form-data; name="password"', S)),
          Buffer.from([0xff, 0xfe, 0, 1]),
        ]).toString('base64'),
      },
    }),
    [S],
  ],
  [
    'har params mp',
    JSON.stringify({
      log: {
        entries: [
          { request: { postData: { params: [{ name: 'password', value: S, contentType: 'text/plain' }] } } },
        ],
      },
    }),
    [S],
  ],
  ['GraphQL: default', body(`query($password: String = "${S}") { a }`), [S]],
  ['GraphQL: alias arg', body(`mutation { a: login(input: {apiKey: "${S}"}) { id } }`), [S]],
  ['GraphQL: list', body(`mutation { login(tokens: ["${S}", "${S}2"]) { id } }`), [S]],
  ['GraphQL: obj', body(`mutation { login(credentials: {user: "bob", value: "${S}"}) { id } }`), [S]],
  ['GraphQL: newline', body(`mutation {\n login(\n  password:\n   "${S}") { id } }`), [S]],
  ['GraphQL: in url', url(`https://a.example/graphql?query=${e(`{login(password:"${S}"){id}}`)}`), [S]],
  ['GraphQL: comment', body(`mutation { login(password: # c\n "${S}") { id } }`), [S]],
  ['GraphQL: number', body('mutation { login(pin: 1234, password: 12345678) { id } }'), ['12345678']],
  [
    'twice encoded: enc param',
    url(`https://a.example/?next=${e(`https://b.example/?token=${e(`${S}/+=`)}`)}`),
    [S],
  ],
  ['triple', url(`https://a.example/?next=${e(e(`https://b.example/?token=${e(`${S}/+=`)}`))}`), [S]],
  ['percent-encoded: name', url(`https://a.example/?pass%77ord=${S}`), [S]],
  ['twice encoded: enc name', url(`https://a.example/?pass%2577ord=${S}`), [S]],
  ['percent-encoded: path form', url(`https://a.example/cb%3Ftoken%3D${S}`), [S]],
  ['percent-encoded: json param', url(`https://a.example/?q=${e(JSON.stringify({ password: S }))}`), [S]],
  ['twice encoded: enc json', url(`https://a.example/?q=${e(e(JSON.stringify({ password: S })))}`), [S]],
  [
    'b64 json param',
    url(`https://a.example/?q=${e(b64(JSON.stringify({ password: S })))}`),
    [b64(JSON.stringify({ password: S })), e(b64(JSON.stringify({ password: S })))],
  ],
  ['percent-encoded: gh', url(`https://a.example/?q=${e(`x ${GH} y`)}`), [GH]],
  [
    'twice encoded: enc gh octets',
    url(`https://a.example/?q=%67%68%70_${'Ab1'.repeat(12)}`),
    ['Ab1'.repeat(12)],
  ],
  ['matrix param', url(`https://a.example/p;token=${S}/x`), [S]],
  [
    'basic credentials: text',
    body(`header was Authorization: Basic ${b64(`user:${S}`)} ok`),
    [b64(`user:${S}`)],
  ],
  [
    'basic credentials: in json value',
    body(JSON.stringify({ h: `Basic ${b64(`user:${S}`)}` })),
    [b64(`user:${S}`)],
  ],
  ['basic credentials: alone', body(JSON.stringify({ authorization: b64(`user:${S}`) })), [b64(`user:${S}`)]],
  [
    'basic credentials: echo decoded',
    JSON.stringify({
      request: { headers: { Authorization: `Basic ${b64(`user:${S}`)}` } },
      response: { bodyText: JSON.stringify({ pass: 'x', seen: `user:${S}` }) },
    }),
    [S],
  ],
  [
    'basic credentials: echo password',
    JSON.stringify({
      request: { headers: { Authorization: `Basic ${b64(`user:${S}`)}` } },
      response: { bodyText: JSON.stringify({ seen: S }) },
    }),
    [S],
  ],
  [
    'basic credentials: lower only',
    body(JSON.stringify({ h: 'Basic dXNlcjpwYXNzd29yZA' })),
    ['dXNlcjpwYXNzd29yZA'],
  ],
  [
    'basic credentials: enc',
    url(`https://a.example/?h=${e(`Basic ${b64(`user:${S}`)}`)}`),
    [b64(`user:${S}`), e(b64(`user:${S}`))],
  ],
  [
    'a JSON Web Token: cookie',
    JSON.stringify({ request: { headers: { Cookie: `x=${J}` } } }),
    [J, J.split('.')[2]!],
  ],
  ['a JSON Web Token: fragment', url(`https://a.example/#${J}`), [J, J.split('.')[2]!]],
  ['a JSON Web Token: frag state', url(`https://a.example/cb#state=1&foo=${J}`), [J.split('.')[2]!]],
  ['a JSON Web Token: enc dots', url(`https://a.example/?q=${J.replaceAll('.', '%2E')}`), [J.split('.')[2]!]],
  ['a JSON Web Token: path', url(`https://a.example/t/${J}/x`), [J.split('.')[2]!]],
  ['a JSON Web Token: after word', body(`tok_${J}`), [J.split('.')[2]!]],
  [
    'a JSON Web Token: cookies of har',
    JSON.stringify({ log: { entries: [{ request: { cookies: [{ name: 'a', value: J }] } }] } }),
    [J.split('.')[2]!],
  ],
  [
    'jwe',
    body(`a eyJhbGciOiJSU0EifQ.AAAAAAAAAAA.BBBBBBBBBBB.CCCCCCCCCCCCCC.DDDDDDDDDDDDD b`),
    ['DDDDDDDDDDDDD', 'CCCCCCCCCCCCCC'],
  ],
  ['a JSON Web Token: key', JSON.stringify({ [J]: 1 }), [J.split('.')[2]!]],
  ['a JSON Web Token: split header', body(JSON.stringify({ a: [J] })), [J.split('.')[2]!]],
  ['a private key: lit n', body(JSON.stringify({ a: pem('\\n') })), [PEM]],
  ['a private key: lit n raw', body(`key=${pem('\\n')}`), [PEM]],
  ['a private key: lit rn', body(`key: "${pem('\\r\\n')}"`), [PEM]],
  ['a private key: one line', body(`x ${pem(' ')}`), [PEM]],
  ['a private key: dbl', body(JSON.stringify({ a: JSON.stringify({ b: pem('\\n') }) })), [PEM]],
  ['a private key: enc', url(`https://a.example/?q=${e(pem('\n'))}`), [PEM]],
  ['a private key: b64', body(JSON.stringify({ a: b64(pem('\n')) })), [b64(pem('\n')).slice(60, 100)]],
  ['a private key: openssh', body(`-----BEGIN OPENSSH PRIVATE KEY-----\n${PEM}`), [PEM]],
  ['a private key: no begin', body(`x-----BEGIN EC PRIVATE KEY-----${PEM}`), [PEM]],
  ['a private key: key', JSON.stringify({ [pem('\n')]: 1 }), [PEM]],
  ['ssh2', body(`---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n${PEM}`), [PEM]],
  ['putty', body(`PuTTY-User-Key-File-2: ssh-rsa\nPrivate-Lines: 1\n${PEM}`), [PEM]],
  ['a header that is repeated: plain', echo(`see ${T}, bye`), [T]],
  ['a header that is repeated: percent', echo(`see ${e(T)}`), [e(T)]],
  [
    'a header that is repeated: percent lower',
    echo(`see ${e(T).replace(/%../g, (x) => x.toLowerCase())}`),
    [e(T).toLowerCase(), '0123%2b'],
  ],
  ['a header that is repeated: dbl percent', echo(`see ${e(e(T))}`), [e(e(T))]],
  ['a header that is repeated: b64', echo(`see ${b64(T)}`), [b64(T)]],
  [
    'a header that is repeated: b64url',
    echo(`see ${Buffer.from(T).toString('base64url')}`),
    [Buffer.from(T).toString('base64url')],
  ],
  [
    'a header that is repeated: hex',
    echo(`see ${Buffer.from(T).toString('hex')}`),
    [Buffer.from(T).toString('hex')],
  ],
  [
    'a header that is repeated: json esc',
    echo(JSON.stringify({ a: T }).replaceAll('/', '\\/')),
    ['Token\\/0123', '0123+456789'],
  ],
  ['a header that is repeated: key', echo(JSON.stringify({ [T]: 1 })), ['456789=abcdef']],
  ['a header that is repeated: path', echoUrl(`https://a.example/a/${e(T)}/b`), [e(T)]],
  ['a header that is repeated: path dbl', echoUrl(`https://a.example/a/${e(e(T))}/b`), [e(e(T))]],
  [
    'a header that is repeated: bearer',
    JSON.stringify({
      request: { headers: { Authorization: `Bearer ${T}` } },
      response: { bodyText: `x ${T}` },
    }),
    ['456789=abcdef'],
  ],
  ['a header that is repeated: prefixed', echo(`id:${T}:1`), ['456789=abcdef']],
  [
    'a header that is repeated: cookie',
    JSON.stringify({ response: { headers: { 'Set-Cookie': `sid=${S}; Path=/` }, bodyText: `x ${S}` } }),
    [S],
  ],
  [
    'a header that is repeated: multi header',
    JSON.stringify({
      request: { headers: { 'X-Auth-Token': ['aaaaaaaa1bbbb', T] } },
      response: { bodyText: 'x aaaaaaaa1bbbb' },
    }),
    ['aaaaaaaa1bbbb'],
  ],
  ['in a path: gh', url(`https://a.example/u/${GH}/x`), [GH]],
  ['in a path: akia', url('https://a.example/u/AKIAIOSFODNN7EXAMPLE'), ['AKIAIOSFODNN7EXAMPLE']],
  [
    'in a path: slack',
    url('https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXabcdefgh12345678'),
    ['XXXXXXXXabcdefgh12345678'],
  ],
  [
    'in a path: telegram',
    url('https://api.telegram.org/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1/getMe'),
    ['AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1'],
  ],
  [
    'discord hook',
    url(
      'https://discord.com/api/webhooks/123456789012345678/abcDEF123-_abcDEF123abcDEF123abcDEF123abcDEF123abcDEF123abcDEF123abcD',
    ),
    ['abcDEF123-_abcDEF123'],
  ],
  ['google', body('AIza' + 'SyA1234567890abcdefghijklmnopqrstuv'), ['SyA1234567890abcdefghijklmnopqrstuv']],
  ['sk-proj', body(`sk-proj-${'aB3dE5gH7jK9'.repeat(4)}`), ['aB3dE5gH7jK9'.repeat(4)]],
  ['stripe test', body('sk_test_' + '4eC39HqLyjWDarjtT1zdp7dc'), ['4eC39HqLyjWDarjtT1zdp7dc']],
  ['gocspx', body('GOCSPX-' + 'abcDEF123_abcDEF123_abcDEF12'), ['abcDEF123_abcDEF123_']],
  ['ya29', body('ya29.' + 'a0AfH6SMBx1234567890abcdefghij'), ['a0AfH6SMBx1234567890abcdefghij']],
  ['pypi', body(`pypi-AgEIcHlwaS5vcmcC${'aB3dE5gH7jK9'.repeat(4)}`), ['aB3dE5gH7jK9'.repeat(4)]],
  [
    'sendgrid',
    body(`SG.aB3dE5gH7jK9aB3dE5gH7j.${'aB3dE5gH7jK9'.repeat(3)}aB3dE5g`),
    ['aB3dE5gH7jK9aB3dE5gH7j'],
  ],
  ['hf', body('hf_' + 'aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH'), ['aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH']],
  ['glpat', body('glpat-' + 'aB3dE5gH7jK9aB3dE5gH'), ['aB3dE5gH7jK9aB3dE5gH']],
  ['xapp', body('xapp-1-A1234567890-1234567890-abcdef1234567890'), ['abcdef1234567890']],
  ['dop', body(`dop_v1_${'a1'.repeat(32)}`), ['a1'.repeat(32)]],
  ['shpat', body(`shpat_${'a1'.repeat(16)}`), ['a1'.repeat(16)]],
  ['url esc jsonp', body(`cb({"password":"${S}"})`), [S]],
  ['json comments', body(`/* x */ {"password": "${S}"}`), [S]],
  ['single quoted json', body(`{'password': '${S}'}`), [S]],
  ['yaml', body(`password: ${S}\n`), [S]],
  ['toml', body(`password = "${S}"\n`), [S]],
  ['ini sp', body(`password = ${S}\n`), [S]],
  ['a column of CSV', body(`user,password,n\r\na,${S},1\r\nb,"${S}",2\r\n`), [S]],
  ['a column behind tabs', body(`"user"\t"api key"\n"a, b"\t"${S}"\n`), [S]],
  ['a column behind quoted separators', body(`user;token\n"a;""b";${S}\n`), [S]],
  ['ini with sections', body(`[db]\npassword = ${S}\n`), [S]],
  ['toml with tables', body(`[[db]]\ntoken = "${S}"\n`), [S]],
  ['a flag of a command', body(`tool --db-password ${S}`), [S]],
  ['bearer', JSON.stringify({ bearer: S }), [S]],
  ['XML: attr', body(`<a password="${S}"/>`), [S]],
  ['XML: attr name value', body(`<param name="password" value="${S}"/>`), [S]],
  ['XML: cdata', body(`<password><![CDATA[${S}]]></password>`), [S]],
  ['html input', body(`<input type="password" name="password" value="${S}">`), [S]],
  ['obj key url', JSON.stringify({ [`https://a.example/?token=${S}`]: 1 }), [S]],
  ['a name of a property: name=val', JSON.stringify({ [`token=${S}`]: 1 }), [S]],
  ['a name of a property: userinfo', JSON.stringify({ [`https://bob:${S}@a.example/`]: 1 }), [S]],
  ['a name of a property: enc gh', JSON.stringify({ [e(`x=${GH}`)]: 1 }), [GH]],
  ['a name of a property: json', JSON.stringify({ [JSON.stringify({ password: S })]: 1 }), [S]],
  [
    'dataurl',
    body(`data:application/json;base64,${b64(JSON.stringify({ password: S }))}`),
    [b64(JSON.stringify({ password: S }))],
  ],
  ['conn string', body(`Server=a;Database=b;User Id=c;Password=${S};`), [S]],
  ['conn url', body(`postgres://bob:${S}@db/x`), [S]],
  ['curl -u', body(`curl -u bob:${S} https://a.example`), [S]],
  ['curl -H', body(`curl -H 'X-Auth-Token: ${S}' https://a`), [S]],
];

/** With what stands in base64 in it as it reads. */
function everything(text: string): string {
  const inBase64 = text.match(/[A-Za-z0-9+/]{20,}={0,2}/g) ?? [];
  return [text, ...inBase64.map((word) => Buffer.from(word, 'base64').toString('latin1'))].join('\n');
}

test.each(rows)('%s', (_, content, hidden) => {
  const { text, changed } = redactRecording(content, createRedactor(), 'a');
  expect(changed).toBe(true);
  for (const secret of hidden) expect(everything(text)).not.toContain(secret);
  expect(redactRecording(text, createRedactor(), 'a')).toMatchObject({ changed: false, found: [] });
});

describe('what only looks alike stays', () => {
  test.each([
    'https://a.example/p?q=a%20b%2Fc%3D1&next=https%3A%2F%2Fb.example%2F%3Fpage%3D2',
    `{"blob":"${b64('The quick brown fox jumps over the lazy dog, twice a day.')}"}`,
    '{"hash":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}',
    'query($id: ID = "abc123def456", $names: [String!] = ["a1b2c3d4e5"]) { thing(id: $id, max_tokens: 123456) { id } }',
    '<input name="page" value="a1b2c3d4e5"><param name="token_type" value="bearer1">',
    'title = "a1b2c3d4e5"\npassword_policy = "strict1"\n',
    'sk-circle-fade-in-and-out-2-times cp -u a:b c',
  ])('%s', (content) => {
    expect(redactRecording(body(content), createRedactor(), 'a').changed).toBe(false);
  });
});

test('layers upon layers come to an end', () => {
  let nested = 'password=hunter2secretX9';
  for (let layer = 0; layer < 20; layer++) nested = b64(nested);
  for (const content of [nested, `%${'25'.repeat(50_000)}`, 'sk-'.repeat(50_000), b64('QUFB'.repeat(50_000))])
    expect(redactRecording(body(content), createRedactor(), 'a').changed).toBe(false);
});
