// Which hosts may be asked: those that the contract or the config names, and no address of special use unless the config
// allows it. Names are checked again after DNS, on the very address that is then connected to.
import type { LookupAddress, LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { InputError } from '../lib/input-error.ts';
import { embeddedIpv4, isWithin, specialUse } from './address.ts';

export type HostRules = {
  /** `host` (any port) or `host:port`; `*` stands for one label. */
  readonly hosts: readonly string[];
  /** Host names, addresses and CIDR blocks that may be of special use. */
  readonly allowPrivate: readonly string[];
  /** Hosts beyond the loopback that may be asked without TLS, `host` or `host:port`. */
  readonly allowHttp?: readonly string[];
};

/** Resolves like dns.lookup with `all`. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** Why this URL must not be asked, or undefined. */
export function refusal(url: URL, rules: HostRules, hasCredentials = false): string | undefined {
  const host = bareHost(url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return `the scheme ${url.protocol} is not spoken`;
  if (url.username !== '' || url.password !== '') return 'the address carries credentials';
  if (!rules.hosts.some((pattern) => namesHost(pattern, url)))
    return `the host ${url.host} is neither a server of the contract nor named in live.hosts`;
  if (isIP(host) !== 0) {
    const refused = addressRefusal(host, host, rules);
    if (refused !== undefined) return refused;
  }
  return url.protocol === 'http:' ? httpRefusal(url, rules, hasCredentials) : undefined;
}

function httpRefusal(url: URL, rules: HostRules, hasCredentials: boolean): string | undefined {
  if (isLoopback(url) || rules.allowHttp?.some((pattern) => namesHost(pattern, url))) return undefined;
  const line = `live.allowHttp: ["${bareHost(url)}"] allows it`;
  if (hasCredentials) return `credentials are not sent over http without TLS; ${line}`;
  if (isPrivateByName(bareHost(url), rules)) return undefined;
  return `http without TLS is only spoken to a private host that live.allowPrivate names; ${line}`;
}

/** A literal address of the loopback, or localhost, which names nothing else (RFC 6761 section 6.3). */
export function isLoopback(url: URL): boolean {
  const host = bareHost(url);
  return host === 'localhost' || (isIP(host) !== 0 && specialUse(host) === 'loopback');
}

function isPrivateByName(host: string, rules: HostRules): boolean {
  if (isIP(host) !== 0) return specialUse(host) !== undefined;
  return rules.allowPrivate.some((entry) => entry.toLowerCase() === host);
}

/** Why this address must not be connected to under that host name, or undefined. */
export function addressRefusal(address: string, host: string, rules: HostRules): string | undefined {
  const use = specialUse(address);
  if (use === undefined) return undefined;
  const isNamed = rules.allowPrivate.some((entry) => covers(entry, address, host, use));
  if (isNamed) return undefined;
  const what = address === host ? host : `${host} resolves to ${address}, which`;
  return `${what} is ${use} and not named in live.allowPrivate; live.allowPrivate: ["${host}"] allows it`;
}

// RFC 6761 section 6.3: localhost names the loopback and nothing else.
function covers(entry: string, address: string, host: string, use: string): boolean {
  const [network = '', prefix] = entry
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .split('/');
  if (isIP(network) === 0) {
    if (network !== host) return false;
    return network !== 'localhost' || use === 'loopback';
  }
  const most = isIP(network) === 4 ? 32 : 128;
  const bits = prefix === undefined ? most : Number(prefix);
  if (!Number.isInteger(bits) || bits < 0 || bits > most)
    throw new InputError(`"${entry}" in live.allowPrivate is no host, address or block`, {
      fix: 'write a block as 10.0.0.0/8',
    });
  const forms = [address.replace(/%.*$/, ''), isIP(address) === 6 ? embeddedIpv4(address) : undefined];
  return forms.some(
    (form) => form !== undefined && isIP(form) === isIP(network) && isWithin(form, [`${network}/${bits}`]),
  );
}

function namesHost(pattern: string, url: URL): boolean {
  const [, name = '', port] = /^(.*?)(?::(\d+))?$/.exec(pattern.toLowerCase()) ?? [];
  if (isIP(pattern) === 6) return bareHost(url) === pattern.toLowerCase();
  if (port !== undefined && port !== effectivePort(url)) return false;
  const labels = bare(name).split('.');
  const actual = bareHost(url).split('.');
  return (
    labels.length === actual.length && labels.every((label, at) => label === '*' || label === actual[at])
  );
}

export function effectivePort(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}

/** Lower case, without brackets and without the root's dot. */
export function bareHost(url: URL): string {
  return bare(url.hostname);
}

function bare(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

/** For net.connect: resolves, refuses when any of the addresses is refused, hands over exactly what was checked. */
export function guardedLookup(rules: HostRules, resolve: Resolve): LookupFunction {
  return (host: string, options: LookupOptions, done) => {
    checkedAddresses(host, rules, resolve).then(
      (addresses) => {
        const [first] = addresses;
        if (options.all) done(null, [...addresses]);
        else done(null, first?.address ?? '', first?.family ?? 4);
      },
      (reason: NodeJS.ErrnoException) => done(reason, ''),
    );
  };
}

/** A target that must not be connected to; never retried. */
export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress';
}

async function checkedAddresses(
  host: string,
  rules: HostRules,
  resolve: Resolve,
): Promise<readonly LookupAddress[]> {
  const addresses = await resolve(host);
  if (addresses.length === 0) throw new RefusedAddress(`${host} has no address`);
  for (const { address } of addresses) {
    const refused = addressRefusal(address, bare(host), rules);
    if (refused !== undefined) throw new RefusedAddress(refused);
  }
  return addresses;
}
