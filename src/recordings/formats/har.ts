// HAR 1.2: http://www.softwareishard.com/blog/har-12-spec/.
import type { Head, RecordingFormat } from '../format.ts';
import { contentBody, readHar } from '../har-entries.ts';

export const har: RecordingFormat = {
  name: 'har',
  description: 'HTTP Archive 1.2, from browsers and proxies',
  sniff: isHar,
  read: (source) => readHar(source, contentBody),
};

function isHar(head: Head): boolean {
  return head.outline.names.has('log') && !head.outline.names.has('log/_recordingName');
}
