// Hosts in one spelling, so that those of a contract, of a config and of a recording can be compared.

/** The host of an authority, without userinfo, port and final dot (RFC 3986 section 3.2). It may be a pattern with `*`. */
export function hostOfAuthority(authority: string): string {
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/^(?:[\da-f.]*:){2}[\da-f:.]*$/i, '[$&]')
    .replace(/:[\d*]*$/, '')
    .toLowerCase();
  return (/^[a-z\d*_.-]*$/.test(host) ? host : asAddressOrAscii(host)).replace(/(?<=.)\.$/, '');
}

/** An IPv6 address is written as in RFC 5952, an international name as in RFC 5890, anything else as it is. */
function asAddressOrAscii(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host;
}
