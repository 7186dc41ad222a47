import { expect, test } from 'vitest';
import { createRedactor } from '../../src/redact/create.ts';
import { redactRecording } from '../../src/redact/recording.ts';

const nested = '{"headers":[["X-Api-Key","zzzyyyxxx111"]],"a":"{\\"password\\":\\"hunter2hunter2\\"}"}';

test.each([
  ['events', `id: 1\ndata: ${nested}\n\ndata: [DONE]\n\n`],
  ['events with CRLF, and no space', `event: x\r\ndata:${nested}\r\n\r\n`],
  [
    'JSON over several lines of data',
    'data: {"password":\ndata: "hunter2hunter2",\ndata: "headers":[["X-Api-Key","zzzyyyxxx111"]]}\n\n',
  ],
  ['JSON lines', `{"a":1}\n${nested}\n`],
  ['a JSON text sequence', `\u001e{"a":1}\n\u001e${nested}\n`],
  ['multipart', `--b\r\nContent-Type: application/json\r\n\r\n${nested}\r\n--b--\r\n`],
])('secrets in items: %s', (_, bodyText) => {
  const record = (text: string) =>
    `${JSON.stringify({ request: { method: 'GET', url: 'https://x.test/' }, response: { status: 200, bodyText: text } })}\n`;
  const { text } = redactRecording(record(bodyText), createRedactor(), 'a.ndjson');
  const redacted = (JSON.parse(text) as { readonly response: { readonly bodyText: string } }).response
    .bodyText;
  expect(redacted).not.toMatch(/zzzyyyxxx111|hunter2hunter2/);
  expect(redacted.length).toBeGreaterThan(bodyText.length - 20);
  expect(redacted.replaceAll(/[a-z0-9]{12,}/g, '')).toBe(bodyText.replaceAll(/[a-z0-9]{12,}/g, ''));
});

test('in a cassette, where the text begins in quotes', () => {
  const cassette = `interactions:\n- response:\n    body:\n      string: 'data: ${nested.replaceAll('\\', '')}\n\n\n        data: [DONE]\n\n\n        '\n`;
  const { text } = redactRecording(cassette, createRedactor(), 'a.yaml');
  expect(text).not.toMatch(/zzzyyyxxx111/);
});
