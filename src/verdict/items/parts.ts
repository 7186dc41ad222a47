// The parts of a multipart body (RFC 2046 section 5.1), while they come in.
import { headerValue } from '../../lib/headers.ts';
import { essenceOf } from '../../lib/media-type.ts';
import { firstDelimiter, headAndBody, nextDelimiter, textOfOctets } from '../values/multipart.ts';
import type { Framer, FramerOptions } from './framing.ts';

export function createParts(boundary: string | undefined, { most, found }: FramerOptions): Framer {
  const delimiter = `--${boundary}`;
  /** Behind the last delimiter that was seen whole. */
  let rest = '';
  let state: 'before' | 'inside' | 'behind' = 'before';
  let looked = 0;
  let isTooLarge = false;

  function part(text: string): void {
    if (isTooLarge) found({ kind: 'too-large' });
    else {
      const { headers, body } = headAndBody(text) ?? { headers: [], body: undefined };
      const contentType = headerValue(headers, 'content-type');
      const mediaType = contentType === undefined ? undefined : essenceOf(contentType);
      found(
        body === undefined
          ? { kind: 'broken', of: 'a part', message: 'it has no blank line behind its head' }
          : { kind: 'part', text: textOfOctets(body), mediaType },
      );
    }
    isTooLarge = false;
  }

  function look(): void {
    while (state !== 'behind') {
      const next =
        state === 'before' ? firstDelimiter(rest, delimiter) : nextDelimiter(rest, looked, delimiter);
      if (next === undefined) break;
      if (state === 'inside') part(rest.slice(1, Math.max(1, next.start)));
      state = rest.startsWith('--', next.end) ? 'behind' : 'inside';
      // With the line break of the delimiter, which it has in common with that behind a part without octets.
      rest = state === 'behind' ? '' : rest.slice(rest.indexOf('\n', next.end));
      looked = 0;
    }
    if (state === 'behind') rest = '';
    // A delimiter may begin in what is here, with the line break before it.
    const open = delimiter.length + 100;
    if (rest.length > most) {
      if (state === 'inside') isTooLarge = true;
      rest = rest.slice(-open);
    }
    looked = Math.max(0, rest.length - open);
  }

  return {
    push: (text) => {
      rest += text;
      if (boundary !== undefined && boundary !== '') look();
    },
    end: () => {
      if (boundary === undefined || boundary === '')
        found({ kind: 'broken', of: 'a multipart', message: 'Content-Type names no boundary' });
      else if (state === 'before')
        found({ kind: 'broken', of: 'a multipart', message: 'the boundary is not in the body' });
      else if (state === 'inside') found(isTooLarge ? { kind: 'too-large' } : { kind: 'cut' });
    },
  };
}
