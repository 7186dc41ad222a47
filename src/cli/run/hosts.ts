// Which service a recorded exchange was with: a recording of a browser or proxy holds those of many hosts, and only the contract's are its
// business. The verdict itself knows no hosts: whoever asks live, watches or mocks has been told which service it is.
import { hostOfAuthority } from '../../lib/host.ts';
import { matchesWildcard } from '../../lib/name-patterns.ts';
import type { CompiledContract, Exchange } from '../../model.ts';
import type { Judged } from '../../report/options.ts';
import { matchOperation } from '../../verdict/match.ts';

/** Counted and named, and no failure. */
export const OTHER_HOST = 'host-other';

/** A verdict on exchanges that are not to be judged; undefined for all others. */
export type HostGate = (exchange: Exchange) => Judged | undefined;

/** `hosts`: names of the user's, `*` for any characters; with them no other host is a question. */
export function createHostGate(contract: CompiledContract, hosts: readonly string[]): HostGate {
  const declared = [...(contract.hosts ?? []), ...hosts.map(hostOfAuthority)];
  if (contract.hosts === undefined && hosts.length === 0) return () => undefined;
  /** Scheme and authority, with the slash, of the last exchange with a declared host: most URLs start with it. */
  let origin: string | undefined;
  return ({ request: { method, url } }) => {
    if (origin !== undefined && url.startsWith(origin)) return undefined;
    const host = hostOf(url);
    if (host === undefined) return undefined;
    if (isLoopback(host) || declared.some((pattern) => matchesWildcard(pattern, host))) {
      origin = /^[^/?#]*\/\/[^/?#]*\//.exec(url)?.[0] ?? origin;
      return undefined;
    }
    const isAsked = hosts.length === 0 && matchOperation(contract, method, url) !== undefined;
    return isAsked
      ? elsewhere(
          'host-undeclared',
          host,
          `${host} is none of the contract's servers, and its exchanges match operations`,
        )
      : elsewhere(OTHER_HOST, host, `exchanges with ${host}, which is none of the contract's servers`);
  };
}

function elsewhere(reason: string, host: string, message: string): Judged {
  return { outcome: 'unchecked', issues: [], unchecked: { reason, subject: host, message } };
}

/** Undefined where the URL has none. */
export function hostOf(url: string): string | undefined {
  const authority = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)/i.exec(url)?.[1];
  return authority === undefined || authority === '' ? undefined : hostOfAuthority(authority);
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:127(?:\.\d{1,3}){3}\])$/.test(
    host,
  );
}
