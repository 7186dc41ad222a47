// Redacts JSON text token by token, so that white space, number spellings, duplicate keys and whatever makes the text malformed stay as they are
// and give the same findings. Also reads sequences of values (NDJSON) and text that is cut off.
import { contentOf as contentIn, readToken, tokenAt } from '../json/tokens.ts';
import { coversAllBelow } from './names.ts';
import type { Redactor } from './redactor.ts';
import { replacementNumber } from './replacement.ts';

type Token = { readonly start: number; readonly end: number; readonly text: string };

type Frame = {
  readonly isArray: boolean;
  /** The property that has this value, or that has the array around it. */
  readonly name: string | undefined;
  readonly isSecret: boolean;
  key: string | undefined;
  awaitsKey: boolean;
  /** Names in objects such as `{"name": ..., "value": ...}`. */
  readonly pairNames: string[];
  readonly values: Token[];
  encoding: string | undefined;
  content: Token | undefined;
  /** The elements of an array, as long as all of them are strings. */
  strings: Token[] | undefined;
};

/** The new texts of tokens, by their start. */
type Edits = Map<number, { readonly end: number; readonly text: string }>;

/** Where the reader is: the objects and arrays that are open, and what it has replaced so far. */
type Walk = {
  readonly redactor: Redactor;
  /** 0 where the text is the recording itself, and not a text inside of it. */
  readonly depth: number;
  readonly frames: Frame[];
  readonly edits: Edits;
};

const pairNames = new Set(['name', 'key', 'id', 'label', 'header', 'field', 'parameter']);
const parameterLists = new Set(['querystring', 'params', 'query', 'urlencoded', 'formdata']);
const tokenNames = new Set(['id', 'value', 'data', 'raw', 'content']);
const base64Names = new Set(['bodybase64', 'base64', 'base64_string', 'bodybytes']);

export function redactJson(text: string, redactor: Redactor, depth = 0): string {
  const walk: Walk = { redactor, depth, frames: [], edits: new Map() };
  for (const token of tokensOf(text)) step(token, walk);
  while (walk.frames.length > 0) close(walk);
  return redactor.literals.replace(applied(text, walk.edits));
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

function step(token: Token, walk: Walk): void {
  const { frames, depth, redactor } = walk;
  const frame = frames.at(-1);
  switch (token.text) {
    case '{':
    case '[':
      frames.push(opened(token.text === '[', frame, redactor));
      return;
    case '}':
    case ']':
      close(walk);
      return;
    case ',':
      if (frame !== undefined && !frame.isArray) frame.awaitsKey = true;
      return;
    case ':':
      return;
    default:
      if (depth === 0) redactor.position.offset = token.start;
      if (frame?.awaitsKey && isString(token)) key(token, frame, walk);
      else scalar(token, frame, walk);
  }
}

function opened(isArray: boolean, parent: Frame | undefined, redactor: Redactor): Frame {
  if (parent?.isArray) parent.strings = undefined;
  const name = parent === undefined || parent.isArray ? parent?.name : parent.key;
  const isMap = !isArray && parent?.isArray !== true && /^cookies$/i.test(name ?? '');
  const isOpen = name === undefined || !redactor.isSecret(name) || !(isMap || coversAllBelow(name));
  return {
    isArray,
    name,
    isSecret: parent?.isSecret === true || !isOpen,
    key: undefined,
    awaitsKey: !isArray,
    pairNames: [],
    values: [],
    encoding: undefined,
    content: undefined,
    strings: isArray ? [] : undefined,
  };
}

function key(token: Token, frame: Frame, { redactor, depth, edits }: Walk): void {
  frame.key = contentOf(token);
  frame.awaitsKey = false;
  const replaced = redactor.text(frame.key, depth);
  if (replaced !== frame.key) edits.set(token.start, { end: token.end, text: JSON.stringify(replaced) });
}

function scalar(token: Token, frame: Frame | undefined, walk: Walk): void {
  const { redactor } = walk;
  const name = frame?.isArray ? frame.name : frame?.key;
  remember(token, name, walk);
  const owner = frame?.name;
  const isOwnerSecret = owner !== undefined && redactor.isSecret(owner);
  const isNameSecret = name !== undefined && redactor.isSecret(name);
  const isBelowToken = isOwnerSecret && frame?.isArray === false && tokenNames.has(name ?? '');
  const isOfOwner = isBelowToken || (frame?.isSecret && name !== undefined && !isNameSecret);
  const isHidden =
    frame?.isSecret || isBelowToken || isNameSecret || (name !== undefined && isAuth(name, token));
  const secretName = (isOfOwner ? owner : name) ?? 'credential';
  put(token, isHidden ? hiddenScalar(token, secretName, redactor) : openScalar(token, name, walk), walk);
}

/** `auth` in the login of a registry is base64 of user and password; elsewhere the name is an ordinary one. */
function isAuth(name: string, { text }: Token): boolean {
  return name === 'auth' && /^"(?=\D*\d)[\w+/.=-]{12,}"$/.test(text);
}

function put(token: Token, text: string, { edits }: Walk): void {
  if (text !== token.text) edits.set(token.start, { end: token.end, text });
}

function hiddenScalar(token: Token, name: string, redactor: Redactor): string {
  if (!isString(token))
    return /^-?\d/.test(token.text) && !redactor.isCount(name) ? replacementNumber(token.text) : token.text;
  return rewritten(token, (content) =>
    redactor.named(redactor.isSecret(name) ? name : 'credential', content),
  );
}

function openScalar(token: Token, name: string | undefined, { redactor, depth }: Walk): string {
  if (!isString(token)) return token.text;
  return rewritten(token, (content) => {
    if (base64Names.has(name?.toLowerCase() ?? '')) return base64(content, redactor);
    return isHexGzip(content) ? hexadecimal(content, redactor) : redactor.text(content, depth);
  });
}

/** Notes what the end of the object or array needs. */
function remember(token: Token, name: string | undefined, { frames }: Walk): void {
  const frame = frames.at(-1);
  if (frame === undefined) return;
  if (frame.isArray) {
    if (isString(token)) frame.strings?.push(token);
    else frame.strings = undefined;
    if (name === 'value' || name === 'values') frames.at(-2)?.values.push(token);
    return;
  }
  const lower = name?.toLowerCase() ?? '';
  if (lower === 'value' || lower === 'values') frame.values.push(token);
  if (!isString(token)) return;
  if (pairNames.has(lower)) frame.pairNames.push(contentOf(token));
  if (lower === 'encoding') frame.encoding = contentOf(token).toLowerCase();
  if (lower === 'text') frame.content = token;
}

/** Redacts what only the whole object or array tells. */
function close(walk: Walk): void {
  const { frames, edits, redactor, depth } = walk;
  const frame = frames.pop();
  if (frame === undefined) return;
  const { encoding, content, strings } = frame;
  const owner = frame.name?.toLowerCase() ?? '';
  const isSecretHere = parameterLists.has(owner) ? redactor.isSecretParameter : redactor.isSecret;
  const secretName = frame.pairNames.find(isSecretHere);
  if (secretName !== undefined || (/^cookies?$/.test(owner) && frame.pairNames.length > 0))
    for (const value of frame.values)
      put(value, hiddenScalar(value, secretName ?? 'credential', redactor), walk);
  if (encoding === 'base64' && content !== undefined) {
    edits.delete(content.start);
    if (depth === 0) redactor.position.offset = content.start;
    const text = rewritten(content, (encoded) => base64(encoded, redactor));
    put(content, text, walk);
  }
  if (strings !== undefined && strings.length > 1) listed(strings, frame.name ?? frames.at(-1)?.name, walk);
}

/** Octets in hexadecimal pieces, or header fields as a flat list of names and values. */
function listed(strings: readonly Token[], name: string | undefined, walk: Walk): void {
  const { edits, redactor } = walk;
  const [first, ...others] = strings;
  const arePieces = others.every((token) => /^"[0-9a-f]*"$/i.test(token.text));
  if (first !== undefined && isHexGzip(contentOf(first)) && arePieces) {
    const whole = strings.map(contentOf).join('');
    const result = hexadecimal(whole, redactor);
    for (const token of strings) edits.delete(token.start);
    if (result === whole) return;
    put(first, JSON.stringify(result), walk);
    for (const token of others) put(token, '""', walk);
    return;
  }
  if (!/headers$/i.test(name ?? '')) return;
  for (let at = 0; at + 1 < strings.length; at += 2) {
    const [field, value] = [strings[at], strings[at + 1]];
    if (field === undefined || value === undefined || !redactor.isSecret(contentOf(field))) continue;
    put(value, hiddenScalar(value, contentOf(field), redactor), walk);
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

function* tokensOf(text: string): Generator<Token> {
  const token = tokenAt(text);
  while (readToken(text, token) !== 'end') {
    const { start, end } = token;
    yield { start, end, text: text.slice(start, end) };
  }
}

/** The string token with the new content; unchanged where the content stays the same. */
function rewritten(token: Token, rewrite: (content: string) => string): string {
  const content = contentOf(token);
  const result = rewrite(content);
  if (result === content) return token.text;
  const text = JSON.stringify(result);
  return token.text.length > 1 && token.text.endsWith('"') ? text : text.slice(0, -1);
}

function isString({ text }: Token): boolean {
  return text.startsWith('"');
}

function contentOf({ text }: Token): string {
  return contentIn(text, { kind: 'string', start: 0, end: text.length });
}
