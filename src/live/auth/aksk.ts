import type { AuthScheme, AuthSettings } from '../auth-scheme.ts';
import { type LiveRequest, withHeader } from '../request.ts';
import { optionalSetting, requiredSetting } from './settings.ts';
import { signRequest } from './sign.ts';

/** A signature by access key and secret key; `securityToken` for temporary ones. */
export const akskAuth: AuthScheme = {
  name: 'aksk',
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

// A project says more than its domain, so only one of the two is sent.
function withAccount(request: LiveRequest, settings: AuthSettings): LiveRequest {
  return fields.reduce((sofar, [name, setting]) => {
    if (setting === 'domainId' && settings.projectId !== undefined) return sofar;
    const value = optionalSetting(settings, setting);
    return value === undefined ? sofar : withHeader(sofar, name, value);
  }, request);
}
