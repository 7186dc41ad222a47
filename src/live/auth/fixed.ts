// Schemes whose credential is the same in every request: a token, user and password, an API key.
import { InputError } from '../../lib/input-error.ts';
import { type LiveRequest, withHeader } from '../request.ts';
import { type AuthScheme, optionalSetting, requiredSetting } from './scheme.ts';

/** A token that somebody already has, in X-Auth-Token unless named otherwise. */
export const tokenAuth: AuthScheme = {
  name: 'token',
  secrets: ['token'],
  fromEnvironment: ({ APIG_TOKEN }) => (APIG_TOKEN ? { type: 'token', token: APIG_TOKEN } : undefined),
  create(settings) {
    const token = requiredSetting(settings, 'token');
    const header = optionalSetting(settings, 'header') ?? 'X-Auth-Token';
    return { authorize: async (request) => withHeader(request, header, token), secrets: () => [token] };
  },
};

/** A bearer token in Authorization (RFC 6750 section 2.1). */
export const bearerAuth: AuthScheme = {
  name: 'bearer',
  secrets: ['token'],
  create(settings) {
    const token = requiredSetting(settings, 'token');
    return {
      authorize: async (request) => withHeader(request, 'Authorization', `Bearer ${token}`),
      secrets: () => [token],
    };
  },
};

/** Basic authentication (RFC 7617), user and password in UTF-8. */
export const basicAuth: AuthScheme = {
  name: 'basic',
  secrets: ['password'],
  create(settings) {
    const user = requiredSetting(settings, 'user');
    const password = requiredSetting(settings, 'password');
    const credentials = Buffer.from(`${user}:${password}`).toString('base64');
    return {
      authorize: async (request) => withHeader(request, 'Authorization', `Basic ${credentials}`),
      secrets: () => [password, credentials],
    };
  },
};

/** OpenAPI's apiKey security scheme: a key in a header, query parameter or cookie. */
export const apiKeyAuth: AuthScheme = {
  name: 'apiKey',
  secrets: ['key'],
  create(settings) {
    const key = requiredSetting(settings, 'key');
    const name = requiredSetting(settings, 'name');
    const place = optionalSetting(settings, 'in') ?? 'header';
    const add = places[place];
    if (add === undefined)
      throw new InputError(`auth of type "apiKey" cannot stand in "${place}"`, {
        fix: 'set auth.in to header, query or cookie',
      });
    return { authorize: async (request) => add(request, name, key), secrets: () => [key] };
  },
};

type Add = (request: LiveRequest, name: string, key: string) => LiveRequest;

const places: Readonly<Record<string, Add | undefined>> = {
  header: withHeader,
  query(request, name, key) {
    const pair = `${encodeURIComponent(name)}=${encodeURIComponent(key)}`;
    return { ...request, url: `${request.url}${request.url.includes('?') ? '&' : '?'}${pair}` };
  },
  cookie(request, name, key) {
    const present = request.headers.filter((field) => field.name.toLowerCase() === 'cookie');
    const all = [...present.map((field) => field.value), `${name}=${encodeURIComponent(key)}`];
    return withHeader(request, 'Cookie', all.join('; '));
  },
};
