// JSON text redacted token by token, so that white space, number spellings, duplicate keys, and whatever makes it
// malformed stay as they were and draw the same findings. Also sequences of values (NDJSON), and text cut off midway.
import { contentOf as contentIn, readToken, tokenAt } from '../json/tokens.ts';
import { coversAllBelow } from './names.ts';
import type { Redactor } from './redactor.ts';
import { replacementNumber } from './replacement.ts';

type Token = { readonly start: number; readonly end: number; readonly text: string };

type Frame = {
  readonly isArray: boolean;
  /** The property under which it stands, or of the array around it. */
  readonly name: string | undefined;
  readonly isSecret: boolean;
  key: string | undefined;
  awaitsKey: boolean;
  /** Of `{"name": ..., "value": ...}` and its like. */
  readonly pairNames: string[];
  readonly values: Token[];
  encoding: string | undefined;
  content: Token | undefined;
  /** Of an array: its strings, as long as it has nothing else. */
  strings: Token[] | undefined;
};

type Edits = Map<number, { readonly end: number; readonly text: string }>;

const pairNames = new Set(['name', 'key', 'id', 'label', 'header', 'field', 'parameter']);
const parameterLists = new Set(['querystring', 'params', 'query', 'urlencoded', 'formdata']);
const tokenNames = new Set(['id', 'value', 'data', 'raw', 'content']);
const base64Names = new Set(['bodybase64', 'base64', 'base64_string', 'bodybytes']);

export function redactJson(text: string, redactor: Redactor, depth = 0): string {
  const edits: Edits = new Map();
  const frames: Frame[] = [];
  for (const token of tokensOf(text)) step(token, frames, edits, redactor, depth);
  while (frames.length > 0) close(frames, edits, redactor, depth);
  return redactor.literals.replace(applied(text, edits));
}

function applied(text: string, edits: Edits): string {
  const pieces: string[] = [];
  let last = 0;
  for (const [start, { end, text: substitute }] of [...edits].sort(([a], [b]) => a - b)) {
    if (start < last) continue;
    pieces.push(text.slice(last, start), substitute);
    last = end;
  }
  return pieces.join('') + text.slice(last);
}

function step(token: Token, frames: Frame[], edits: Edits, redactor: Redactor, depth: number): void {
  const frame = frames.at(-1);
  switch (token.text) {
    case '{':
    case '[':
      frames.push(opened(token.text === '[', frame, redactor));
      return;
    case '}':
    case ']':
      close(frames, edits, redactor, depth);
      return;
    case ',':
      if (frame !== undefined && !frame.isArray) frame.awaitsKey = true;
      return;
    case ':':
      return;
    default:
      if (depth === 0) redactor.position.offset = token.start;
      if (frame?.awaitsKey && token.text.startsWith('"')) key(token, frame, edits, redactor, depth);
      else scalar(token, frames, edits, redactor, depth);
  }
}

function opened(isArray: boolean, parent: Frame | undefined, redactor: Redactor): Frame {
  if (parent?.isArray) parent.strings = undefined;
  const name = parent === undefined || parent.isArray ? parent?.name : parent.key;
  const isMap = !isArray && parent?.isArray !== true && /^cookies$/i.test(name ?? '');
  const isOpen = name === undefined || !redactor.isSecret(name) || !(isMap || coversAllBelow(name));
  const isSecret = parent?.isSecret === true || !isOpen;
  return {
    isArray,
    name,
    isSecret,
    key: undefined,
    awaitsKey: !isArray,
    pairNames: [],
    values: [],
    encoding: undefined,
    content: undefined,
    strings: isArray ? [] : undefined,
  };
}

function key(token: Token, frame: Frame, edits: Edits, redactor: Redactor, depth: number): void {
  frame.key = contentOf(token);
  frame.awaitsKey = false;
  const replaced = redactor.text(frame.key, depth);
  if (replaced !== frame.key) edits.set(token.start, { end: token.end, text: JSON.stringify(replaced) });
}

function scalar(
  token: Token,
  frames: readonly Frame[],
  edits: Edits,
  redactor: Redactor,
  depth: number,
): void {
  const frame = frames.at(-1);
  const name = frame?.isArray ? frame.name : frame?.key;
  remember(token, frames, name);
  const isBelowToken =
    frame?.name !== undefined &&
    !frame.isArray &&
    redactor.isSecret(frame.name) &&
    tokenNames.has(name ?? '');
  const secretName = isBelowToken
    ? frame.name
    : frame?.isSecret && name !== undefined && !redactor.isSecret(name)
      ? frame.name
      : name;
  const hidden =
    frame?.isSecret === true ||
    isBelowToken ||
    (name !== undefined && (redactor.isSecret(name) || isAuth(name, token)));
  put(
    token,
    edits,
    hidden
      ? hiddenScalar(token, secretName ?? 'credential', redactor)
      : openScalar(token, name, redactor, depth),
  );
}

/** `auth` of a registry's login, base64 of user and password; elsewhere it is an everyday name. */
function isAuth(name: string, { text }: Token): boolean {
  return name === 'auth' && /^"(?=\D*\d)[\w+/.=-]{12,}"$/.test(text);
}

function put(token: Token, edits: Edits, text: string): void {
  if (text !== token.text) edits.set(token.start, { end: token.end, text });
}

function hiddenScalar(token: Token, name: string, redactor: Redactor): string {
  if (!token.text.startsWith('"'))
    return /^-?\d/.test(token.text) && !redactor.isCount(name) ? replacementNumber(token.text) : token.text;
  return rewritten(token, (content) =>
    redactor.named(redactor.isSecret(name) ? name : 'credential', content),
  );
}

function openScalar(token: Token, name: string | undefined, redactor: Redactor, depth: number): string {
  if (!token.text.startsWith('"')) return token.text;
  if (base64Names.has(name?.toLowerCase() ?? ''))
    return rewritten(token, (content) => base64(content, redactor));
  return rewritten(token, (content) =>
    isHexGzip(content) ? hexadecimal(content, redactor) : redactor.text(content, depth),
  );
}

function remember(token: Token, frames: readonly Frame[], name: string | undefined): void {
  const frame = frames.at(-1);
  if (frame === undefined) return;
  const isString = token.text.startsWith('"');
  if (frame.isArray) {
    if (isString) frame.strings?.push(token);
    else frame.strings = undefined;
    if (name === 'value' || name === 'values') frames.at(-2)?.values.push(token);
    return;
  }
  const lower = name?.toLowerCase() ?? '';
  if (isString && pairNames.has(lower)) frame.pairNames.push(contentOf(token));
  if (lower === 'value' || lower === 'values') frame.values.push(token);
  if (isString && lower === 'encoding') frame.encoding = contentOf(token).toLowerCase();
  if (isString && lower === 'text') frame.content = token;
}

// What only the whole object or array tells.
function close(frames: Frame[], edits: Edits, redactor: Redactor, depth: number): void {
  const frame = frames.pop();
  if (frame === undefined) return;
  const { encoding, content, strings } = frame;
  const owner = frame.name?.toLowerCase() ?? '';
  const isSecretHere = parameterLists.has(owner) ? redactor.isSecretParameter : redactor.isSecret;
  const secretName = frame.pairNames.find(isSecretHere);
  if (secretName !== undefined || (/^cookies?$/.test(owner) && frame.pairNames.length > 0))
    for (const value of frame.values)
      put(value, edits, hiddenScalar(value, secretName ?? 'credential', redactor));
  if (encoding === 'base64' && content !== undefined) {
    edits.delete(content.start);
    if (depth === 0) redactor.position.offset = content.start;
    put(
      content,
      edits,
      rewritten(content, (text) => base64(text, redactor)),
    );
  }
  if (strings !== undefined && strings.length > 1) listed(strings, frame, frames.at(-1), edits, redactor);
}

// Header fields as a flat list of names and values, as pairs, or octets in hexadecimal pieces.
function listed(
  strings: readonly Token[],
  frame: Frame,
  parent: Frame | undefined,
  edits: Edits,
  redactor: Redactor,
): void {
  const [first, ...others] = strings;
  if (
    first !== undefined &&
    isHexGzip(contentOf(first)) &&
    others.every((token) => /^"[0-9a-f]*"$/i.test(token.text))
  ) {
    const whole = strings.map(contentOf).join('');
    const result = hexadecimal(whole, redactor);
    for (const token of strings) edits.delete(token.start);
    if (result === whole) return;
    put(first, edits, JSON.stringify(result));
    for (const token of others) put(token, edits, '""');
    return;
  }
  if (!/headers$/i.test(frame.name ?? parent?.name ?? '')) return;
  for (let at = 0; at + 1 < strings.length; at += 2) {
    const [name, value] = [strings[at], strings[at + 1]];
    if (name === undefined || value === undefined || !redactor.isSecret(contentOf(name))) continue;
    put(value, edits, hiddenScalar(value, contentOf(name), redactor));
  }
}

function base64(text: string, redactor: Redactor): string {
  const compact = text.replace(/\s/g, '');
  if (!/^[\w+/-]*={0,2}$/.test(compact)) return redactor.text(text);
  const octets = Buffer.from(compact, 'base64');
  const result = redactor.readableOctets(octets);
  return result.equals(octets) ? text : result.toString('base64');
}

function isHexGzip(text: string): boolean {
  return /^1f8b08[0-9a-f]{14,}$/i.test(text);
}

function hexadecimal(text: string, redactor: Redactor): string {
  const octets = Buffer.from(text, 'hex');
  const result = redactor.octets(octets);
  return result.equals(octets) ? text : result.toString('hex');
}

// ---- tokens

function* tokensOf(text: string): Generator<Token> {
  const token = tokenAt(text);
  while (readToken(text, token) !== 'end') {
    const { start, end } = token;
    yield { start, end, text: text.slice(start, end) };
  }
}

/** The string token with its content replaced; as it was where the content stays. */
function rewritten(token: Token, rewrite: (content: string) => string): string {
  const content = contentOf(token);
  const result = rewrite(content);
  if (result === content) return token.text;
  const text = JSON.stringify(result);
  return token.text.length > 1 && token.text.endsWith('"') ? text : text.slice(0, -1);
}

function contentOf({ text }: Token): string {
  return contentIn(text, { kind: 'string', start: 0, end: text.length });
}
