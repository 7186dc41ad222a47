import type { AuthScheme } from '../auth-scheme.ts';
import { withHeader } from '../request.ts';
import { optionalSetting, requiredSetting } from './settings.ts';

/** A ready token in a header, X-Auth-Token unless named otherwise. */
export const tokenAuth: AuthScheme = {
  name: 'token',
  fromEnvironment: ({ APIG_TOKEN }) => (APIG_TOKEN ? { type: 'token', token: APIG_TOKEN } : undefined),
  create(settings) {
    const token = requiredSetting(settings, 'token');
    const header = optionalSetting(settings, 'header') ?? 'X-Auth-Token';
    return {
      authorize: async (request) => withHeader(request, header, token),
      secrets: () => [token],
    };
  },
};
