// Discord's pages: MDX, several operations a file, each with its request line in a <Route> element. A name ends with `?`
// where it is optional; placeholders of the path have no rows.
import type { Layout } from '../layout.ts';

export const discord: Layout = {
  name: 'discord',
  extends: 'common',
  operations: 'headings',
  requestElement: 'route',
  pathParametersImplied: true,
  headings: {
    request: [
      '^(?:json|json/form|form|query|query string|url query|get) param(?:eter)?s(?: \\(.+\\))?$',
      'multipart params',
    ],
    response: ['^(?:.+ )?response(?: structure| body| object| fields)?$'],
    responseExamples: ['^(?:example|sample) (?:error )?response(?: body)?$', '^response example'],
    requestExamples: ['^(?:example|sample) request(?: body)?$', '^(?:example|sample) json params$'],
    other: ['^.+ (?:object|structure|types|flags|status codes|enum)$'],
  },
  columns: {
    other: ['permission', 'channel type', 'event types', 'required oauth2 scope', 'constraints'],
  },
  responsesBySample: true,
  optionalSuffix: '?',
  anyKey: '^\\*$',
  failureLabel: '\\berror response',
  allOptionalText:
    '(?:^|[.] )all (?:of the )?(?:json )?param(?:eter)?s (?:(?:to|for) this (?:endpoint|route) )?(?:except for \\W?(?<before>\\w+)\\W? )?are optional(?:(?: and nullable)? excluding \\W?(?<after>\\w+))?',
  locations: {
    body: '^json(?:/form)?|^request body',
    formData: '^form|^multipart',
    query: '^query|^url query|^get',
  },
  statusesInText:
    '(?<aside>^if\\b.*?)?\\b(?:returns?|responds? with)(?: an?)?(?: empty)?(?: http)? *(?<status>[2-5]\\d\\d)(?=:? (?:ok|created|accepted|no content|bad request|forbidden|not found|empty|response|success|on|with|if|and|or|error|\\S+ error)\\b|[.,;:]|$)',
};
