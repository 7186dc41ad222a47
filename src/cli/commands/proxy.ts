import type { Command } from '../command.ts';
import { recordingOptions } from '../recording-options.ts';
import { baselineOption, contractOptions } from '../shared-options.ts';

export const proxy: Command = {
  description:
    'Stand between any client and the service, pass everything on as it is, and print what drifts as it comes. ' +
    'Listens on 127.0.0.1 until interrupted.',
  arguments: [],
  options: [
    { name: 'upstream', value: 'url', description: 'where to pass requests on to' },
    { name: 'port', value: 'number', description: 'to listen on (default: any free one)' },
    { name: 'record', description: 'write what passes, redacted' },
    ...contractOptions,
    baselineOption,
    ...recordingOptions,
  ],
  examples: [
    {
      command: 'driftgate proxy --upstream https://apig.example.com --port 8080',
      what: 'then point the client to http://127.0.0.1:8080',
    },
  ],
  run: async (input, io) => (await import('../actions/proxy.ts')).runProxy(input, io),
};
