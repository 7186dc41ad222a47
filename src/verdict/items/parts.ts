// The parts of a multipart body (RFC 2046 section 5.1), while they come in.
import { headerValue } from '../../lib/headers.ts';
import { essenceOf } from '../../lib/media-type.ts';
import { firstDelimiter, headAndBody, nextDelimiter, textOfOctets } from '../values/multipart.ts';
import type { Framer, FramerOptions } from './framing.ts';

/** How many spaces may stand behind a boundary. */
const PADDING = 100;

export function createParts(boundary: string | undefined, { most, found }: FramerOptions): Framer {
  const delimiter = `--${boundary}`;
  const longest = delimiter.length + PADDING;
  let state: 'before' | 'inside' | 'behind' = 'before';
  /** Of the part, from the line break of its delimiter on, as far as no delimiter begins in it. */
  let pieces: string[] = [];
  let length = 0;
  let rest = '';

  function keep(text: string): void {
    length += text.length;
    if (length > most || state === 'before') pieces = [];
    else pieces.push(text);
  }

  function endPart(): void {
    const isTooLarge = length > most;
    const text = pieces.join('').slice(1);
    pieces = [];
    length = 0;
    if (isTooLarge) return found({ kind: 'too-large' });
    const part = headAndBody(text);
    if (part === undefined)
      return found({ kind: 'broken', of: 'a part', message: 'it has no blank line behind its head' });
    const contentType = headerValue(part.headers, 'content-type');
    const mediaType = contentType === undefined ? undefined : essenceOf(contentType);
    found({ kind: 'part', text: textOfOctets(part.body), mediaType });
  }

  function look(): void {
    while (state !== 'behind') {
      const isFirst = state === 'before' && length === 0;
      const next = isFirst ? firstDelimiter(rest, delimiter) : nextDelimiter(rest, 0, delimiter);
      if (next === undefined) break;
      keep(rest.slice(0, next.start));
      if (state === 'inside') endPart();
      length = 0;
      state = rest.startsWith('--', next.end) ? 'behind' : 'inside';
      // With the line break of the delimiter, which it has in common with that behind a part without octets.
      rest = state === 'behind' ? '' : rest.slice(rest.indexOf('\n', next.end));
    }
    if (state === 'behind') rest = '';
    // A delimiter may begin in the last characters.
    if (rest.length > 2 * longest) {
      keep(rest.slice(0, -longest));
      rest = rest.slice(-longest);
    }
  }

  return {
    push: (text) => {
      rest += text;
      if (boundary !== undefined && boundary !== '') look();
      else rest = '';
    },
    end: () => {
      if (boundary === undefined || boundary === '')
        found({ kind: 'broken', of: 'a multipart', message: 'Content-Type names no boundary' });
      else if (state === 'before')
        found({ kind: 'broken', of: 'a multipart', message: 'the boundary is not in the body' });
      else if (state === 'inside') found(length > most ? { kind: 'too-large' } : { kind: 'cut' });
    },
  };
}
