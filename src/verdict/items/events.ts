// Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream). What a block holds without
// data is no event, and fields that the standard does not know are ignored.
import { withoutByteOrderMark } from '../body-text.ts';
import type { Framer, FramerOptions } from './framing.ts';
import { createSplitter } from './splitter.ts';

const NAMES = ['data', 'event', 'id', 'retry'];

type Fields = { event?: string; id?: string; retry?: number };

export function createEvents({ most, found }: FramerOptions): Framer {
  const lines = createSplitter(/\r\n?|\n/g, most, line);
  let fields: Fields = {};
  let data: string[] = [];
  let length = 0;
  let isBegun = false;
  let isFirst = true;
  /** A line is a comment or a field that the standard knows. */
  let isStream = false;
  let hasOthers = false;

  function line(text: string | undefined): void {
    if (text === undefined) return grow(most + 1);
    const own = isFirst ? withoutByteOrderMark(text) : text;
    isFirst = false;
    if (own === '') return dispatch();
    const colon = own.indexOf(':');
    const name = colon < 0 ? own : own.slice(0, colon);
    if (name === '' || NAMES.includes(name)) isStream = true;
    else hasOthers = true;
    const value = colon < 0 ? '' : own.slice(own[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (name === 'data') {
      grow(value.length + 1);
      if (length <= most) data.push(value);
      isBegun = true;
    } else if (name === 'event') {
      fields.event = value;
      isBegun = true;
    } else if (name === 'id' && !value.includes('\0')) fields.id = value;
    else if (name === 'retry' && /^[0-9]+$/.test(value)) fields.retry = Number(value);
  }

  function grow(by: number): void {
    length += by;
    isBegun = true;
    if (length > most) data = [];
  }

  function dispatch(): void {
    const { event, ...others } = fields;
    if (length > most) found({ kind: 'too-large' });
    else if (data.length > 0)
      // An empty name is none: such an event is a `message` too.
      found({ kind: 'event', event: { ...(event && { event }), data: data.join('\n'), ...others } });
    fields = {};
    data = [];
    length = 0;
    isBegun = false;
  }

  return {
    push: lines.push,
    end: () => {
      const rest = lines.rest();
      // Of the last line it is not known what it would be.
      const isCutLine = rest !== undefined && rest !== '' && !rest.startsWith(':');
      const [name = ''] = rest?.split(':') ?? [];
      const mayBeField = isCutLine && NAMES.some((known) => known.startsWith(name));
      if (length > most || rest === undefined) found({ kind: 'too-large' });
      // An error page under this media type is no stream without events.
      else if (!isStream && (hasOthers || isCutLine) && !mayBeField)
        found({ kind: 'broken', of: 'an event stream', message: 'no line of it is a field or a comment' });
      else if (isBegun || isCutLine) found({ kind: 'cut' });
    },
  };
}
