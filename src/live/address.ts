// Decides which IP addresses belong to no public service: the registries of RFC 6890, and IPv6 addresses that contain an IPv4 address.
import { BlockList, isIP } from 'node:net';

/** Networks that do not overlap, by what they are for. */
const NETWORKS: Readonly<Record<string, string>> = {
  unspecified: '0.0.0.0/8 ::/128',
  loopback: '127.0.0.0/8 ::1/128',
  private: '10.0.0.0/8 100.64.0.0/10 172.16.0.0/12 192.168.0.0/16 64:ff9b:1::/48 fc00::/7 fec0::/10',
  'link-local': '169.254.0.0/16 fe80::/10',
  multicast: '224.0.0.0/4 ff00::/8',
  reserved:
    '192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 ' +
    '100::/64 2001::/23 2001:db8::/32 3fff::/20 5f00::/16',
};

// IPv4-mapped, IPv4-compatible, IPv4-translated, NAT64 and 6to4: each with its prefix and the group where the IPv4 address starts.
const wrapped: readonly (readonly [string, number])[] = [
  ['0:0:0:0:0:ffff:', 6],
  ['0:0:0:0:0:0:', 6],
  ['0:0:0:0:ffff:0:', 6],
  ['64:ff9b:0:0:0:0:', 6],
  ['2002:', 1],
];

/** `loopback`, `private`, `link-local`, ...; undefined for a public address. */
export function specialUse(address: string): string | undefined {
  const plain = address.replace(/%.*$/, '');
  if (isIP(plain) === 0) return 'unreadable';
  const use = Object.keys(NETWORKS).find((name) => isWithin(plain, NETWORKS[name]?.split(' ') ?? []));
  const inner = use === undefined && isIP(plain) === 6 ? embeddedIpv4(plain) : undefined;
  return inner === undefined ? use : specialUse(inner);
}

/** The IPv4 address inside of an IPv6 address. */
export function embeddedIpv4(address: string): string | undefined {
  const groups = ipv6Groups(address);
  const text = groups.map((group) => group.toString(16)).join(':');
  const found = wrapped.find(([prefix]) => text.startsWith(prefix));
  if (found === undefined) return undefined;
  const [high = 0, low = 0] = groups.slice(found[1]);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The address is valid but for its zone; a URL has it in hexadecimal groups (https://url.spec.whatwg.org/#concept-ipv6-serializer). */
function ipv6Groups(address: string): number[] {
  const [head = '', tail = ''] = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname
    .slice(1, -1)
    .split('::');
  const [before = [], after = []] = [head, tail].map((part) =>
    part.split(':').filter((group) => group !== ''),
  );
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16));
}

/** Whether one of these blocks, such as `10.0.0.0/8`, contains the address. */
export function isWithin(address: string, blocks: readonly string[]): boolean {
  const list = new BlockList();
  for (const block of blocks) {
    const [network = '', prefix] = block.split('/');
    list.addSubnet(network, Number(prefix), familyOf(network));
  }
  return list.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}
