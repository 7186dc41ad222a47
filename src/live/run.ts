// Sends the planned probes in order, a few at a time.
import type { CompiledContract, Exchange } from '../model.ts';
import type { Authorizer, AuthSettings } from './auth/scheme.ts';
import { createAuthorizer } from './auth.ts';
import type { HostRules } from './hosts.ts';
import { isExpected, type Probe } from './plan.ts';
import { printableUrl, type Unreachable } from './request.ts';
import { createSender, isOverloaded, type SendOptions } from './send.ts';
import { literalHost } from './target.ts';

export type AnsweredProbe = {
  readonly probe: Probe;
  readonly exchange: Exchange;
  /** The answer has another status than the probe expects, which stays unchecked. */
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
  auth: AuthSettings | undefined,
  options: SendOptions,
): LiveRun {
  const authorizers = new Map<AuthSettings | undefined, Authorizer | undefined>();
  const hosts = [...options.rules.hosts];
  const allowPrivate = [...options.rules.allowPrivate];
  const rules: HostRules = { ...options.rules, hosts, allowPrivate };
  const sender = createSender({ ...options, rules });
  const context = { environment: options.environment, now: options.now, send: sender.sendAtOnce };
  function authorizerFor(settings: AuthSettings | undefined): Authorizer | undefined {
    if (!authorizers.has(settings)) {
      const made = createAuthorizer(settings, context);
      for (const endpoint of made?.endpoints ?? []) {
        hosts.push(endpoint.host);
        allowPrivate.push(...literalHost(endpoint));
      }
      authorizers.set(settings, made);
    }
    return authorizers.get(settings);
  }
  for (const { auth: own } of probes) if (own !== 'none') authorizerFor(own === 'usual' ? auth : own);

  async function ask(probe: Probe): Promise<Outcome> {
    const authorizer =
      probe.auth === 'none' ? undefined : authorizerFor(probe.auth === 'usual' ? auth : probe.auth);
    if (probe.notReady !== undefined) return unreachable(probe, probe.notReady);
    if (authorizer === undefined && probe.auth === 'usual' && probe.needsAuth)
      return unreachable(
        probe,
        'no credentials: set APIG_TOKEN, or HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or live.auth',
      );
    const answer = await sender.send(probe.request, authorizer);
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
  // An overloaded gateway answers in place of the service: this says nothing about the operation.
  if (isOverloaded(status) && !declared.some((response) => response.status === String(status)))
    return unreachable(probe, `answered with ${status} although asked again`);
  return { probe, exchange, unexpected: `expected ${probe.expect}, observed ${status}` };
}

function unreachable(probe: Probe, reason: string): Outcome {
  return { probe, unreachable: reason, method: probe.request.method, url: printableUrl(probe.request.url) };
}
