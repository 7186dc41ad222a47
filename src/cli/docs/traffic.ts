// The recordings, judged as `check` does it and counted by what their bodies hold.

import { InputError, orMistake } from '../../lib/input-error.ts';
import { formatPlace } from '../../lib/location.ts';
import { visible } from '../../lib/visible-text.ts';
import type { ExchangeRequest, TrafficReport } from '../../model.ts';
import { createTrafficTally, type TrafficTally } from '../../page/observed.ts';
import { surveyText } from '../../verdict/body-survey.ts';
import { recordedBodyReader } from '../../verdict/coding.ts';
import type { Input, Io } from '../command.ts';
import type { Settings } from '../config/settings.ts';
import type { Run } from '../run/feed.ts';
import { observe } from '../run/observe.ts';
import type { Listener } from '../run/read.ts';

export type Traffic = { readonly report: TrafficReport; readonly tally: TrafficTally };

/** A listener beside that of the tally, and the contract where it is open already. */
type More = Pick<Run, 'listener' | 'module'>;

export async function observeTraffic(
  settings: Settings,
  input: Input,
  io: Io,
  { listener: other, ...more }: More = {},
): Promise<Traffic> {
  const tally = createTrafficTally();
  const count = tallyListener(tally, settings);
  const listener: Listener = (...told) => other?.(...told) ?? count(...told);
  return { report: await observe({ settings, baseline: undefined, input, listener, ...more }, io), tally };
}

/**
 * Contract and pages can be held against each other before anything was recorded: then nothing is said of traffic, and that is
 * told. Recordings that the command line names have to be there.
 */
export async function observeIfThere(
  settings: Settings,
  input: Input,
  io: Io,
  named: readonly string[] = [],
  more: More = {},
): Promise<Traffic | undefined> {
  const traffic = await orMistake(() => observeTraffic(settings, { ...input, arguments: named }, io, more));
  if (!(traffic instanceof InputError)) return traffic;
  if (named.length > 0) throw traffic;
  const place = traffic.place === undefined ? '' : `${formatPlace(traffic.place)}: `;
  await io.stderr.write(`note: no traffic is looked at: ${visible(`${place}${traffic.message}`)}\n`);
  return undefined;
}

/** Counts what belongs to an operation of the contract; what does not is the report's business. */
export function tallyListener(tally: TrafficTally, { config }: Pick<Settings, 'config'>): Listener {
  const bodyReader = recordedBodyReader(config.limits);
  return (entry, judged) => {
    const operation = judged?.operation?.id;
    if ('unreadable' in entry || operation === undefined) return undefined;
    const { request, response, startedAt, source } = entry;
    const when = { startedAt, source };
    tally.addExchange(operation, String(response.status), when);
    tally.addParameters(operation, parametersOf(request), when);
    const sent = bodyReader.json(request.body, request.headers, surveyText);
    if ('value' in sent) tally.add(operation, 'request', sent.value, when);
    // The items of a stream and forms are no JSON text; a value that was not judged is counted all the same.
    const received = judged?.judged ?? bodyReader.json(response.body, response.headers, surveyText);
    if ('value' in received) tally.add(operation, String(response.status), received.value, when);
    return undefined;
  };
}

function parametersOf({ url, headers }: ExchangeRequest): readonly string[] {
  const query = URL.canParse(url, 'http://host.invalid')
    ? new URL(url, 'http://host.invalid').searchParams
    : [];
  const names = Array.isArray(headers) ? headers.map(({ name }) => name) : Object.keys(headers ?? {});
  return [
    ...[...query].map(([name]) => `query ${name}`),
    ...names.map((name) => `header ${name.toLowerCase()}`),
  ];
}
