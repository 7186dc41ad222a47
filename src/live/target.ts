// The endpoint of the probes, and the hosts that the contract and the config allow.
import { isIP } from 'node:net';
import { InputError } from '../lib/input-error.ts';
import type { Environment } from './auth/scheme.ts';
import { bareHost, type HostRules } from './hosts.ts';
import type { LiveSettings } from './settings.ts';

/** An OpenAPI Server Object, as far as it names hosts. */
export type Server = {
  readonly url: string;
  readonly variables?: Readonly<
    Record<string, { readonly default?: string; readonly enum?: readonly string[] }>
  >;
};

export type Target = {
  readonly origin: string;
  /** Without trailing slash; undefined: the contract's own prefix. */
  readonly prefix: string | undefined;
  readonly rules: HostRules;
};

export function targetOf(
  settings: LiveSettings,
  servers: readonly Server[],
  environment: Environment,
): Target {
  const named = settings.endpoint ?? (environment.APIG_ENDPOINT || undefined);
  const url = endpointUrl(named, servers);
  const path = url.pathname.replace(/\/+$/, '');
  return {
    origin: url.origin,
    prefix: path === '' ? undefined : path,
    rules: {
      hosts: [url.host, ...servers.flatMap(serverHosts), ...(settings.hosts ?? [])],
      // A private address needs the user's word: that of the contract is not enough.
      allowPrivate: [...(named === undefined ? [] : literalHost(url)), ...(settings.allowPrivate ?? [])],
      allowHttp: settings.allowHttp ?? [],
    },
  };
}

/** A literal address or localhost that the user wrote is allowed without further settings. */
export function literalHost(url: URL): readonly string[] {
  const host = bareHost(url);
  return isIP(host) !== 0 || host === 'localhost' ? [host] : [];
}

function endpointUrl(endpoint: string | undefined, servers: readonly Server[]): URL {
  const text = endpoint ?? firstServer(servers);
  if (text === undefined)
    throw new InputError(
      'no endpoint: neither live.endpoint nor APIG_ENDPOINT is set, and no server of the contract is an absolute URL',
      {
        fix: 'set APIG_ENDPOINT to the address of the service',
      },
    );
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const fix = 'move credentials to live.auth and parameters to live.parameters';
  return plainUrl(written, 'endpoint', fix);
}

/** The URL of a service, without credentials and query; `fix`: where those belong. */
export function plainUrl(text: string, what: string, fix: string): URL {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new InputError(`the ${what} is no http or https URL`, { fix: 'write it as https://host' });
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new InputError(`the ${what} holds more than scheme, host, port and path`, { fix });
  return url;
}

// Only the origin counts here: the compiled contract has the path of the server as prefix.
function firstServer(servers: readonly Server[]): string | undefined {
  for (const server of servers) {
    const url = URL.parse(withDefaults(server));
    if (url?.protocol.startsWith('http')) return url.origin;
  }
  return undefined;
}

function withDefaults({ url, variables = {} }: Server): string {
  return url.replace(/\{([^}]*)\}/g, (_, name: string) => variables[name]?.default ?? '');
}

/** `host` or `host:port` of a server; a variable without `enum` before two literal labels becomes `*`. */
export function serverHosts({ url, variables = {} }: Server): readonly string[] {
  const authority = /^https?:\/\/([^/?#]+)/i.exec(url)?.[1];
  if (authority === undefined) return [];
  const names = [...authority.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
  return names.reduce<readonly string[]>(
    (hosts, name) => {
      const { enum: values, default: usual } = variables[name] ?? {};
      const choices = values ?? [/\.[^.{}]+\.[^.{}]+$/.test(authority) ? '*' : (usual ?? '')];
      return hosts.flatMap((host) => choices.map((choice) => host.replace(`{${name}}`, choice)));
    },
    [authority],
  );
}
