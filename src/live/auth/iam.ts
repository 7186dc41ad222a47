// A token from Huawei Cloud IAM: POST /v3/auth/tokens answers 201 with X-Subject-Token and its time of expiry.
// https://support.huaweicloud.com/intl/en-us/api-iam/iam_30_0001.html
import { attempt } from '../../lib/attempt.ts';
import { headerValue } from '../../lib/headers.ts';
import { InputError } from '../../lib/input-error.ts';
import type { Exchange } from '../../model.ts';
import { type LiveRequest, withHeader } from '../request.ts';
import {
  type AuthContext,
  AuthFailure,
  type AuthScheme,
  type GivenSettings,
  optionalSetting,
  requiredSetting,
} from './scheme.ts';

type Token = { readonly value: string; readonly expires: number };

/** Milliseconds before its expiry from which a token is renewed, so that it does not expire on the way. */
const margin = 60_000;

export const iamAuth: AuthScheme = {
  name: 'iam',
  secrets: ['password', 'token'],
  create(settings, context) {
    const login = loginRequest(settings);
    const secrets = new Set(['password', 'token'].flatMap((name) => optionalSetting(settings, name) ?? []));
    let current: Promise<Token> | undefined;
    async function token(): Promise<Token> {
      current ??= logIn(login, context);
      const found = await current.catch((reason: unknown) => {
        current = undefined;
        throw reason;
      });
      if (found.expires - margin > context.now()) return found;
      current = logIn(login, context);
      return current;
    }
    return {
      async authorize(request) {
        const { value } = await token();
        secrets.add(value);
        return withHeader(request, 'X-Auth-Token', value);
      },
      renew() {
        current = undefined;
      },
      secrets: () => [...secrets],
      endpoints: [new URL(login.url)],
    };
  },
};

function loginRequest(settings: GivenSettings): LiveRequest {
  const endpoint = URL.parse(requiredSetting(settings, 'endpoint'));
  if (endpoint === null)
    throw new InputError('auth.endpoint is not an absolute URL', {
      fix: 'set it to the IAM endpoint of your region',
    });
  return {
    method: 'POST',
    url: new URL('/v3/auth/tokens', endpoint).href,
    headers: [{ name: 'Content-Type', value: 'application/json' }],
    body: Buffer.from(JSON.stringify({ auth: { identity: identity(settings), ...scope(settings) } })),
    hasCredentials: true,
  };
}

function identity(settings: GivenSettings): object {
  const token = optionalSetting(settings, 'token');
  if (token !== undefined) return { methods: ['token'], token: { id: token } };
  const [domain, name, password] = ['domain', 'user', 'password'].map((each) =>
    requiredSetting(settings, each),
  );
  return { methods: ['password'], password: { user: { name, password, domain: { name: domain } } } };
}

function scope(settings: GivenSettings): object {
  const id = optionalSetting(settings, 'projectId');
  if (id !== undefined) return { scope: { project: { id } } };
  const name = optionalSetting(settings, 'project');
  if (name !== undefined) return { scope: { project: { name } } };
  const domain = optionalSetting(settings, 'domain');
  return domain === undefined ? {} : { scope: { domain: { name: domain } } };
}

async function logIn(login: LiveRequest, context: AuthContext): Promise<Token> {
  const answer = await context.send(login);
  if ('unreachable' in answer) throw new AuthFailure(`the login failed: ${answer.unreachable}`);
  const { status, headers } = answer.response;
  const value = headerValue(headers, 'x-subject-token');
  if (status !== 201) throw new AuthFailure(`the login was answered with ${status}`);
  if (!value) throw new AuthFailure('the login was answered without X-Subject-Token');
  return { value, expires: expiry(answer) ?? context.now() + 3_600_000 };
}

function expiry({ response: { body } }: Exchange): number | undefined {
  if (body.kind !== 'bytes') return undefined;
  const { bytes } = body;
  const answer = attempt(() => JSON.parse(Buffer.from(bytes).toString()) as Expiring | null);
  const time = Date.parse(String(answer?.token?.expires_at));
  return Number.isNaN(time) ? undefined : time;
}

type Expiring = { readonly token?: { readonly expires_at?: unknown } };
