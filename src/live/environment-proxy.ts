// The HTTP proxy that the environment names (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY). Every connection through it is a CONNECT tunnel,
// so TLS is still verified here; the name of the target is resolved by the proxy.
import type { ClientRequest } from 'node:http';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { isLoopback } from './hosts.ts';

export type EnvironmentProxy = {
  readonly agent: HttpsProxyAgent<string>;
  /** What the user is told of it, without its credentials. */
  readonly note: string;
};

/** undefined: connect directly, as always to the loopback; a text: why the proxy can't be used. */
export function environmentProxyFor(url: URL): EnvironmentProxy | string | undefined {
  if (isLoopback(url)) return undefined;
  const text = getProxyForUrl(url);
  if (text === '') return undefined;
  const proxy = URL.parse(text);
  if (proxy === null || (proxy.protocol !== 'http:' && proxy.protocol !== 'https:'))
    return 'the proxy that the environment names is no http or https URL';
  const note = `${url.host} is asked through the proxy ${proxy.host}; the address that it resolves to is not checked`;
  return { agent: new HttpsProxyAgent(proxy.href), note };
}

/** A proxy that refuses the tunnel answers in place of the service: its answer is no response of the service. */
export function onTunnelRefused(request: ClientRequest, refused: (status: number) => void): void {
  request.on('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
    if (statusCode !== 200) refused(statusCode);
  });
}
