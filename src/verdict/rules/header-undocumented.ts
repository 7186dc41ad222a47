import { declaredLike, undocumentedHeaders } from '../headers.ts';
import { type HeadRule, NO_ISSUES, type RuleWords } from '../rule.ts';

export const headerUndocumented: HeadRule = {
  kind: 'head',
  code: 'header-undocumented',
  level: 'warning',
  find: ({ response, headers, headersAllowed }) => {
    if (response === undefined || response.headers.length === 0 || headers === undefined) return NO_ISSUES;
    return undocumentedHeaders(response.headers, headers, headersAllowed).map((name) => ({
      code: 'header-undocumented',
      pointer: '',
      name,
      message: `undocumented header "${name}"`,
      declaredAt: response.pointer,
      fix: fixOf(name, declaredLike(name, response.headers, headers)),
    }));
  },
};

function fixOf(name: string, near: string | undefined): string {
  const allow = `headersAllowed: ["${name}"]`;
  return near === undefined
    ? `declare the header, or allow it: ${allow}`
    : `the contract may mean it by "${near}", which did not come: correct the name there; or allow it: ${allow}`;
}

export const headerUndocumentedWords: RuleWords = {
  meaning: 'a response header that is neither declared nor a standard one',
  explanation:
    'The response declares headers, and this one is not among them, nor in the IANA registry of HTTP field names, nor allowed in the config. A response that declares no headers at all is not judged, since most contracts leave them out; the report counts such responses.',
  example: 'undocumented header "x-new-quota"',
  fix: 'declare the header, or allow it under its name: headersAllowed: ["x-new-quota"]',
  elsewhere: { oasdiff: 'response-header-added' },
};
