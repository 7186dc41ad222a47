import { InputError } from '../../lib/input-error.ts';
import { visible } from '../../lib/visible-text.ts';
import { createProxy } from '../../live/proxy.ts';
import type { Recorder } from '../../live/record/recorder.ts';
import { usualLimits } from '../../live/request.ts';
import type { Exchange, Unreadable } from '../../model.ts';
import type { RatedIssue } from '../../report/options.ts';
import { allOf, type Command, type Input, type Io, isSet, option, optionOf } from '../command.ts';
import { readBaseline, settingsOf } from '../config/settings.ts';
import { baselineOption, contractOptions } from '../options.ts';
import { trustedCertificates } from '../run/certificates.ts';
import { openContract } from '../run/contract.ts';
import { resolveByName } from '../run/live.ts';
import { createLiveItems, type LiveItems } from '../run/live-items.ts';
import { observe } from '../run/observe.ts';
import { concludeReport } from '../run/outputs.ts';
import type { Listener } from '../run/read.ts';
import { recorderOf, recordingOptions } from '../run/recorder.ts';

export const command: Command = {
  description:
    'Stand between any client and the service, pass everything on as it is, and print what drifts as it comes. ' +
    'Listens on 127.0.0.1 until interrupted.',
  arguments: [],
  options: [
    option('--upstream <url>', 'where to pass requests on to'),
    option('--port <number>', 'to listen on (default: any free one)'),
    option(
      '--allow-host <name>',
      'a name that clients may call this proxy by, beside localhost and the upstream',
    ),
    option('--record', 'write what passes, redacted'),
    ...contractOptions,
    baselineOption,
    ...recordingOptions,
  ],
  examples: {
    'driftgate proxy --upstream https://apig.example.com --port 8080':
      'then point the client to http://127.0.0.1:8080',
  },
  run: runProxy,
};

// The proxy feeds the same run as recordings do; an interrupt ends it with a report of everything that passed.

async function runProxy(input: Input, io: Io): Promise<number> {
  const upstream = optionOf(input, 'upstream');
  if (upstream === undefined)
    throw new InputError('no upstream to pass requests on to', { fix: 'give --upstream https://host' });
  const port = portOf(optionOf(input, 'port') ?? '0');
  const settings = await settingsOf(input, io);
  const baseline = readBaseline(settings);
  // An interrupt ends what is passed on, not the judging of what passed: its operation may have to be compiled still.
  const module = await openContract(settings, { ...io, signal: undefined });
  const { readable: blocks, writable } = new TransformStream<readonly (Exchange | Unreadable)[]>();
  const entries = writable.getWriter();
  const limits = { ...usualLimits, ...settings.config.live?.limits };
  const origin = URL.parse(upstream)?.origin ?? '';
  const fault = (text: string) => void io.stderr.write(`${visible(text)}\n`);
  const items = createLiveItems({
    module,
    settings,
    tell: (exchange, issue) => tellIssue(io, exchange, issue),
    onError: fault,
  });
  const proxy = createProxy({
    upstream,
    environment: io.env,
    resolve: resolveByName,
    now: Date.now,
    // Once the run has ended, nobody takes them.
    onEntry: (entry) => void entries.write([{ ...entry, source: origin }]).catch(() => undefined),
    onFault: fault,
    onStream: items.open,
    keep: limits.rawBytes,
    decoded: limits.decodedBytes,
    connect: limits.connect,
    allowHosts: allOf(input, 'allow-host').map((name) => name.toLowerCase()),
    allowHttp: settings.config.live?.allowHttp ?? [],
    ca: trustedCertificates(settings),
  });
  const recorder = isSet(input, 'record') ? recorderOf(input, settings, io) : undefined;
  const listener = listenerOf(io, items, recorder, fault);
  // An interrupt is how a proxy ends: what passed until then is the whole.
  const feed = async () => {
    const listening = await proxy.listen(port);
    await io.stderr.write(`listening on http://127.0.0.1:${listening}, passing on to ${origin}\n`);
    const end = (): void => void proxy.close().then(() => entries.close().catch(() => undefined));
    io.signal?.addEventListener('abort', end, { once: true });
    if (io.signal?.aborted) end();
    return { sources: [origin], blocks };
  };
  try {
    const run = { settings, module, baseline, input, listener, amend: items.amend, feed };
    const report = await observe(run, { ...io, signal: undefined });
    return await concludeReport(report, [{ format: 'text', file: undefined }], { settings, input }, io);
  } finally {
    await proxy.close();
  }
}

function listenerOf(
  io: Io,
  items: LiveItems,
  recorder: Recorder | undefined,
  fault: (text: string) => void,
): Listener {
  return async (entry, judged, rated) => {
    if ('unreadable' in entry) return;
    for (const finding of rated?.findings ?? [])
      if (!items.wasTold(entry, finding)) await tellIssue(io, entry, finding);
    if (recorder === undefined) return;
    const stem = `${judged?.operation?.id ?? 'undocumented'}-${entry.response.status}`;
    await recorder.write(stem, entry).catch((reason: Error) => fault(`not recorded: ${reason.message}`));
  };
}

async function tellIssue(
  io: Io,
  { request, response }: Exchange,
  { level, message, pointer, code }: RatedIssue,
): Promise<void> {
  const path = request.url.replace(/^https?:\/\/[^/]*/, '').replace(/[?#].*$/s, '');
  await io.stderr.write(
    `${visible(`${request.method} ${path} ${response.status}: ${level}: ${message} at "${pointer}" [${code}]`)}\n`,
  );
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InputError(`"${text}" is no port`, { fix: 'give a number from 0 to 65535' });
}
