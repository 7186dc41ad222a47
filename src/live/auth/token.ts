// A token that somebody already has, in X-Auth-Token unless named otherwise.
import { withHeader } from '../request.ts';
import { type AuthScheme, optionalSetting, requiredSetting } from './scheme.ts';

export const tokenAuth: AuthScheme = {
  name: 'token',
  secrets: ['token'],
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
