// Records until it is killed; says a line for each entry that it knows to be in the file.
import { createRecorder } from '../../src/live/record/recorder.ts';
import { recordingWriters } from '../../src/live/record/writers.ts';
import { createRedactor } from '../../src/redact/create.ts';

const [directory = '', format = '', name = ''] = process.argv.slice(2);
const writer = recordingWriters.find((candidate) => candidate.name === format)!;
const redactor = createRedactor();
const recorder = createRecorder({ directory, writer, redactor: () => redactor, merge: true });

for (let nth = 0; ; nth++) {
  await recorder.write('op-200', {
    source: 'https://a.example/',
    index: nth,
    request: {
      method: 'GET',
      url: `https://a.example/${nth}/${name}`,
      headers: [{ name: 'X-Auth-Token', value: 'secret-0123456789' }],
      body: { kind: 'none' },
    },
    response: {
      status: 200,
      headers: [],
      body: { kind: 'text', text: `{"n":${nth},"padding":"${'p'.repeat(nth % 5000)}"}` },
    },
  });
  process.stdout.write(`${nth}\n`);
}
