// OpenAPI's apiKey security scheme: a key in a header, query parameter or cookie.
import { InputError } from '../../lib/input-error.ts';
import { type LiveRequest, withHeader } from '../request.ts';
import { type AuthScheme, optionalSetting, requiredSetting } from './scheme.ts';

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
