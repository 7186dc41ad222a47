// The formats that recordings are written in; the first is the default.
import { harWriter } from './har.ts';
import { ndjsonWriter } from './ndjson.ts';
import type { RecordingWriter } from './recorder.ts';

export const recordingWriters: readonly RecordingWriter[] = [harWriter, ndjsonWriter];
