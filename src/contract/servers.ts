// The servers of an operation (OpenAPI 3.0 and 3.1, Server Object): below which paths, and on which hosts, it is found.
import { hostOfAuthority } from '../lib/host.ts';
import type { OpenApiServer } from './openapi.ts';

type Served = {
  /** Of the path, never with a trailing slash; `{name}` stands for any one segment. The default of a variable comes before any value. */
  readonly prefixes: readonly string[];
  /** In one spelling, without port, `*` for any characters; undefined where a server is relative, so that it may be anywhere. */
  readonly hosts: readonly string[] | undefined;
};

/** More combinations of variables are not told apart. */
const MOST = 256;

export function mountsOf(servers: readonly OpenApiServer[]): Served {
  const urls = servers
    .filter(({ url }) => typeof url === 'string')
    .flatMap(expand)
    .flatMap(withoutBase)
    .map(partsOf);
  if (urls.length === 0) return { prefixes: [''], hosts: undefined };
  const hosts = urls.map(({ host }) => host);
  const known = hosts.filter((host) => host !== undefined);
  return {
    prefixes: [...new Set(urls.map(({ prefix }) => prefix))],
    hosts: known.length < hosts.length ? undefined : [...new Set(known)],
  };
}

/** A variable with an enum takes its values, one without any: it stays a template beside its default. */
function expand({ url, variables = {} }: OpenApiServer): string[] {
  return Object.entries(variables).reduce<string[]>(
    (texts, [name, variable]) => {
      const values = variable.enum ?? [variable.default, `{${name}}`];
      return texts
        .flatMap((text) =>
          text.includes(`{${name}}`) ? values.map((value) => text.replaceAll(`{${name}}`, value)) : [text],
        )
        .slice(0, MOST);
    },
    [url],
  );
}

/** A URL that starts with a variable for all of its base may have more or fewer segments there; one and none are tried. */
function withoutBase(url: string): string[] {
  const base = /^\{[^{}]*\}(?=$|\/)/.exec(url)?.[0];
  return base === undefined ? [url] : [url, url.slice(base.length)];
}

/** A scheme may be a variable; a host without one is relative to the scheme of the document (RFC 3986 section 4.2). */
const AUTHORITY = /^(?:(?:[a-z][a-z0-9+.-]*|\{[^{}]*\}):)?\/\/([^/?#]*)/i;

function partsOf(url: string): { readonly prefix: string; readonly host: string | undefined } {
  const authority = AUTHORITY.exec(url);
  const path = url.slice(authority?.[0].length ?? 0).replace(/[?#].*$/, '');
  return {
    prefix: prefixOf(path),
    host:
      authority === null ? undefined : hostOfAuthority((authority[1] ?? '').replaceAll(/\{[^{}]*\}/g, '*')),
  };
}

/** RFC 3986 section 5.2.4, against a document at the root: where a file will be served nobody knows. */
function prefixOf(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.map((segment) => `/${segment}`).join('');
}

/** Those of a whole contract: one operation that may be anywhere is enough for any host. */
export function hostsOfAll(all: readonly Served[]): readonly string[] | undefined {
  const hosts = all.map((one) => one.hosts);
  const known = hosts.filter((one) => one !== undefined);
  return known.length < hosts.length || known.length === 0 ? undefined : [...new Set(known.flat())].sort();
}
