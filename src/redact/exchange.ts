// Removes secrets from an exchange before it is written or printed. Structure, types and formats stay, so the redacted exchange gives the same
// findings.
import { headerValues } from '../lib/headers.ts';
import type { Body, Exchange, HeaderField, Headers } from '../model.ts';
import { isReadable } from './octets.ts';
import type { Redactor } from './redactor.ts';

export function redactExchange(exchange: Exchange, redactor: Redactor): Exchange {
  const { request, response } = exchange;
  // Headers come first: a secret of a header is then also found in URLs and bodies.
  const requestHeaders = redactHeaders(request.headers, redactor);
  const responseHeaders = redactHeaders(response.headers, redactor);
  return {
    ...exchange,
    source: exchange.source.includes('://') ? redactor.text(exchange.source) : exchange.source,
    request: {
      method: request.method,
      url: redactor.text(request.url),
      headers: requestHeaders,
      body: redactBody(request.body, request.headers, redactor),
    },
    response: {
      status: response.status,
      headers: responseHeaders,
      body: redactBody(response.body, response.headers, redactor),
    },
  };
}

function redactHeaders(headers: Headers | undefined, redactor: Redactor): Headers | undefined {
  if (headers === undefined) return undefined;
  const name = (text: string) => redactor.text(text);
  if (Array.isArray(headers))
    return (headers as readonly HeaderField[]).map((field) => ({
      name: name(field.name),
      value: redactor.named(field.name, field.value),
    }));
  return Object.fromEntries(
    Object.entries(headers as Record<string, string | readonly string[]>).map(([key, value]) => [
      name(key),
      typeof value === 'string' ? redactor.named(key, value) : value.map((one) => redactor.named(key, one)),
    ]),
  );
}

function redactBody(body: Body, headers: Headers | undefined, redactor: Redactor): Body {
  switch (body.kind) {
    case 'text':
      return { kind: 'text', text: redactor.text(body.text) };
    case 'json':
      return redactJsonBody(body.value, redactor);
    case 'bytes':
      return redactBytes(Buffer.from(body.bytes), headers, redactor);
    default:
      return body;
  }
}

function redactJsonBody(value: unknown, redactor: Redactor): Body {
  try {
    const before = JSON.stringify(value);
    const after = redactor.json(before);
    return { kind: 'json', value: before === after ? value : JSON.parse(after) };
  } catch (reason) {
    if (!(reason instanceof RangeError)) throw reason;
    return { kind: 'unrecorded', reason: 'nested too deeply to be looked through for secrets' };
  }
}

function redactBytes(octets: Buffer, headers: Headers | undefined, redactor: Redactor): Body {
  if (isMultipart(headers)) {
    const text = redactor.text(octets.toString('latin1'));
    return { kind: 'bytes', bytes: Buffer.from(text, 'latin1') };
  }
  const coding = headerValues(headers, 'content-encoding').join(',').trim().toLowerCase();
  if (coding !== '' && coding !== 'identity' && !isReadable(octets))
    return { kind: 'unrecorded', reason: `not decodable as ${coding}, so not looked through for secrets` };
  return { kind: 'bytes', bytes: redactor.readableOctets(octets) };
}

function isMultipart(headers: Headers | undefined): boolean {
  return headerValues(headers, 'content-type').some((type) => /^multipart\//i.test(type));
}
