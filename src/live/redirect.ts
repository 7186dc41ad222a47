import { headerValue } from '../lib/headers.ts';
import type { LiveRequest } from './request.ts';
import type { Answer } from './transport.ts';

const redirects = new Set([301, 302, 303, 307, 308]);

/** The request to send next, or undefined: the answer itself is what was observed. */
export function followed(request: LiveRequest, answer: Answer): LiveRequest | undefined {
  if (!redirects.has(answer.status)) return undefined;
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  const location = headerValue(answer.headers, 'location');
  const target = location === undefined ? null : URL.parse(location, request.url);
  if (target === null || target.protocol !== 'https:') return undefined;
  if (target.origin !== new URL(request.url).origin) return undefined;
  if (target.username !== '' || target.password !== '') return undefined;
  target.hash = '';
  return { ...request, url: target.href };
}
