// multipart/form-data taken apart (RFC 7578, RFC 2046 section 5.1).
import { headerValue } from '../../lib/headers.ts';
import { essenceOf, parameterOf } from '../../lib/media-type.ts';
import type { Headers } from '../../model.ts';

export type FormText = {
  readonly text: string;
  /** Each character is an octet. */
  readonly isOctets: boolean;
};

export type FormPart = {
  readonly name: string;
  readonly filename: string | undefined;
  readonly headers: Headers;
  /** Read as UTF-8 where it is that; else each character is an octet. */
  readonly text: string;
};

export function mediaTypeOfPart({ headers }: FormPart): string | undefined {
  const contentType = headerValue(headers, 'content-type');
  return contentType === undefined ? undefined : essenceOf(contentType);
}

/** The parts, or what is wrong with the text. */
export function partsOf({ text, isOctets }: FormText, contentType: string): FormPart[] | string {
  const boundary = parameterOf(contentType, 'boundary');
  if (boundary === undefined || boundary === '') return 'Content-Type names no boundary';
  const pieces = piecesBetween(text, `--${boundary}`);
  if (typeof pieces === 'string') return pieces;
  const parts: FormPart[] = [];
  for (const piece of pieces) {
    const part = partOf(piece, isOctets);
    if (typeof part === 'string') return part;
    parts.push(part);
  }
  return parts;
}

/** Recorders that keep text write line breaks as LF alone now and then. */
function piecesBetween(text: string, delimiter: string): string[] | string {
  const pieces: string[] = [];
  let end = firstDelimiter(text, delimiter)?.end;
  if (end === undefined) return 'the boundary is not in the body';
  for (;;) {
    if (text.startsWith('--', end)) return pieces;
    const start = text.indexOf('\n', end) + 1;
    // The line break before a boundary belongs to it; a part without octets has it in common with its head.
    const next = nextDelimiter(text, start - 1, delimiter);
    if (next === undefined) return 'the closing boundary is missing';
    pieces.push(text.slice(start, Math.max(start, next.start)));
    end = next.end;
  }
}

type Delimiter = { readonly start: number; readonly end: number };

/** The one before the first part: nothing has to stand before it. */
export function firstDelimiter(text: string, delimiter: string): Delimiter | undefined {
  const end = endOfDelimiter(text, 0, delimiter);
  return end === undefined ? nextDelimiter(text, 0, delimiter) : { start: 0, end };
}

/** With the line break before it. */
export function nextDelimiter(text: string, from: number, delimiter: string): Delimiter | undefined {
  for (let at = text.indexOf(`\n${delimiter}`, from); at >= 0; at = text.indexOf(`\n${delimiter}`, at + 1)) {
    const end = endOfDelimiter(text, at + 1, delimiter);
    if (end !== undefined) return { start: text[at - 1] === '\r' ? at - 1 : at, end };
  }
  return undefined;
}

const REST_OF_LINE = /--|[ \t]*\r?\n/y;

/** Where the boundary of a line ends that is a delimiter or the closing one; undefined: the line only starts like one. */
function endOfDelimiter(text: string, at: number, delimiter: string): number | undefined {
  if (!text.startsWith(delimiter, at)) return undefined;
  const end = at + delimiter.length;
  REST_OF_LINE.lastIndex = end;
  return REST_OF_LINE.test(text) ? end : undefined;
}

function partOf(piece: string, isOctets: boolean): FormPart | string {
  const found = headAndBody(piece);
  if (found === undefined) return 'a part has no blank line behind its head';
  const { headers, body } = found;
  const disposition = headerValue(headers, 'content-disposition') ?? '';
  const name = parameterOf(disposition, 'name');
  if (name === undefined) return 'a part has no name';
  const filename = parameterOf(disposition, 'filename') ?? parameterOf(disposition, 'filename*');
  return {
    name: unescaped(isOctets ? textOfOctets(name) : name),
    filename,
    headers,
    text: isOctets ? textOfOctets(body) : body,
  };
}

/** undefined where no blank line stands between them. */
export function headAndBody(piece: string): { readonly headers: Headers; readonly body: string } | undefined {
  const blank = /(?:^|\n)\r?(?:\n|$)/.exec(piece);
  if (blank === null) return undefined;
  return {
    headers: headersIn(piece.slice(0, blank.index)),
    body: piece.slice(blank.index + blank[0].length),
  };
}

/** A line that starts with a space or tab continues the one before it (RFC 5322 section 2.2.3). */
function headersIn(head: string): Headers {
  const lines = head.replaceAll(/\r?\n[ \t]+/g, ' ').split('\n');
  return lines.map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, Math.max(0, colon)).trim(), value: line.slice(colon + 1).trim() };
  });
}

/** Browsers write quotes and line breaks in names percent-encoded (HTML, multipart/form-data encoding algorithm). */
function unescaped(name: string): string {
  return name.replaceAll(/%22|%0D|%0A/g, (code) => decodeURIComponent(code));
}

/** UTF-8, or else as it is. */
export function textOfOctets(octets: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(octets, (octet) => octet.charCodeAt(0)),
    );
  } catch {
    return octets;
  }
}
