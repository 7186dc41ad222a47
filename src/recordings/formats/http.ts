// HTTP messages as text, as `curl -i` prints them. A line `# GET url`, or a request head, says what was asked; heads that
// another head follows at once (1xx, redirects, a proxy's CONNECT, a refused authentication) are not the last word.

import type { Exchange, HeaderField, Unreadable } from '../../model.ts';
import type { ByteSource, Entry, Head, Hints, RecordingFormat } from '../format.ts';
import { octetBody } from '../message.ts';
import { wholeOctets } from '../source.ts';

export const http: RecordingFormat = {
  name: 'http',
  description: 'HTTP messages as `curl -i` prints them, with `# GET url` before or --operation',
  sniff: isHttp,
  read: readHttp,
};

const statusLine = /^HTTP\/\d(?:\.\d)? (\d{3})(?: .*)?$/;
const requestLine = /^([A-Z]+) (\S+) HTTP\/\d(?:\.\d)?$/;

// Only methods that are known: a body may hold a comment or a heading.
const methods = 'GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|QUERY';
const asked = new RegExp(`^# ?(${methods}) (\\S+)$`);
const start = new RegExp(`^(?=# ?(?:${methods}) \\S+\\r?$|[A-Z]+ \\S+ HTTP/[\\d.]+\\r?$)`, 'm');

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
    if (lead < part.length)
      yield [entryOf(end.slice(lead), source, index++, line + newlines(part.slice(0, lead)))];
    line += newlines(part);
  }
}

function newlines(text: string): number {
  return text.split('\n').length - 1;
}

/** One exchange each: a new one begins with a line that asks. */
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

function entryOf(part: string, source: ByteSource, index: number, line: number): Exchange | Unreadable {
  const at = { source: source.name, index, line };
  const { request, rest } = requestOf(part, source.hints);
  const answer = lastResponse(rest, request);
  if (typeof answer === 'string') return { ...at, unreadable: answer };
  const { head, body, url, method } = answer;
  if (url === undefined || method === undefined)
    return { ...at, unreadable: 'no request: begin with a line "# GET url" or give --operation' };
  return {
    ...at,
    request: { method, url, headers: request.headers, body: request.body },
    response: { status: head.status, headers: head.fields, body: octetBody(Buffer.from(body, 'latin1')) },
  };
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

type Answer = {
  readonly head: ResponseHead;
  readonly body: string;
  readonly method: string | undefined;
  readonly url: string | undefined;
};

function lastResponse(text: string, request: Asked): Answer | string {
  let { method, url } = request;
  let head = responseHead(text);
  if (head === undefined) return 'no HTTP response: has no status line';
  for (;;) {
    const next = responseHead(head.rest);
    if (next === undefined) return { head, body: bodyOf(head), method, url };
    ({ method, url } = redirected(head, method, url));
    head = next;
  }
}

type ResponseHead = MessageHead & { readonly status: number };

function responseHead(text: string): ResponseHead | undefined {
  const head = statusLine.test(lineAt(text)) ? parseHead(text) : undefined;
  return head !== undefined && isResponse(head) ? head : undefined;
}

/** RFC 9110 section 15.4. */
function redirected(
  head: ResponseHead,
  method: string | undefined,
  url: string | undefined,
): { method: string | undefined; url: string | undefined } {
  const location = head.fields.find((field) => field.name.toLowerCase() === 'location')?.value;
  if (head.status < 300 || head.status > 399 || location === undefined) return { method, url };
  const isRewritten = head.status === 303 ? method !== 'HEAD' : head.status < 303 && method === 'POST';
  return {
    method: isRewritten && method !== undefined ? 'GET' : method,
    url: url !== undefined && URL.canParse(location, url) ? new URL(location, url).href : location,
  };
}

/** An editor's newline at the end is not the server's: Content-Length tells. */
function bodyOf(head: MessageHead): string {
  const length = Number(
    head.fields.find((field) => field.name.toLowerCase() === 'content-length')?.value ?? NaN,
  );
  const rest = head.rest;
  return length < rest.length && rest.slice(length).trim() === '' ? rest.slice(0, length) : rest;
}

// ---- message heads (RFC 9112 section 2.1) as tools print them: CRLF or LF, HTTP/2 and HTTP/3 status lines without a version's dot

type MessageHead = {
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
    if (colon > 0) fields.push({ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() });
  }
  return fields;
}

function absolute(target: string | undefined, fields: readonly HeaderField[]): string | undefined {
  const host = fields.find((field) => field.name.toLowerCase() === 'host')?.value;
  return target?.startsWith('/') && host !== undefined ? `https://${host}${target}` : target;
}
