// Basic authentication (RFC 7617), user and password in UTF-8.
import { withHeader } from '../request.ts';
import { type AuthScheme, requiredSetting } from './scheme.ts';

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
