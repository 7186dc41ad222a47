// Credentials in free text: addresses, parameters, `name: value` pieces, and what is recognisable by itself.
import { redactCredentials } from './named.ts';
import type { Redactor } from './redactor.ts';

/** Any text: JSON inside it is redacted as JSON, whatever nests. */
export function redactText(text: string, redactor: Redactor, depth = 0): string {
  if (text.length < 4) return text;
  if (depth < 16 && JSON_START.test(text)) return redactor.json(text, depth + 1);
  // What is recognisable by itself comes first: the other steps change words of it.
  const steps = [redactParts, redactRecognisable, redactUserinfo, redactParameters, redactPairs];
  return redactor.literals.replace(steps.reduce((sofar, redact) => redact(sofar, redactor), text));
}

/** Behind a brace comes a name in quotes: GraphQL and other notations begin with a brace, too. */
const JSON_START = /^[\s\ufeff]*(?:\[|\{\s*(?:["}]|$))/;

/** Multipart forms (RFC 7578): each part has a head that names it. */
function redactParts(text: string, redactor: Redactor): string {
  if (!/content-disposition:\s*form-data/i.test(text)) return text;
  return text.replace(
    /(;\s*name="?([^";\r\n]+)"?[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n)([\s\S]*?)(?=\r?\n--|$)/gi,
    (_, head: string, name: string, content: string) => head + redactor.named(name, content),
  );
}

// RFC 3986 section 3.2.1.
function redactUserinfo(text: string, redactor: Redactor): string {
  if (!text.includes('@') || !text.includes('//')) return text;
  return text.replace(
    /(\/\/)([^\s/?#@"'<>:]*)(:?)([^\s/?#"'<>]*)(?=@)/g,
    (_, slashes: string, user: string, colon: string, password: string) => {
      const hide = (part: string) => (part === '' ? '' : redactEncoded(part, 'userinfo', redactor));
      return `${slashes}${hide(user)}${colon}${hide(password)}`;
    },
  );
}

type Substitute = (match: RegExpExecArray, value: string) => string | undefined;

// Names are looked for one by one, without their values: a value may hold the next name.
function afterNames(
  text: string,
  names: RegExp,
  valueAfter: (match: RegExpExecArray) => RegExp,
  substitute: Substitute,
): string {
  const pieces: string[] = [];
  let last = 0;
  for (let match = names.exec(text); match !== null; match = names.exec(text)) {
    const value = valueAfter(match);
    value.lastIndex = names.lastIndex;
    const found = value.exec(text)?.[0] ?? '';
    const result = found === '' ? undefined : substitute(match, found);
    if (result === undefined || names.lastIndex < last) continue;
    pieces.push(text.slice(last, names.lastIndex), result);
    last = names.lastIndex + found.length;
    names.lastIndex = last;
  }
  return last === 0 ? text : pieces.join('') + text.slice(last);
}

/** A query, a form body, or such a thing inside a text; separators stay. */
function redactParameters(text: string, redactor: Redactor): string {
  if (!text.includes('=') && !text.includes('%3D') && !text.includes('%3d')) return text;
  const plainly = afterNames(
    text,
    /(^|[?&#;,\s"'(])([\p{L}\p{N}_.%[\]$-]{1,100})=["']?/gu,
    ([, before = '']) => (isStrict(before) ? /[^&#\s"'<>]+/y : /[^&#\s"'<>,;)]+/y),
    ([, before = '', name = ''], value) => {
      const plain = decoded(name).replace(/\[\w*\]$/, '');
      const isInQuery = before === '?' || before === '&';
      if (value.startsWith('-----BEGIN')) return undefined;
      const isSecret = isInQuery ? redactor.isSecretParameter(plain) : redactor.isSecret(plain);
      return isSecret ? redactEncoded(value, `parameter "${plain}"`, redactor) : undefined;
    },
  );
  if (!/%3d/i.test(plainly)) return plainly;
  const pieces = plainly.split(/([&=\s"'<>]+)/);
  return pieces.map((piece) => (/%3d/i.test(piece) ? redactInside(piece, redactor) : piece)).join('');
}

function isStrict(before: string): boolean {
  return before === '' || before === '?' || before === '&';
}

// A whole address, or form, as the value of a parameter.
function redactInside(encoded: string, redactor: Redactor): string {
  const plain = decoded(encoded);
  if (plain === encoded) return encoded;
  const result = redactor.text(plain);
  return result === plain ? encoded : encodeURIComponent(result.toWellFormed());
}

/** Percent-encoded as it was, so that equal secrets stay equal in every spelling. */
function redactEncoded(value: string, where: string, redactor: Redactor): string {
  const plain = decoded(value);
  if (plain === value) return redactor.secret(value, where);
  const substitute = redactor.secret(plain, where);
  return substitute === plain ? value : encodeURIComponent(substitute.toWellFormed());
}

function decoded(text: string): string {
  try {
    return /[%+]/.test(text) ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
  } catch {
    return text;
  }
}

// Pieces of JSON and XML in other text, header lines, YAML.
function redactPairs(text: string, redactor: Redactor): string {
  const named: Substitute = ([, , name = ''], value) =>
    redactor.isSecret(name) ? redactor.named(name, value) : undefined;
  let result = text;
  if (result.includes(':')) {
    result = afterNames(
      result,
      /(\\{0,16}["'])([\p{L}\p{N}_.-]{1,100})\1\s*:\s*\1/gu,
      ([, quote = '']) => quoted(quote),
      named,
    );
    result = afterNames(
      result,
      fieldName,
      () => /[^\s"'][^\r\n"']*/y,
      ([, start = '', name = ''], value) => {
        const isLine = start === '' || start.includes('\n');
        if (!redactor.isSecret(name) || !looksSecret(value, isLine)) return undefined;
        return redactor.named(name, value);
      },
    );
    result = afterNames(
      result,
      // Arguments and fields of GraphQL and of objects in a script; block strings have three quotes.
      /([({,]\s*|\s)([\p{L}\p{N}_-]{1,100})\s*:\s*("""|"|')(?!\3)/gu,
      ([, , , quote = '']) => (quote === '"""' ? /[\s\S]+?(?="""|$)/y : quoted(quote)),
      named,
    );
    result = redactListed(result, redactor);
  }
  if (!result.includes('<')) return result;
  return afterNames(result, /(<)([\w:.-]{1,100})(?:\s[^<>]*)?>/g, () => /[^<>]+(?=<\/)/y, named);
}

const fieldName = /(^|\n[ \t<>*-]*|[\s'"])([\p{L}\p{N}_-]{2,100})["']?:[ \t]*["']?/gu;

function quoted(quote: string): RegExp {
  if (quote === '"') return /(?:[^"\\]|\\.)+/y;
  if (quote === "'") return /(?:[^'\\]|\\.)+/y;
  return /(?:[^"'\\]|\\+[^"'\\])+/y;
}

// A single word of prose after a colon is no credential, but all that stands on a line of its own may be one.
function looksSecret(value: string, isLine: boolean): boolean {
  const text = value.trim();
  if (/^(?:Basic|Bearer|Token)\s/i.test(text) || /[=;]/.test(text)) return true;
  const isWord = !/\s/.test(text);
  return isWord && (isLine || text.length > 12 || /\d|[a-z][A-Z]/.test(text));
}

// YAML cassettes: a header's values stand as a list below its name.
function redactListed(text: string, redactor: Redactor): string {
  if (!text.includes('\n')) return text;
  return afterNames(
    text,
    /(\n[ \t]*["']?)([\w-]{2,100})["']?:[ \t]*(?=\r?\n)/g,
    () => /(?:\r?\n[ \t]*- [^\r\n]*)+/y,
    ([, , name = ''], list) =>
      redactor.isSecret(name)
        ? list.replace(
            /(- ["']?)([^\r\n"']+)/g,
            (_, dash: string, value: string) => dash + listedValue(name, value, redactor),
          )
        : undefined,
  );
}

function listedValue(name: string, value: string, redactor: Redactor): string {
  return /cookie/i.test(name) ? redactor.named(name, value) : redactCredentials(value, `"${name}"`, redactor);
}

// ---- credentials that are known by their own looks, whatever they are called

const patterns: readonly (readonly [string, RegExp])[] = [
  ['a JSON Web Token', /()\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g],
  ['an access key', /()\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['a vendor token', /()\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|npm_|sk_live_|rk_live_)[\w-]{16,}/g],
  // id-signedData in DER, base64: what IAM's older tokens are.
  ['a signed token', /()\bMII[\w+/-]{1,8}YJKoZIhvcNAQcC[\w+/=-]{40,}/g],
  ['a private key', /(-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----)[\s\S]+?(?=-----END|$)/g],
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
