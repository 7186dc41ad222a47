// JSON texts one after another: in lines (https://jsonlines.org), or each behind a record separator (RFC 7464).
import { withoutByteOrderMark } from '../body-text.ts';
import type { Framer, FramerOptions } from './framing.ts';
import { createSplitter } from './splitter.ts';

const RECORD_SEPARATOR = '\u001e';
const BLANK = /^[ \t\r\n]*$/;

/** Empty lines are no items. The last line needs no line feed. */
export function createLines({ most, found }: FramerOptions): Framer {
  let isFirst = true;
  const item = (line: string | undefined, mayBeCut: boolean): void => {
    if (line === undefined) return found({ kind: 'too-large' });
    const text = isFirst ? withoutByteOrderMark(line) : line;
    isFirst = false;
    if (!BLANK.test(text)) found({ kind: 'json', text, mayBeCut });
  };
  const lines = createSplitter(/\n/g, most, (line) => item(line, false));
  return { push: lines.push, end: () => item(lines.rest(), true) };
}

/** RFC 7464 section 2.1: several separators in a row are one. */
export function createJsonSequence({ most, found }: FramerOptions): Framer {
  let isFirst = true;
  const item = (text: string | undefined, isLast: boolean): void => {
    const isBehindSeparator = !isFirst;
    isFirst = false;
    if (text === undefined) return found({ kind: 'too-large' });
    if (BLANK.test(isBehindSeparator ? text : withoutByteOrderMark(text))) return;
    if (!isBehindSeparator)
      return found({ kind: 'broken', of: 'a JSON text sequence', message: NO_SEPARATOR });
    const isClosed = /[ \t\r\n]$/.test(text);
    // RFC 7464 section 2.4: nothing tells whether 12 is the start of 123.
    const isOpen = !isClosed && /^[ \t\r\n]*[-0-9tfn]/.test(text);
    if (isOpen) return found(isLast ? { kind: 'cut' } : { kind: 'broken', of: 'whole', message: NOT_CLOSED });
    found({ kind: 'json', text, mayBeCut: isLast && !isClosed });
  };
  const texts = createSplitter(new RegExp(RECORD_SEPARATOR, 'g'), most, (text) => item(text, false));
  return { push: texts.push, end: () => item(texts.rest(), true) };
}

const NO_SEPARATOR = 'no record separator (U+001E) stands before it';
const NOT_CLOSED = 'no line feed stands behind it, so that it may be cut';
