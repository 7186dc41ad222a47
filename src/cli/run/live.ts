// The service itself as a source of exchanges: what is planned, what of the outside world it needs, what it brings.
import { lookup } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { abortSignalOf } from '../../lib/interrupt.ts';
import type { Environment } from '../../live/auth/scheme.ts';
import type { Resolve } from '../../live/hosts.ts';
import { type Probe, planProbes } from '../../live/plan.ts';
import { printableUrl, usualLimits } from '../../live/request.ts';
import { type LiveRun, type Outcome, runProbes } from '../../live/run.ts';
import type { LiveSettings } from '../../live/settings.ts';
import { type Server, type Target, targetOf } from '../../live/target.ts';
import type { CompiledContract, Exchange, Unreadable } from '../../model.ts';
import { visible } from '../../report/visible-text.ts';
import type { Settings } from '../config/settings.ts';
import type { Io } from '../io.ts';
import type { Feed } from './feed.ts';

export type LivePlan = {
  readonly target: Target;
  readonly probes: readonly Probe[];
  readonly settings: LiveSettings;
};

export async function planLive(settings: Settings, contract: CompiledContract, io: Io): Promise<LivePlan> {
  const live = settings.config.live ?? {};
  const target = targetOf(live, await serversOf(settings), io.env);
  const probes = planProbes({ contract, settings: live, target, environment: io.env });
  return { target, probes, settings: live };
}

/** Hosts of the contract; a compiled module alone names none. */
async function serversOf({ contract, config }: Settings): Promise<readonly Server[]> {
  if (contract === undefined) return [];
  const { loadContract } = await import('../../contract/load.ts');
  const { document } = await loadContract(contract, { allowFormats: config.allowFormats ?? [] });
  return (document.servers ?? []) as readonly Server[];
}

export function startLive(plan: LivePlan, contract: CompiledContract, io: Io): LiveRun {
  const signal = io.signal && abortSignalOf(io.signal);
  return runProbes(plan.probes, contract, plan.settings.auth, {
    rules: plan.target.rules,
    limits: { ...usualLimits, ...plan.settings.limits },
    onNote: (note) => void io.stderr.write(`${visible(note)}\n`),
    environment: io.env,
    resolve: resolveByName,
    now: Date.now,
    random: Math.random,
    sleep: (milliseconds) => sleep(milliseconds, undefined, signal === undefined ? {} : { signal }),
    ca: plan.settings.ca,
  });
}

export const resolveByName: Resolve = (host) => lookup(host, { all: true });

/** `seen` is called with each outcome before it is judged. */
export function liveFeed(
  plan: LivePlan,
  run: LiveRun,
  seen: (outcome: Outcome) => Promise<void> | undefined = () => undefined,
): Feed {
  async function* blocks(): AsyncGenerator<readonly (Exchange | Unreadable)[]> {
    let index = 0;
    for await (const outcome of run.outcomes) {
      await seen(outcome);
      yield entriesOf(outcome, index++);
    }
  }
  const sources = plan.probes.map(({ request }) => printableUrl(request.url));
  return { sources: [...new Set(sources)], blocks: blocks() };
}

function entriesOf(outcome: Outcome, index: number): readonly (Exchange | Unreadable)[] {
  const { probe } = outcome;
  const source = printableUrl(probe.request.url);
  const gap = { source, index, subject: probe.name };
  if ('unreachable' in outcome) return [{ ...gap, reason: 'unreachable', unreadable: outcome.unreachable }];
  const exchange = { ...outcome.exchange, source, index };
  if (outcome.unexpected === undefined) return [exchange];
  return [exchange, { ...gap, reason: 'status-unexpected', unreadable: outcome.unexpected }];
}

/** Credentials that the environment holds: never to be written or printed. */
export function environmentSecrets(environment: Environment): readonly string[] {
  const names = ['APIG_TOKEN', 'HUAWEICLOUD_SDK_AK', 'HUAWEICLOUD_SDK_SK', 'HUAWEICLOUD_SDK_SECURITY_TOKEN'];
  return names.flatMap((name) => environment[name] || []);
}
