// The recording formats, in the order in which they are asked. Each is loaded only when its turn comes: the two
// that large recordings have stand first.
import type { RecordingFormat } from './format.ts';

export type LazyFormat = { readonly name: string; readonly load: () => Promise<RecordingFormat> };

export const formats: readonly LazyFormat[] = [
  { name: 'ndjson', load: async () => (await import('./formats/ndjson.ts')).ndjson },
  { name: 'har', load: async () => (await import('./formats/har.ts')).har },
];
