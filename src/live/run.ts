// Sends the planned probes in order, a few at a time.
import type { CompiledContract, Exchange } from '../model.ts';
import type { Authorizer, AuthSettings } from './auth/scheme.ts';
import { cloudAuthorizer, createAuthorizer } from './auth.ts';
import { type Credentials, missingCredentials, settingsFor } from './credentials.ts';
import type { HostRules } from './hosts.ts';
import { isExpected, type Probe } from './plan.ts';
import { printableUrl, type Unreachable } from './request.ts';
import { createSender, isOverloaded, type SendOptions } from './send.ts';
import { literalHost } from './target.ts';

type AnsweredProbe = {
  readonly probe: Probe;
  readonly exchange: Exchange;
  /** Set where the status differs from the expected one; what the probe is for then counts as unchecked. */
  readonly unexpected?: string;
};

export type Outcome = AnsweredProbe | (Unreachable & { readonly probe: Probe });

export type LiveRun = {
  readonly outcomes: AsyncIterable<Outcome>;
  /** Literal credentials in use so far: never to be written or printed. */
  readonly secrets: () => readonly string[];
};

export function runProbes(
  probes: readonly Probe[],
  contract: CompiledContract,
  credentials: Credentials,
  options: SendOptions,
): LiveRun {
  const authorizers = new Map<AuthSettings | 'cloud', Authorizer | undefined>();
  const hosts = [...options.rules.hosts];
  const allowPrivate = [...options.rules.allowPrivate];
  const rules: HostRules = { ...options.rules, hosts, allowPrivate };
  const sender = createSender({ ...options, rules });
  const { environment, now } = options;
  const context = { environment, now, send: sender.sendAtOnce };
  const missing = (probe: Probe) => missingCredentials(probe, credentials, environment);
  function authorizerFor(probe: Probe): Authorizer | undefined {
    const settings = settingsFor(probe, credentials);
    if (settings === undefined || missing(probe) !== undefined) return undefined;
    if (!authorizers.has(settings)) {
      const made = settings === 'cloud' ? cloudAuthorizer(context) : createAuthorizer(settings, context);
      for (const endpoint of made?.endpoints ?? []) {
        hosts.push(endpoint.host);
        allowPrivate.push(...literalHost(endpoint));
      }
      authorizers.set(settings, made);
    }
    return authorizers.get(settings);
  }
  // A mistake in the settings is reported before anything is sent.
  for (const probe of probes) authorizerFor(probe);

  async function ask(probe: Probe): Promise<Outcome> {
    const reason = probe.notReady ?? missing(probe);
    if (reason !== undefined) return unreachable(probe, reason);
    const answer = await sender.send(probe.request, authorizerFor(probe));
    return 'unreachable' in answer ? { ...answer, probe } : judged(probe, answer, contract);
  }

  async function* outcomes(): AsyncGenerator<Outcome> {
    const asked = probes.map((probe) => ask(probe));
    for (const one of asked) one.catch(() => {});
    for (const one of asked) yield await one;
  }

  return {
    outcomes: outcomes(),
    secrets: () => [...authorizers.values()].flatMap((authorizer) => authorizer?.secrets() ?? []),
  };
}

function judged(probe: Probe, exchange: Exchange, contract: CompiledContract): Outcome {
  const { status } = exchange.response;
  if (isExpected(probe.expect, status)) return { probe, exchange };
  const declared = contract.operations.find(({ id }) => id === probe.operation)?.responses ?? [];
  // An overloaded gateway answers instead of the service, which says nothing about the operation.
  if (isOverloaded(status) && !declared.some((response) => response.status === String(status)))
    return unreachable(probe, `answered with ${status} although asked again`);
  return { probe, exchange, unexpected: `expected ${probe.expect}, observed ${status}` };
}

function unreachable(probe: Probe, reason: string): Outcome {
  return { probe, unreachable: reason, method: probe.request.method, url: printableUrl(probe.request.url) };
}
