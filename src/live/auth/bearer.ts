import type { AuthScheme } from '../auth-scheme.ts';
import { withHeader } from '../request.ts';
import { requiredSetting } from './settings.ts';

/** RFC 6750 section 2.1. */
export const bearerAuth: AuthScheme = {
  name: 'bearer',
  create(settings) {
    const token = requiredSetting(settings, 'token');
    return {
      authorize: async (request) => withHeader(request, 'Authorization', `Bearer ${token}`),
      secrets: () => [token],
    };
  },
};
