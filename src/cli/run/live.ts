// The service itself as a source of exchanges: what is planned, what of the outside world it needs, what it brings.
import { lookup } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenApiDocument, OpenApiSecurity } from '../../contract/openapi.ts';
import { operationsOf } from '../../contract/operations.ts';
import { followEach } from '../../contract/references.ts';
import { InputError } from '../../lib/input-error.ts';
import { abortSignalOf } from '../../lib/interrupt.ts';
import { formatPlace } from '../../lib/location.ts';
import { visible } from '../../lib/visible-text.ts';
import type { AuthSettings, Environment } from '../../live/auth/scheme.ts';
import { literalSecrets, secretVariables } from '../../live/auth.ts';
import {
  type Credentials,
  type DerivedAuth,
  derivedAuth,
  type SecurityScheme,
} from '../../live/credentials.ts';
import type { Resolve } from '../../live/hosts.ts';
import { type Probe, planProbes } from '../../live/plan.ts';
import { printableUrl, usualLimits } from '../../live/request.ts';
import { type LiveRun, type Outcome, runProbes } from '../../live/run.ts';
import type { LiveSettings } from '../../live/settings.ts';
import { type Server, type Target, targetOf } from '../../live/target.ts';
import type { CompiledContract, Exchange, Place, Unreadable } from '../../model.ts';
import type { Io } from '../command.ts';
import { loadOptionsOf, type Settings } from '../config/settings.ts';
import { trustedCertificates } from './certificates.ts';
import type { Feed } from './feed.ts';
import { type ContractModule, readyAll } from './module.ts';

type LivePlan = {
  readonly target: Target;
  readonly probes: readonly Probe[];
  readonly settings: LiveSettings;
  readonly credentials: Credentials;
  readonly ca: readonly string[] | undefined;
};

export async function planLive(settings: Settings, module: ContractModule, io: Io): Promise<LivePlan> {
  // What parameters may hold is asked of their validators.
  await readyAll(module);
  const { contract } = module;
  const live = settings.config.live ?? {};
  await refuseLiterals(live, settings, io);
  const document = await documentOf(settings);
  const servers = (document?.servers ?? []) as readonly Server[];
  const target = placed(
    live.endpoint === undefined ? undefined : settings.placeOf(['live', 'endpoint']),
    () => targetOf(live, servers, io.env),
  );
  const probes = planProbes({ contract, settings: live, target, environment: io.env });
  const credentials = { auth: live.auth, derived: derivedFrom(document, probes) };
  return { target, probes, settings: live, credentials, ca: trustedCertificates(settings) };
}

/** A compiled module alone names no hosts and no security schemes. */
async function documentOf(settings: Settings): Promise<OpenApiDocument | undefined> {
  const { contract } = settings;
  if (contract === undefined) return undefined;
  const { loadContract } = await import('../../contract/load.ts');
  return (await loadContract(contract, loadOptionsOf(settings))).document;
}

function derivedFrom(document: OpenApiDocument | undefined, probes: readonly Probe[]): DerivedAuth {
  if (document === undefined) return { kind: 'cloud' };
  const asked = new Set(probes.filter(({ needsAuth }) => needsAuth).map(({ operation }) => operation));
  const required = operationsOf(document)
    .filter(({ operation }) => asked.has(String(operation.operationId)))
    .map(({ operation }) => (operation.security ?? document.security ?? []) as OpenApiSecurity);
  const schemes = followEach<SecurityScheme>(document, '/components/securitySchemes');
  return derivedAuth({
    title: document.info.title,
    schemes: Object.fromEntries(schemes.map(({ key, value }) => [key, value])),
    required: required.map((alternatives) => alternatives.map((names) => Object.keys(names))),
  });
}

/** A JSON config is committed as it stands; in TypeScript a literal may be a default for a service of one's own. */
async function refuseLiterals(live: LiveSettings, { configFile, placeOf }: Settings, io: Io): Promise<void> {
  const environment = new Set(Object.values(io.env));
  for (const { path, settings } of authsOf(live)) {
    for (const name of placed(placeOf([...path, 'type']), () => literalSecrets(settings))) {
      const place = placeOf([...path, name]);
      const what = `${[...path, name].join('.')} is a secret that stands in the config`;
      const fix = `write ${name}: { env: 'NAME_OF_A_VARIABLE' } and set that variable`;
      if (configFile?.endsWith('.json')) throw new InputError(what, { place, fix });
      const value = (settings as Readonly<Record<string, unknown>>)[name];
      if (environment.has(value as string)) continue;
      await io.stderr.write(`${formatPlace(place)}: warning: ${what}\n  fix: ${fix}\n`);
    }
  }
}

/** A mistake in the config has its place there. */
function placed<Result>(place: Place | undefined, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError) || place === undefined) throw error;
    throw new InputError(error.message, { place, fix: error.fix });
  }
}

type PlacedAuth = { readonly path: readonly string[]; readonly settings: AuthSettings };

function authsOf({ auth, probes = [] }: LiveSettings): readonly PlacedAuth[] {
  const own = probes.map((probe, index) => [['live', 'probes', String(index), 'auth'], probe.auth] as const);
  return [[['live', 'auth'], auth] as const, ...own].flatMap(([path, settings]) =>
    settings === undefined || settings === 'none' ? [] : [{ path, settings }],
  );
}

export function startLive(plan: LivePlan, contract: CompiledContract, io: Io): LiveRun {
  const signal = io.signal && abortSignalOf(io.signal);
  return runProbes(plan.probes, contract, plan.credentials, {
    rules: plan.target.rules,
    limits: { ...usualLimits, ...plan.settings.limits },
    onNote: (note) => void io.stderr.write(`${visible(note)}\n`),
    environment: io.env,
    resolve: resolveByName,
    now: Date.now,
    random: Math.random,
    sleep: (milliseconds) => sleep(milliseconds, undefined, signal && { signal }),
    ca: plan.ca,
  });
}

export const resolveByName: Resolve = (host) => lookup(host, { all: true });

export function liveFeed(plan: LivePlan, run: LiveRun): Feed {
  async function* blocks(): AsyncGenerator<readonly (Exchange | Unreadable)[]> {
    let index = 0;
    for await (const outcome of run.outcomes) yield entriesOf(outcome, index++);
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

/** Credentials that the environment holds, those of the cloud and those that the config names: never to be written or printed. */
export function environmentSecrets(environment: Environment, live: LiveSettings = {}): readonly string[] {
  const cloud = ['APIG_TOKEN', 'HUAWEICLOUD_SDK_AK', 'HUAWEICLOUD_SDK_SK', 'HUAWEICLOUD_SDK_SECURITY_TOKEN'];
  const named = authsOf(live).flatMap(({ settings }) => secretVariables(settings));
  return [...cloud, ...named].flatMap((name) => environment[name] || []);
}
