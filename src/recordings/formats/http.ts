// HTTP messages as text, as `curl -i` prints them. A line `# GET url`, or a request head, says what was asked; each response behind it is an
// exchange, but for those that another head of the same exchange follows at once (1xx, redirects, a proxy's CONNECT, a refused authentication).

import { METHODS } from 'node:http';
import type { Exchange, HeaderField } from '../../model.ts';
import type { ByteSource, Entry, Head, Hints, RecordingFormat } from '../format.ts';
import { octetBody, readRecord, refuse } from '../message.ts';
import { wholeOctets } from '../source.ts';

export const http: RecordingFormat = {
  name: 'http',
  description: 'HTTP messages as `curl -i` prints them, with `# GET url` before or --operation',
  sniff: isHttp,
  read: readHttp,
};

const statusLine = /^HTTP\/\d(?:\.\d)? (\d{3})(?: .*)?$/;
const requestLine = /^([A-Z][A-Z-]*) (\S+) HTTP\/\d(?:\.\d)?$/;

// Only methods that Node knows: a body may hold a comment or a heading.
const methods = METHODS.join('|');
const asked = new RegExp(`^# ?(${methods}) (\\S+)$`);
const start = new RegExp(`^(?=# ?(?:${methods}) \\S+\\r?$|[A-Z][A-Z-]* \\S+ HTTP/[\\d.]+\\r?$)`, 'm');

function isHttp(head: Head): boolean {
  const line = head.text.trimStart().split('\n', 1)[0]?.trimEnd() ?? '';
  return statusLine.test(line) || requestLine.test(line) || asked.test(line);
}

async function* readHttp(source: ByteSource): AsyncGenerator<Iterable<Entry>> {
  // latin1 keeps octets and characters in step.
  const text = (await wholeOctets(source.name, source.chunks)).toString('latin1');
  let line = 1;
  let index = 0;
  const all = parts(text);
  for (const [at, part] of all.entries()) {
    const lead = part.length - part.trimStart().length;
    // The newline before the next request belongs to neither.
    const end = at === all.length - 1 ? part : part.replace(/\r?\n$/, '');
    line += newlines(part.slice(0, lead));
    let counted = lead;
    if (lead < part.length)
      for (const { offset, ...message } of messagesIn(end.slice(lead), source.hints)) {
        line += newlines(part.slice(counted, lead + offset));
        counted = lead + offset;
        const place = { source: source.name, index: index++, line };
        yield [readRecord(place, () => ({ ...place, ...exchangeOf(message) }))];
      }
    line += newlines(part.slice(counted));
  }
}

function newlines(text: string): number {
  return text.split('\n').length - 1;
}

/** A new one begins with a line that asks. */
function parts(text: string): readonly string[] {
  return text.split(start).reduce(rejoin, []);
}

// `# GET url` before a request head belongs to it.
function rejoin(done: string[], part: string): string[] {
  const last = done.at(-1);
  if (last !== undefined && asked.test(last.trim()) && requestLine.test(lineAt(part)))
    done[done.length - 1] = last + part;
  else done.push(part);
  return done;
}

/** What was asked, and the text of one answer. */
type Message = { readonly asked: Asked; readonly answer: string };

/** One for each response: all that follow one question answer it, as where a request is sent again and again. */
function messagesIn(part: string, hints: Hints): readonly (Message & { readonly offset: number })[] {
  const { request, rest } = requestOf(part, hints);
  const before = part.length - rest.length;
  const messages: (Message & { readonly offset: number })[] = [];
  let asked = request;
  // The first head of the exchange at hand, and the head at hand.
  let [begin, from] = [0, 0];
  do {
    const head = responseHead(rest.slice(from));
    const body = rest.length - (head?.rest.length ?? rest.length - from);
    const end = body + (head === undefined ? untilNextHead(rest.slice(from), 1) : bodyLength(head));
    if (head !== undefined && end === body && end < rest.length && isFollowed(head, asked)) {
      asked = redirected(head, asked);
    } else {
      messages.push({ asked, answer: rest.slice(from, end), offset: begin === 0 ? 0 : before + begin });
      asked = request;
      begin = end;
    }
    from = end;
  } while (from < rest.length);
  return messages;
}

/**
 * Whether the next head may be of the same exchange (RFC 9110 sections 9.3.6, 15.2, 15.4, 11): 1xx, a redirect, a refused authentication, or
 * what a proxy says to CONNECT. After any other response comes another exchange.
 */
function isFollowed({ status, fields, line }: ResponseHead, asked: Asked): boolean {
  if (status < 200 || status === 401 || status === 407) return true;
  if (status === 200) return asked.method === 'CONNECT' || /connection established/i.test(line);
  return status > 299 && status < 400 && fieldOf(fields, 'location') !== undefined;
}

/** A head as tools print it, wherever it begins: on a line of its own, or right behind a body that ends in no newline. */
const NEXT_HEAD =
  /(?<=^|\n)HTTP\/\d(?:\.\d)? \d{3}(?: [^\r\n]*)?\r?\n|HTTP\/\d(?:\.\d)? \d{3}(?: [^\r\n]*)?\r?\n[\w!#$%&'*+.^`|~-]+:/g;

/** Up to the next response, which begins where Content-Length says that the body ends, or behind it. */
function bodyLength({ rest, fields }: ResponseHead): number {
  return untilNextHead(rest, Number(fieldOf(fields, 'content-length') ?? 0));
}

function untilNextHead(text: string, least: number): number {
  for (const { index } of text.matchAll(NEXT_HEAD)) if (!(index < least)) return index;
  return text.length;
}

function exchangeOf({ asked, answer }: Message): Pick<Exchange, 'request' | 'response'> {
  const { url, method, headers, body } = asked;
  const head = responseHead(answer);
  if (head === undefined) return refuse('no HTTP response: has no status line');
  if (url === undefined || method === undefined)
    return refuse('no request: begin with a line "# GET url" or give --operation');
  for (const fields of [headers, head.fields])
    if (fields?.some(({ name }) => !TOKEN.test(name)) === true)
      return refuse('no HTTP message: a line of its head is no header field');
  return {
    request: { method, url, headers, body },
    response: {
      status: head.status,
      headers: head.fields,
      body: octetBody(Buffer.from(bodyOf(head), 'latin1')),
    },
  };
}

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

function fieldOf(fields: readonly HeaderField[], lower: string): string | undefined {
  return fields.find(({ name }) => name.toLowerCase() === lower)?.value;
}

type Asked = {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: readonly HeaderField[] | undefined;
  readonly body: Exchange['request']['body'];
};

function requestOf(part: string, hints: Hints): { request: Asked; rest: string } {
  let request: Asked = { method: hints.method, url: hints.url, headers: undefined, body: { kind: 'none' } };
  let rest = part;
  const first = asked.exec(lineAt(rest));
  if (first !== null) {
    request = { ...request, method: first[1], url: first[2] };
    rest = rest.slice(rest.indexOf('\n') + 1 || rest.length).trimStart();
  }
  const head = parseHead(rest);
  if (head === undefined || isResponse(head)) return { request, rest };
  const answer = /^HTTP\/\d/m.exec(head.rest)?.index ?? head.rest.length;
  const body = head.rest.slice(0, answer).replace(/\r?\n$/, '');
  return {
    request: {
      ...head,
      url: urlOf(head, request),
      headers: head.fields,
      body: octetBody(Buffer.from(body, 'latin1')),
    },
    rest: head.rest.slice(answer),
  };
}

function lineAt(text: string): string {
  return text.split('\n', 1)[0]?.trimEnd() ?? '';
}

/** Origin form (RFC 9112 section 3.2.1) with its Host, unless a comment line said the whole. */
function urlOf(head: MessageHead, request: Asked): string | undefined {
  return request.method !== undefined && request.url !== undefined ? request.url : head.url;
}

type ResponseHead = MessageHead & { readonly status: number };

function responseHead(text: string): ResponseHead | undefined {
  const head = statusLine.test(lineAt(text)) ? parseHead(text) : undefined;
  return head !== undefined && isResponse(head) ? head : undefined;
}

/** What is asked next (RFC 9110 section 15.4). */
function redirected(head: ResponseHead, asked: Asked): Asked {
  const { method, url } = asked;
  const location = fieldOf(head.fields, 'location');
  if (head.status < 300 || head.status > 399 || location === undefined) return asked;
  const isRewritten = head.status === 303 ? method !== 'HEAD' : head.status < 303 && method === 'POST';
  return {
    ...asked,
    method: isRewritten && method !== undefined ? 'GET' : method,
    url: url !== undefined && URL.canParse(location, url) ? new URL(location, url).href : location,
  };
}

/** An editor's newline at the end is not the server's: Content-Length tells. */
function bodyOf({ rest, fields }: ResponseHead): string {
  const length = Number(fieldOf(fields, 'content-length') ?? NaN);
  return length < rest.length && rest.slice(length).trim() === '' ? rest.slice(0, length) : rest;
}

// ---- message heads (RFC 9112 section 2.1) as tools print them: CRLF or LF, HTTP/2 and HTTP/3 status lines without a version's dot

type MessageHead = {
  /** The start line. */
  readonly line: string;
  readonly status: number | undefined;
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly fields: readonly HeaderField[];
  /** Everything after the empty line. */
  readonly rest: string;
};

function isResponse(head: MessageHead): head is MessageHead & { readonly status: number } {
  return head.status !== undefined;
}

/** `text` in latin1; undefined where it begins with no start line. */
function parseHead(text: string): MessageHead | undefined {
  const end = /\r?\n\r?\n/.exec(text);
  const head = end === null ? text : text.slice(0, end.index);
  const rest = end === null ? '' : text.slice(end.index + end[0].length);
  const [first = '', ...lines] = head.split(/\r?\n/);
  const status = statusLine.exec(first.trimEnd())?.[1];
  const request = requestLine.exec(first.trimEnd());
  if (status === undefined && request === null) return undefined;
  const fields = fieldsOf(lines);
  return {
    line: first,
    status: status === undefined ? undefined : Number(status),
    method: request?.[1],
    url: absolute(request?.[2], fields),
    fields,
    rest,
  };
}

// RFC 9112 section 5.2: a line that begins with white space continues the one before.
function fieldsOf(lines: readonly string[]): HeaderField[] {
  const fields: HeaderField[] = [];
  for (const line of lines
    .join('\n')
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')) {
    const colon = line.indexOf(':');
    const end = colon < 0 ? line.length : colon;
    if (line !== '') fields.push({ name: line.slice(0, end), value: line.slice(end + 1).trim() });
  }
  return fields;
}

function absolute(target: string | undefined, fields: readonly HeaderField[]): string | undefined {
  const host = fields.find((field) => field.name.toLowerCase() === 'host')?.value;
  return target?.startsWith('/') && host !== undefined ? `https://${host}${target}` : target;
}
