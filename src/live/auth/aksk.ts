// SDK-HMAC-SHA256, the request signature of Huawei Cloud: a digest over method, path, query, every given header and
// the body. https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-algorithm.html

import { createHash, createHmac } from 'node:crypto';
import { attempt } from '../../lib/attempt.ts';
import { headerValue } from '../../lib/headers.ts';
import type { HeaderField } from '../../model.ts';
import { type LiveRequest, withHeader } from '../request.ts';
import { type AuthScheme, type GivenSettings, optionalSetting, requiredSetting } from './scheme.ts';

/** A signature by access key and secret key; `securityToken` for temporary ones. */
export const akskAuth: AuthScheme = {
  name: 'aksk',
  secrets: ['ak', 'sk', 'securityToken'],
  fromEnvironment(environment) {
    const { HUAWEICLOUD_SDK_AK: ak, HUAWEICLOUD_SDK_SK: sk } = environment;
    if (!ak || !sk) return undefined;
    return {
      type: 'aksk',
      ak,
      sk,
      securityToken: environment.HUAWEICLOUD_SDK_SECURITY_TOKEN || undefined,
      projectId: environment.HUAWEICLOUD_SDK_PROJECT_ID || environment.APIG_PROJECT_ID || undefined,
      domainId: environment.HUAWEICLOUD_SDK_DOMAIN_ID || undefined,
    };
  },
  create(settings, { now }) {
    const key = { ak: requiredSetting(settings, 'ak'), sk: requiredSetting(settings, 'sk') };
    const token = optionalSetting(settings, 'securityToken');
    return {
      authorize: async (request) => signRequest(withAccount(request, settings), key, now()),
      secrets: () => [key.ak, key.sk, ...(token === undefined ? [] : [token])],
    };
  },
};

const fields = [
  ['X-Project-Id', 'projectId'],
  ['X-Domain-Id', 'domainId'],
  ['X-Security-Token', 'securityToken'],
] as const;

// A project is more specific than its domain, so only one of the two is sent.
function withAccount(request: LiveRequest, settings: GivenSettings): LiveRequest {
  return fields.reduce((sofar, [name, setting]) => {
    if (setting === 'domainId' && settings.projectId !== undefined) return sofar;
    const value = optionalSetting(settings, setting);
    return value === undefined ? sofar : withHeader(sofar, name, value);
  }, request);
}

const algorithm = 'SDK-HMAC-SHA256';

type AccessKey = { readonly ak: string; readonly sk: string };

/** Adds X-Sdk-Date, Host and Authorization; signs all other headers of the request. */
export function signRequest(request: LiveRequest, key: AccessKey, now: number): LiveRequest {
  const dated = headerValue(request.headers, 'x-sdk-date') ?? sdkDate(now);
  const host = headerValue(request.headers, 'host') ?? new URL(request.url).host;
  const prepared = withHeader(withHeader(request, 'X-Sdk-Date', dated), 'Host', host);
  const signed = signedFields(prepared.headers);
  const names = [...new Set(signed.map((field) => field.name))].join(';');
  const canonical = canonicalRequest(prepared, signed, names);
  const signature = createHmac('sha256', key.sk)
    .update(`${algorithm}\n${dated}\n${sha256(canonical)}`)
    .digest('hex');
  const value = `${algorithm} Access=${key.ak}, SignedHeaders=${names}, Signature=${signature}`;
  return withHeader(prepared, 'Authorization', value);
}

function canonicalRequest(request: LiveRequest, signed: readonly HeaderField[], names: string): string {
  const url = new URL(request.url);
  const headers = signed.map((field) => `${field.name}:${field.value}\n`).join('');
  const payload = headerValue(request.headers, 'x-sdk-content-sha256') ?? sha256(request.body ?? '');
  return [request.method, canonicalPath(url), canonicalQuery(url), headers, names, payload].join('\n');
}

// Skips a multipart Content-Type: its boundary may change on the way.
function signedFields(headers: readonly HeaderField[]): readonly HeaderField[] {
  return headers
    .map(({ name, value }) => ({ name: name.toLowerCase(), value: value.trim() }))
    .filter(({ name }) => name !== 'authorization')
    .filter(({ name, value }) => name !== 'content-type' || !value.includes('multipart/form-data'))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

// Decodes before it splits, as the service does: an encoded slash is a separator.
function canonicalPath(url: URL): string {
  const path = (attempt(() => decodeURIComponent(url.pathname)) ?? url.pathname)
    .split('/')
    .map(encode)
    .join('/');
  return path.endsWith('/') ? path : `${path}/`;
}

// Sorted as decoded, keys first and then the values of a repeated key, as the SDK core does.
function canonicalQuery(url: URL): string {
  return [...url.searchParams]
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** RFC 3986 section 2.3: all but the unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sdkDate(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
