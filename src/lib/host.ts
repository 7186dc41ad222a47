// Hosts in one spelling, so that those of a contract, of a config and of a recording can be compared.

/** The host of an authority, or a pattern for it with `*`: without userinfo, port and the dot of the root (RFC 3986 section 3.2). */
export function hostOfAuthority(authority: string): string {
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/^(?:[\da-f.]*:){2}[\da-f:.]*$/i, '[$&]')
    .replace(/:[\d*]*$/, '')
    .toLowerCase();
  return (/^[a-z\d*_.-]*$/.test(host) ? host : asAddressOrAscii(host)).replace(/(?<=.)\.$/, '');
}

/** RFC 5952 writes an IPv6 address in one way, RFC 5890 an international name. What is neither stays. */
function asAddressOrAscii(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host;
}
