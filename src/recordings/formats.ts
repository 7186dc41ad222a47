// The recording formats, in the order in which they are asked. Each is loaded only when its turn comes: the two
// that large recordings have stand first.
import type { Hints, RecordingFormat } from './format.ts';

type LazyFormat = {
  readonly name: string;
  readonly load: () => Promise<RecordingFormat>;
  /** Only where the command line asks for it. */
  readonly when?: (hints: Hints) => boolean;
};

export const formats: readonly LazyFormat[] = [
  {
    name: 'body',
    load: async () => (await import('./formats/body.ts')).body,
    when: (hints) => hints.status !== undefined,
  },
  { name: 'ndjson', load: async () => (await import('./formats/ndjson.ts')).ndjson },
  { name: 'har', load: async () => (await import('./formats/har.ts')).har },
  { name: 'polly', load: async () => (await import('./formats/polly.ts')).polly },
  { name: 'json', load: async () => (await import('./formats/json.ts')).json },
  { name: 'nock', load: async () => (await import('./formats/nock.ts')).nock },
  { name: 'wiremock', load: async () => (await import('./formats/wiremock.ts')).wiremock },
  { name: 'http', load: async () => (await import('./formats/http.ts')).http },
  { name: 'vcr', load: async () => (await import('./formats/vcr.ts')).vcr },
  { name: 'postman', load: async () => (await import('./formats/postman.ts')).postman },
];
