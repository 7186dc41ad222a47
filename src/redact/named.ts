// Redacts values by their name: header fields, cookies, parameters, properties.
import type { Redactor } from './redactor.ts';

/** Redacts the value of that name in the way that the name calls for. */
export function redactNamed(name: string, value: string, redactor: Redactor): string {
  const lower = name.toLowerCase();
  if (lower === 'cookie') return redactCookies(value, redactor);
  if (lower === 'set-cookie') return redactSetCookie(value, redactor);
  if (redactor.isSecret(name)) return redactCredentials(value, `"${name}"`, redactor);
  return redactor.text(value);
}

/** Keeps an authentication scheme and the names of its parameters (RFC 9110 section 11.4). */
export function redactCredentials(value: string, where: string, redactor: Redactor): string {
  const [, scheme, rest] =
    /^((?:Basic|Bearer|Digest|Negotiate|NTLM|Token|ApiKey|Hawk|DPoP|[A-Z0-9]+-HMAC-[A-Z0-9]+)\s+)(.+)$/is.exec(
      value,
    ) ?? [];
  if (scheme === undefined || rest === undefined) return redactor.secret(value, where);
  if (/^basic\s/i.test(scheme)) learnBasic(rest, redactor);
  if (!/^[\w-]+\s*=\s*[^=\s]/.test(rest)) return scheme + redactor.secret(rest, where);
  return (
    scheme +
    rest.replace(/([\w-]+)(\s*=\s*)("[^"]*"|[^,\s]*)/g, (all, name: string, equals: string, part: string) => {
      if (openParameters.has(name.toLowerCase())) return all;
      const [, quote = '', inner = part] = /^(")(.*)"$/s.exec(part) ?? [];
      return `${name}${equals}${quote}${redactor.secret(inner, where)}${quote}`;
    })
  );
}

/** RFC 7617: a body may repeat the password in plain text. */
function learnBasic(credentials: string, { learned }: Redactor): void {
  const plain = Buffer.from(credentials, 'base64').toString();
  learned.add(plain);
  if (plain.includes(':')) learned.add(plain.slice(plain.indexOf(':') + 1));
}

const openParameters = new Set([
  'signedheaders',
  'realm',
  'algorithm',
  'qop',
  'nc',
  'uri',
  'charset',
  'error',
  'scope',
]);

// RFC 6265 section 4.2.1. Browsers also send cookies without a name.
function redactCookies(value: string, redactor: Redactor): string {
  return value.replace(COOKIE, (_, start: string, content: string) => redactCookie(start, content, redactor));
}

const COOKIE = /((?:^|;)\s*(?:[^=;]*=)?)([^;]+)/g;

/** Redacts the first pair only: the others are attributes. */
function redactSetCookie(value: string, redactor: Redactor): string {
  return value.replace(/^(\s*(?:[^=;]*=)?)([^;]+)/, (_, start: string, content: string) =>
    redactCookie(start, content, redactor),
  );
}

function redactCookie(start: string, content: string, redactor: Redactor): string {
  return start + redactor.secret(content, `cookie "${start.replace(/^[;\s]+|=$/g, '')}"`);
}
