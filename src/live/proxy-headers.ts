// What a proxy must not pass on: RFC 9110 section 7.6.1.

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** Fields in the order and case of the wire, repeated ones together. */
export function endToEnd(rawHeaders: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  const fields = new Map<string, [string, string[]]>();
  const named = new Set<string>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    const lower = name.toLowerCase();
    if (lower === 'connection') for (const one of value.split(',')) named.add(one.trim().toLowerCase());
    const present = fields.get(lower);
    if (present === undefined) fields.set(lower, [name, [value]]);
    else present[1].push(value);
  }
  return [...fields].filter(([lower]) => !hopByHop.has(lower) && !named.has(lower)).map(([, field]) => field);
}

/** undefined: the client asks for another host, or for no path at all. */
export function pathToUpstream(url: string, upstream: URL): string | undefined {
  if (!url.startsWith('/')) return undefined;
  return `${upstream.pathname.replace(/\/+$/, '')}${url}`;
}
