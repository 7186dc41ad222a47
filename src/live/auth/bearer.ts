// A bearer token in Authorization (RFC 6750 section 2.1).
import { withHeader } from '../request.ts';
import { type AuthScheme, requiredSetting } from './scheme.ts';

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
