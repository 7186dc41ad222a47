// Redacts credentials in free text: URLs, parameters, `name: value` pairs, and values of known forms.
import { TOKENS } from '../lib/token-forms.ts';
import { redactColumns } from './columns.ts';
import { percentDecoded, redactEncodedWords } from './encoded.ts';
import { redactCredentials } from './named.ts';
import { coversAllBelow } from './names.ts';
import type { Redactor } from './redactor.ts';
import { replacementNumber } from './replacement.ts';

/** JSON inside of the text is redacted as JSON, at any depth. */
export function redactText(text: string, redactor: Redactor, depth = 0): string {
  if (text.length < 4) return text;
  // RFC 7464: a sequence of JSON texts.
  const texts = text.split('\u001e');
  if (depth < 16 && texts.length > 1)
    return texts.map((each) => redactor.text(each, depth + 1)).join('\u001e');
  if (depth < 16 && JSON_START.test(text)) return redactor.json(text, depth + 1);
  // Values of known forms come first: the other steps would change parts of them.
  const steps = [
    redactEvents,
    redactParts,
    redactColumns,
    redactRecognisable,
    redactUserinfo,
    redactParameters,
    redactSettings,
    redactPairs,
    redactCalls,
    redactTags,
    redactEncodedWords,
  ];
  return redactor.literals.replace(steps.reduce((sofar, redact) => redact(sofar, redactor, depth), text));
}

/** After a brace comes a quoted name, after a bracket a value: GraphQL also starts with a brace, an ini file with `[section]`. */
const JSON_START = /^[\s\ufeff]*(?:\[\s*(?:\[\s*)*(?:["{\]\d-]|true|false|null|$)|\{\s*(?:["}]|$))/;

/** Server-sent events: the `data` lines of an event may together be JSON, which keeps its lines. */
function redactEvents(text: string, redactor: Redactor, depth: number): string {
  if (!text.includes('data:')) return text;
  return text.replace(/(?:^[ \t]*|(?<=["']))data:[^\r\n]*(?:(?:\r\n?|\n)[ \t]*data:[^\r\n]*)*/gm, (data) => {
    const lines = [...data.matchAll(/([ \t]*data:)([^\r\n]*)(\r\n?|\n|$)/g)];
    const joined = lines.map(([, , content]) => content).join('\n');
    if (!JSON_START.test(joined)) return data;
    const redacted = redactor.json(joined, depth + 1).split('\n');
    return lines.map(([, name, , end], index) => `${name}${redacted[index] ?? ''}${end}`).join('');
  });
}

/** Multipart: the head of each part of a form (RFC 7578) has its name, and any part may be JSON. */
function redactParts(given: string, redactor: Redactor, depth: number): string {
  const text = /^\s*--\S/.test(given)
    ? given.replace(
        /(\r?\n\r?\n)([[{][\s\S]*?)(?=\r?\n--|$)/g,
        (_, blank: string, content: string) => blank + redactor.text(content, depth + 1),
      )
    : given;
  if (!/content-disposition:\s*form-data/i.test(text)) return text;
  return text.replace(
    /(;\s*name(?:\*=[\w-]*'[\w-]*'|="?)([^";\r\n]+)"?[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n)([\s\S]*?)(?=\r?\n--|$)/gi,
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

// Finds names one by one, without their values: a value may contain the next name.
function afterNames(
  text: string,
  names: RegExp,
  valueAfter: (match: RegExpExecArray) => RegExp | undefined,
  substitute: Substitute,
): string {
  const pieces: string[] = [];
  let last = 0;
  for (let match = names.exec(text); match !== null; match = names.exec(text)) {
    const value = valueAfter(match);
    if (value === undefined) continue;
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

/** A query or a form body, also inside of another text; keeps the separators. */
function redactParameters(text: string, redactor: Redactor): string {
  if (!text.includes('=')) return text;
  return afterNames(
    text,
    /(^|[?&#;,:\s"'(])([\p{L}\p{N}_.%[\]$-]{1,100})=["']?/gu,
    ([, before = '']) => (isStrict(before) ? /[^&#\s"'<>]+/y : /[^&#\s"'<>,;)]+/y),
    ([, before = '', name = ''], value) => {
      const plain = plainName(name);
      const isInQuery = before === '?' || before === '&';
      if (value.startsWith('-----BEGIN')) return undefined;
      const isSecret = isInQuery ? redactor.isSecretParameter(plain) : redactor.isSecret(plain);
      return isSecret ? redactEncoded(value, `parameter "${plain}"`, redactor) : undefined;
    },
  );
}

/** Decodes up to three times: `pass%2577ord`. */
function plainName(name: string): string {
  const plain = percentDecoded(percentDecoded(percentDecoded(name)));
  return plain.replace(/\[\w*\]$/, '');
}

function isStrict(before: string): boolean {
  return before === '' || before === '?' || before === '&';
}

/** Keeps the percent-encoding, so that equal secrets stay equal in every spelling. */
function redactEncoded(value: string, where: string, redactor: Redactor): string {
  const plain = percentDecoded(value);
  if (plain === value) return redactor.secret(value, where);
  const substitute = redactor.secret(plain, where);
  return substitute === plain ? value : encodeURIComponent(substitute.toWellFormed());
}

// Fragments of JSON and XML in other text, header lines, YAML.
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
    result = redactFields(redactBlocks(result, redactor), redactor);
    result = afterNames(
      result,
      // Arguments and fields of GraphQL and of objects in a script; block strings have three quotes.
      /([({,]\s*|[\s$])([\p{L}\p{N}_-]{1,100})\s*:\s*(?:#[^\r\n]*\s+)?(?:[\w![\]]{1,100}\s*=\s*)?("""|"|')(?!\3)/gu,
      ([, , , quote = '']) => (quote === '"""' ? /[\s\S]+?(?="""|$)/y : quoted(quote)),
      named,
    );
    result = redactGraphqlValues(redactListed(result, redactor), redactor);
  }
  if (result.includes('&lt;'))
    result = afterNames(result, /(&lt;)([\w:.-]{1,100})&gt;/g, () => /[^&<>]+(?=&lt;\/)/y, named);
  if (!result.includes('<')) return result;
  return afterNames(
    result,
    /(<)([\w:.-]{1,100})(?:\s[^<>]*)?>(?:\s*<!\[CDATA\[)?/g,
    () => /[^<>]+?(?=<\/|\]\]>)/y,
    named,
  );
}

/** `setRequestHeader("X-Auth-Token", "...")` and the like in scripts. */
function redactCalls(text: string, redactor: Redactor): string {
  if (!text.includes('(')) return text;
  return afterNames(
    text,
    /(\b(?:set\w{0,20}|append|add\w{0,20}|put|header)\(\s*["'])([\p{L}\p{N}_.-]{1,100})["']\s*,\s*["']/giu,
    () => /[^"'\r\n]+/y,
    ([, , name = ''], value) => (redactor.isSecret(name) ? redactor.named(name, value) : undefined),
  );
}

/** Block scalars of YAML: `client_secret: |`, and the value in the indented lines below. */
function redactBlocks(text: string, redactor: Redactor): string {
  if (!/: *[|>]/.test(text)) return text;
  return afterNames(
    text,
    /((?:^|\n)[ \t]*(?:- )?["']?)([\w.-]{2,100})["']?:[ \t]*[|>][-+\d]{0,3}[ \t]*\r?\n/g,
    ([, before = '']) =>
      new RegExp(
        `(?:${/[ \t]*/.exec(before.replace(/^\n/, ''))?.[0]}[ \\t]+[^\\r\\n]*(?:\\r?\\n|$)|[ \\t]*\\r?\\n)+`,
        'y',
      ),
    ([, , name = ''], block) =>
      redactor.isSecret(name)
        ? block.replace(/[^\s].*[^\s]/g, (line) => redactCredentials(line, `"${name}"`, redactor))
        : undefined,
  );
}

/** Lists, numbers and objects of GraphQL under a name: `tokens: ["...", "..."]`. */
function redactGraphqlValues(text: string, redactor: Redactor): string {
  return afterNames(
    text,
    /([({,]\s*|\s|^)([\p{L}\p{N}_-]{1,100})\s*:\s*(?=[[{]|\d{4,}\s*[,)}])/gu,
    () => /\[[^[\]]*|\{[^{}]*|\d+/y,
    ([, , name = ''], value) => {
      const isOpen = !redactor.isSecret(name) || (value.startsWith('{') && !coversAllBelow(name));
      if (isOpen) return undefined;
      if (/^\d/.test(value)) return redactor.isCount(name) ? undefined : replacementNumber(value);
      // Unquoted words are values in YAML and types in GraphQL.
      return value.replace(
        /(["']|)((?<=")(?:[^"\\]|\\.)+(?=")|(?<=')[^']+(?=')|(?<=[[,\s])(?=[^\s,[\]"']*\d)[\w.~+/=-]{8,})/g,
        (_, quote: string, content: string) => quote + redactor.secret(content, `"${name}"`),
      );
    },
  );
}

/** Lines of TOML and ini files, `password = "..."`. */
function redactSettings(text: string, redactor: Redactor): string {
  if (!/ =|= /.test(text)) return text;
  return afterNames(
    text,
    /((?:^|\n)[ \t]*(?:(?:export|const|let|var|public|private|static|final|String)[ \t]+){0,5})([\p{L}\p{N}_.-]{1,100})[ \t]*=[ \t]*["']?/gu,
    () => /[^\s"'][^\r\n"']*/y,
    ([, , name = ''], value) =>
      redactor.isSecret(name) && looksSecret(value, true) ? redactor.named(name, value) : undefined,
  );
}

/** `<input name="password" value="...">`. */
function redactTags(text: string, redactor: Redactor): string {
  if (!text.includes('<') || !/\s(?:value|content)\s*=/i.test(text)) return text;
  return text.replace(/<\w[^<>]{1,2000}>/g, (tag) => {
    const [, name] = /\s(?:name|key|id)\s*=\s*["']([^"']+)["']/i.exec(tag) ?? [];
    if (name === undefined || !redactor.isSecret(name)) return tag;
    return tag.replace(
      /(\s(?:value|content)\s*=\s*["'])([^"']+)/i,
      (_, start: string, value: string) => start + redactor.named(name, value),
    );
  });
}

/** `name: value`, as in header lines and YAML: the value may be the rest of the line. */
function redactFields(text: string, redactor: Redactor): string {
  // Up to this offset the line has no credential, except for a word or the credentials of a scheme at its end. Reading the rest of the line
  // again after each further name would take quadratic time.
  let readUntil = 0;
  const valueStart = ({ 0: { length }, index }: RegExpExecArray): number => index + length;
  return afterNames(
    text,
    fieldName,
    (match) => {
      if (!redactor.isSecret(match[2] ?? '')) return undefined;
      return valueStart(match) < readUntil ? lastWord : /(?![|>][-+\d]*[ \t]*[\r\n])[^\s"'[{][^\r\n"']*/y;
    },
    (match, value) => {
      const [, start = '', name = ''] = match;
      if (looksSecret(value, start === '' || start.includes('\n'))) return redactor.named(name, value);
      readUntil = Math.max(readUntil, valueStart(match) + value.length);
      return undefined;
    },
  );
}

const lastWord = /(?:Basic|Bearer|Token)\s[^\r\n"']*|[^\s"'=;]+(?=[^\S\r\n]*(?:[\r\n"']|$))/iy;

const fieldName = /(^|\n[ \t<>*-]*|[\s'"])([\p{L}\p{N}_-]{2,100})["']?:[ \t]*["']?/gu;

function quoted(quote: string): RegExp {
  if (quote === '"') return /(?:[^"\\]|\\.)+/y;
  if (quote === "'") return /(?:[^'\\]|\\.)+/y;
  return /(?:[^"'\\]|\\+[^"'\\])+/y;
}

// A single word of prose after a colon is no credential, but a word that fills the rest of a line may be one.
function looksSecret(value: string, isLine: boolean): boolean {
  const text = value.trim();
  if (/^(?:Basic|Bearer|Token)\s/i.test(text) || /[=;]/.test(text)) return true;
  const isWord = !/\s/.test(text);
  return isWord && (isLine || text.length > 12 || /\d|[a-z][A-Z]/.test(text));
}

// YAML cassettes have the values of a header as a list below its name.
function redactListed(text: string, redactor: Redactor): string {
  if (!text.includes('\n')) return text;
  return afterNames(
    text,
    /((?:^|\n)[ \t]*["']?)([\w-]{2,100})["']?:[ \t]*(?=\r?\n)/g,
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

/** Credentials that are recognised by their form, whatever their name. */
const patterns: readonly (readonly [string, RegExp])[] = [
  ...TOKENS,
  ['the login of a machine', /(\bmachine\s+\S{1,255}\s+login\s+\S{1,255}\s+password\s+)\S+/g],
  [
    'an option',
    /(\s--?(?:[\w-]{0,40}-)?(?:password|passwd|token|secret|api-?key)[ =]["']?)(?=[^\s"']*\d)[^\s"']{4,}/gi,
  ],
  ['credentials of curl', /(\bcurl\b[^\r\n]{0,500}?\s(?:-u|--user)[ =]?["']?[^\s:"']+:)[^\s"']+/g],
  ['a private key', /(-----? ?BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)? ?-----?)[\s\S]+?(?=-----? ?END|$)/g],
  ['a private key', /(\bPrivate-Lines: \d+(?:\s|\\r|\\n)+)[\s\S]+?(?=Private-(?:MAC|Hash):|$)/g],
];

function redactRecognisable(text: string, redactor: Redactor): string {
  let result = /bearer|basic|token|hmac-/i.test(text) ? redactSchemes(text, redactor) : text;
  for (const [what, pattern] of patterns)
    result = result.replace(
      pattern,
      (all: string, kept: string) => kept + redactor.secret(all.slice(kept.length), what),
    );
  return result;
}

function redactSchemes(text: string, redactor: Redactor): string {
  return (
    text
      .replace(/\b(?:Bearer|Basic)\s+(?=[^\s"',;]*[\dA-Z=])[\w.~+/-]{8,}={0,2}(?![\w"=])/g, (all) =>
        redactCredentials(all, 'credentials in a text', redactor),
      )
      // In prose the word is in lower case or no digit follows.
      .replace(/\b(?:bearer|token)\s+(?=[^\s"',;]*\d)[\w.~+/-]{20,}={0,2}(?![\w"=])/gi, (all) =>
        redactCredentials(all, 'credentials in a text', redactor),
      )
      .replace(/\b[A-Z0-9]+-HMAC-SHA\d+\s+(?:Access|Credential)=[^"'\r\n]+/g, (all) =>
        redactCredentials(all, 'a signature', redactor),
      )
  );
}
