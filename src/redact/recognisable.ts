// Credentials that are known by their own looks, whatever they are called.
import { redactCredentials } from './named.ts';
import type { Redactor } from './redactor.ts';

const patterns: readonly (readonly [string, RegExp])[] = [
  ['a JSON Web Token', /()\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g],
  ['an access key', /()\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['a vendor token', /()\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|npm_|sk_live_|rk_live_)[\w-]{16,}/g],
  // id-signedData in DER, base64: what IAM's older tokens are.
  ['a signed token', /()\bMII[\w+/-]{1,8}YJKoZIhvcNAQcC[\w+/=-]{40,}/g],
  ['a private key', /(-----BEGIN [A-Z ]*PRIVATE KEY-----)[^-]+(?=-----END)/g],
];

export function redactRecognisable(text: string, redactor: Redactor): string {
  let result = /bearer|basic|hmac-/i.test(text) ? redactSchemes(text, redactor) : text;
  for (const [what, pattern] of patterns)
    result = result.replace(
      pattern,
      (all: string, kept: string) => kept + redactor.secret(all.slice(kept.length), what),
    );
  return result;
}

function redactSchemes(text: string, redactor: Redactor): string {
  return text
    .replace(/\b(?:Bearer|Basic)\s+(?=[^\s"',;]*[\dA-Z=])[\w.~+/-]{8,}={0,2}(?![\w"=])/g, (all) =>
      redactCredentials(all, 'credentials in a text', redactor),
    )
    .replace(/\b[A-Z0-9]+-HMAC-SHA\d+\s+(?:Access|Credential)=[^"'\r\n]+/g, (all) =>
      redactCredentials(all, 'a signature', redactor),
    );
}
