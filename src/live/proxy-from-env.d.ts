// proxy-from-env 2.1 has no types. Delete this file once it has: https://github.com/Rob--W/proxy-from-env
declare module 'proxy-from-env' {
  /** '' where none is to be used. */
  export function getProxyForUrl(url: URL | string): string;
}
