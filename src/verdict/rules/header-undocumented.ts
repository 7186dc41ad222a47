import { undocumentedHeaders } from '../headers.ts';
import type { Rule } from '../rule.ts';
import { headerUndocumentedMessage } from '../wording.ts';

export const headerUndocumented: Rule = {
  code: 'header-undocumented',
  level: 'warning',
  meaning: 'a response header that is neither declared nor a standard one',
  explanation:
    'The response declares headers, and this one is not among them, nor in the IANA registry of HTTP field names, nor allowed in the config. A response that declares no headers at all is not judged: most contracts leave them out.',
  example: 'undocumented header "x-new-quota"',
  fix: 'declare the header, or allow it: headersAllowed: ["x-new-quota"]',
  elsewhere: { oasdiff: 'response-header-added' },
  find: ({ exchange, response, options }) => {
    if (response === undefined || response.headers.length === 0 || exchange.response.headers === undefined)
      return [];
    return undocumentedHeaders(response.headers, exchange.response.headers, options.headersAllowed).map(
      (name) => ({
        code: 'header-undocumented',
        pointer: '',
        name,
        message: headerUndocumentedMessage(name),
        declaredAt: response.pointer,
      }),
    );
  },
};
