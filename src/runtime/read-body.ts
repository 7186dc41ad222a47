// Bodies as text, within bounds; whatever can not be read says so and never throws.
import type { ObservedBody } from './observed.ts';

/** The part of a fetch Response that is used here. */
export type ResponseLike = {
  readonly status: number;
  readonly url?: string;
  readonly type?: string;
  readonly redirected?: boolean;
  readonly headers: { readonly forEach: (visit: (value: string, name: string) => void) => void };
  readonly body?: unknown;
  readonly clone: () => unknown;
};

type Stream = { readonly getReader: () => Reader };
type Reader = {
  readonly read: () => Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  readonly cancel: () => Promise<unknown>;
};

type Copy = { readonly body?: Stream | null; readonly text?: () => Promise<string> };

/** Reads a clone, so that the body stays readable. A clone that nobody reads would pile up, so it is made when it is needed. */
export async function readClone(response: ResponseLike, maxBytes: number): Promise<ObservedBody> {
  if (response.body === null) return { kind: 'none' };
  try {
    const copy = response.clone() as Copy;
    if (copy.body !== undefined && copy.body !== null) return await readStream(copy.body, maxBytes);
    return copy.text === undefined ? { kind: 'unread' } : { kind: 'text', text: await copy.text() };
  } catch {
    return { kind: 'unread' };
  }
}

export async function readStream(stream: Stream, maxBytes: number): Promise<ObservedBody> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { kind: 'text', text: text + decoder.decode() };
    size += value?.byteLength ?? 0;
    if (size > maxBytes) {
      reader.cancel().catch(() => undefined);
      return { kind: 'unread', begun: true };
    }
    text += decoder.decode(value, { stream: true });
  }
}

export function headersOf(headers: ResponseLike['headers']): { name: string; value: string }[] {
  const fields: { name: string; value: string }[] = [];
  headers.forEach((value, name) => {
    fields.push({ name, value });
  });
  return fields;
}
