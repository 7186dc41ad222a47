// Bodies as recordings spell them. An empty body is 'none' in every format.
import type { Body } from '../model.ts';

const none: Body = { kind: 'none' };

export function noBody(): Body {
  return none;
}

export function unrecorded(reason: string): Body {
  return { kind: 'unrecorded', reason };
}

export function textBody(text: string, namesAtMost?: number): Body {
  if (text === '') return none;
  return namesAtMost === undefined ? { kind: 'text', text } : { kind: 'text', text, namesAtMost };
}

/** Octets that are text become text, so that every format says the same of the same body. */
export function octetBody(bytes: Uint8Array): Body {
  if (bytes.length === 0) return none;
  return { kind: 'bytes', bytes };
}

// RFC 4648, both alphabets; recorders break lines and leave out the padding.
const base64 = /^[A-Za-z0-9+/_\-\s]*={0,2}\s*$/;

export function base64Body(text: string): Body {
  if (!base64.test(text)) return unrecorded('the recording says base64, and the text is not');
  return octetBody(Buffer.from(text, 'base64'));
}
