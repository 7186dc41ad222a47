// RFC 9112 section 2.1 in the shape that tools print: CRLF or LF, HTTP/2 and HTTP/3 status lines without a version's dot.
import type { HeaderField } from '../model.ts';

export const statusLine: RegExp = /^HTTP\/\d(?:\.\d)? (\d{3})(?: .*)?$/;
export const requestLine: RegExp = /^([A-Z]+) (\S+) HTTP\/\d(?:\.\d)?$/;

export type MessageHead = {
  readonly status: number | undefined;
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly fields: readonly HeaderField[];
  /** Everything after the empty line. */
  readonly rest: string;
};

export function isResponse(head: MessageHead): head is MessageHead & { readonly status: number } {
  return head.status !== undefined;
}

/** `text` in latin1; undefined where it begins with no start line. */
export function parseHead(text: string): MessageHead | undefined {
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
