// Decides which IP addresses belong to no public service: the registries of RFC 6890, and IPv6 addresses that contain an IPv4 address.
import { BlockList, isIP } from 'node:net';

const special: readonly (readonly [string, number, string])[] = [
  ['0.0.0.0', 8, 'unspecified'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'private'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link-local'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'reserved'],
  ['192.0.2.0', 24, 'reserved'],
  ['192.88.99.0', 24, 'reserved'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'private'],
  ['198.51.100.0', 24, 'reserved'],
  ['203.0.113.0', 24, 'reserved'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'reserved'],
];

const special6: readonly (readonly [string, number, string])[] = [
  ['::1', 128, 'loopback'],
  ['::', 128, 'unspecified'],
  ['64:ff9b:1::', 48, 'private'],
  ['100::', 64, 'reserved'],
  ['2001::', 23, 'reserved'],
  ['2001:db8::', 32, 'reserved'],
  ['3fff::', 20, 'reserved'],
  ['5f00::', 16, 'reserved'],
  ['fc00::', 7, 'private'],
  ['fe80::', 10, 'link-local'],
  ['fec0::', 10, 'private'],
  ['ff00::', 8, 'multicast'],
];

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
  const version = isIP(plain);
  if (version === 0) return 'unreadable';
  if (version === 4) return lookedUp(plain, 'ipv4', special);
  return lookedUp(plain, 'ipv6', special6) ?? wrappedUse(plain);
}

function wrappedUse(address: string): string | undefined {
  const inner = embeddedIpv4(address);
  return inner === undefined ? undefined : specialUse(inner);
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

// RFC 4291 section 2.2. The address is valid.
function ipv6Groups(address: string): number[] {
  const hexadecimal = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a, b, c, d] = parts.map(Number);
    return `${(((a ?? 0) << 8) | (b ?? 0)).toString(16)}:${(((c ?? 0) << 8) | (d ?? 0)).toString(16)}`;
  });
  const [head = '', tail] = hexadecimal.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16));
}

function lookedUp(
  address: string,
  family: 'ipv4' | 'ipv6',
  table: readonly (readonly [string, number, string])[],
): string | undefined {
  return table.find(([network, prefix]) => isWithin(address, network, prefix, family))?.[2];
}

/** Whether the network contains the address; both are of the same family. */
export function isWithin(address: string, network: string, prefix: number, family: 'ipv4' | 'ipv6'): boolean {
  const list = new BlockList();
  list.addSubnet(network, prefix, family);
  return list.check(address, family);
}
