import type { AuthSettings } from './auth-scheme.ts';
import type { LiveRequest } from './request.ts';

/** One question to the service, decided before anything is sent. */
export type Probe = {
  /** `ShowDetailsOfInstanceV2 404`. */
  readonly name: string;
  readonly operation: string;
  /** `404` or `4XX`. */
  readonly expect: string;
  /** What it is there to learn. */
  readonly purpose: string;
  readonly auth: 'none' | 'usual' | AuthSettings;
  /** Whether the contract wants credentials for it. */
  readonly needsAuth: boolean;
  readonly request: LiveRequest;
  /** Why it cannot be sent; the request is then incomplete. */
  readonly notReady?: string;
};

/** Whether `404` is what `404`, `4XX` or `default` names. */
export function isExpected(expect: string, status: number): boolean {
  return (
    expect === 'default' ||
    expect === String(status) ||
    expect.toUpperCase() === `${Math.trunc(status / 100)}XX`
  );
}
