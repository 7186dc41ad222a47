// The recordings, judged as `check` does it and counted by what their bodies hold.

import { createTally, type Tally } from '../docs/observed.ts';
import { readJson } from '../drift/body.ts';
import type { Report } from '../model.ts';
import type { Input } from './command.ts';
import type { Io } from './io.ts';
import { observe } from './observe.ts';
import type { Settings } from './settings.ts';

export type Traffic = { readonly report: Report; readonly tally: Tally };

export async function observeTraffic(settings: Settings, input: Input, io: Io): Promise<Traffic> {
  const tally = createTally();
  const report = await observe(
    {
      settings,
      baseline: undefined,
      input,
      listener: (entry, judged) => {
        const operation = judged?.operation?.id;
        if ('unreadable' in entry || operation === undefined) return undefined;
        const body = readJson(entry.response.body, entry.response.headers);
        if ('value' in body) tally.add(operation, String(entry.response.status), body.value, entry.startedAt);
        return undefined;
      },
    },
    io,
  );
  return { report, tally };
}
