import type { AuthScheme } from '../auth-scheme.ts';
import { withHeader } from '../request.ts';
import { requiredSetting } from './settings.ts';

/** RFC 7617, in UTF-8. */
export const basicAuth: AuthScheme = {
  name: 'basic',
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
