// Header fields that a function of the user's config computes for each request.
import { InputError } from '../../lib/input-error.ts';
import type { HeaderField } from '../../model.ts';
import { withHeader } from '../request.ts';
import type { AuthScheme, HeadersFor } from './scheme.ts';

export const functionAuth: AuthScheme = {
  name: 'function',
  secrets: [],
  create(settings) {
    const headersFor = settings.headers;
    if (typeof headersFor !== 'function')
      throw new InputError('auth of type "function" has no function "headers"', {
        fix: 'set auth.headers to a function from the request to the header fields to add',
      });
    const seen = new Set<string>();
    return {
      async authorize(request) {
        const added = await (headersFor as HeadersFor)(request);
        const fields: HeaderField[] = Object.entries(added).map(([name, value]) => ({ name, value }));
        for (const field of fields) seen.add(field.value);
        return fields.reduce((sofar, field) => withHeader(sofar, field.name, field.value), request);
      },
      secrets: () => [...seen],
    };
  },
};
