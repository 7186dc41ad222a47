// Where path and query of a URL stand in it, percent-encoding and all.

/** The path of an absolute URL or of a path with a query, as it stands, percent-encoding and all. */
export function pathOf(url: string): string {
  const start = pathStart(url);
  return url.slice(start, pathEnd(url, start)) || '/';
}

/** Behind the question mark; undefined where the URL has none. */
export function queryOf(url: string): string | undefined {
  const [withoutFragment = ''] = url.split('#', 1);
  const start = withoutFragment.indexOf('?');
  return start < 0 ? undefined : withoutFragment.slice(start + 1);
}

export function pathStart(url: string): number {
  if (url.charCodeAt(0) === 47) return 0;
  const authority = url.indexOf('://');
  if (authority < 0) return 0;
  const slash = url.indexOf('/', authority + 3);
  const end = pathEnd(url, authority + 3);
  return slash < 0 || slash > end ? end : slash;
}

export function pathEnd(url: string, start: number): number {
  const query = url.indexOf('?', start);
  const fragment = url.indexOf('#', start);
  if (query < 0) return fragment < 0 ? url.length : fragment;
  return fragment < 0 || query < fragment ? query : fragment;
}
