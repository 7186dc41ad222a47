// The tokens of JSON text and their places: the one lexer of JSON text that is held as a string. It never fails: text that is malformed or
// cut off has tokens too, and the `mistakeIn` functions say what is wrong with one (RFC 8259). It keeps no state but the token, so a caller
// can start at any offset.

/** A `word` is a number, `true`, `false`, `null`, or what stands where one of those should. */
export type TokenKind = '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'word' | 'end';

/** One object for all tokens of a text; `end` is the offset behind it. */
export type Token = { kind: TokenKind; start: number; end: number };

/** Where a text stops being JSON. */
export type Mistake = {
  readonly offset: number;
  /** Holds nothing of the text. */
  readonly message: string;
  /** The same as what is due: `a value`. */
  readonly wanted?: string;
  /** JSON as far as it was read, and nested deeper than the reader allows. */
  readonly isTooDeep?: true;
};

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BYTE_ORDER_MARK = 0xfeff;

/** Before the first token from `offset` on. A byte order mark is skipped (RFC 8259 section 8.1). */
export function tokenAt(text: string, offset = 0): Token {
  const start = offset === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : offset;
  return { kind: 'end', start, end: start };
}

/** Moves the token on to the next one. */
export function readToken(text: string, token: Token): TokenKind {
  const start = skipSpace(text, token.end);
  token.start = start;
  const code = text.charCodeAt(start);
  if (code === QUOTE) {
    token.end = stringEnd(text, start);
    token.kind = 'string';
  } else if (isPunctuation(code)) {
    token.end = start + 1;
    token.kind = text[start] as TokenKind;
  } else {
    token.end = wordEnd(text, start);
    token.kind = start < text.length ? 'word' : 'end';
  }
  return token.kind;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  let code = text.charCodeAt(at);
  while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = text.charCodeAt(++at);
  return at;
}

/** `,` `:` `[` `]` `{` `}` */
function isPunctuation(code: number): boolean {
  return code === 0x2c || code === 0x3a || (code | 0x20) === 0x7b || (code | 0x20) === 0x7d;
}

/** Behind the quote that no backslash escapes, or the end of the text. */
function stringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote;
    while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
    if ((quote - Math.max(before, start + 1)) % 2 === 0) return quote + 1;
  }
  return text.length;
}

function wordEnd(text: string, start: number): number {
  let at = start;
  for (let code = text.charCodeAt(at); isOfWord(code); code = text.charCodeAt(++at));
  return at === start && start < text.length ? start + 1 : at;
}

/** Space beyond JSON's ends a word too, so that a number behind it is seen as one. */
function isOfWord(code: number): boolean {
  if (code <= 0x20 || code === QUOTE || isPunctuation(code)) return false;
  return code < 0x80 || (code >= 0x80 && !/\s/.test(String.fromCharCode(code)));
}

const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 section 7 excludes exactly these
const STRING_PART = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** What is wrong with a word. One that only begins as a number or literal is cut to that: `01` is `0`, and then `1`. */
export function mistakeInWord(text: string, token: Token): Mistake | undefined {
  SCALAR.lastIndex = token.start;
  if (!SCALAR.test(text)) return { offset: token.start, message: 'no value starts here', wanted: 'a value' };
  token.end = SCALAR.lastIndex;
  return undefined;
}

/** What is wrong inside a string. */
export function mistakeInString(text: string, { start, end }: Token): Mistake | undefined {
  for (let offset = start + 1; ; ) {
    STRING_PART.lastIndex = offset;
    STRING_PART.test(text);
    offset = STRING_PART.lastIndex;
    const code = text.charCodeAt(offset);
    if (code === QUOTE) return undefined;
    if (offset >= end) return { offset, message: 'the text ends inside a string' };
    if (code !== BACKSLASH) return { offset, message: 'a control character stands in a string' };
    ESCAPE.lastIndex = offset;
    if (!ESCAPE.test(text)) return { offset, message: 'no escape of JSON' };
    offset = ESCAPE.lastIndex;
  }
}

/** What a string token says; of a broken one, what stands between its quotes. */
export function contentOf(text: string, { start, end }: Token): string {
  const literal = text.slice(start, end);
  if (literal.includes('\\')) {
    try {
      return JSON.parse(literal) as string;
    } catch {
      // No escape of JSON, or no end: as it stands.
    }
  }
  return literal.replace(/^"|"$/g, '');
}
