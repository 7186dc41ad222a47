import { bodyContract } from '../compiled.ts';
import { bodyText, type RuleTable } from '../rule-table.ts';

export const table: RuleTable = {
  contract: bodyContract({
    type: 'object',
    properties: {
      id: { type: 'string' },
      n: { type: 'integer' },
      list: { type: 'array', items: { type: 'integer' } },
    },
  }),
  fails: [
    ['cut off inside a string', bodyText('{"id":"a'), 'body-malformed'],
    ['HTML', bodyText('<!DOCTYPE html><html><body>Bad gateway</body></html>'), 'body-malformed'],
    ['NaN', bodyText('{"n":NaN}'), 'body-malformed'],
    ['Infinity', bodyText('{"n":-Infinity}'), 'body-malformed'],
    ['a comment', bodyText('{"n":1/* one */}'), 'body-malformed'],
    ['a comma too many', bodyText('{"n":1,}'), 'body-malformed'],
    ['single quotes', bodyText("{'n':1}"), 'body-malformed'],
    ['a leading zero', bodyText('{"n":01}'), 'body-malformed'],
    ['a control character', bodyText('{"id":"a\nb"}'), 'body-malformed'],
    ['cut off after a name', bodyText('{"id"'), 'body-malformed'],
    ['cut off inside an array', bodyText('{"list":[1,'), 'body-malformed'],
    ['text after the value', bodyText('{"n":1}{"n":2}'), 'body-malformed'],
    ['a semicolon after the value', bodyText('{"n":1};'), 'body-malformed'],
    ['a space that is none of JSON', bodyText('\u00a0'), 'body-malformed'],
    [
      'octets that are not of their charset',
      { body: { kind: 'bytes', bytes: Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d) } },
      'body-malformed',
    ],
  ],
  passes: [
    ['JSON', bodyText('{"id":"ü","n":1}')],
    ['with space around', bodyText(' \r\n\t{"n":1}\n ')],
    ['a byte order mark', bodyText('\ufeff{"n":1}')],
    ['a lone surrogate, escaped', bodyText('{"id":"\\ud800"}')],
    ['a backslash before the quote', bodyText('{"id":"\\\\","n":1}')],
    ['no headers, and JSON', { ...bodyText('{"n":1}'), headers: undefined }],
  ],
  ignores: [
    ['space only', bodyText(' '), 'body-missing'],
    [
      'another type',
      { ...bodyText('<a/>'), headers: { 'content-type': 'text/xml' } },
      'media-type-undocumented text/xml',
    ],
    ['a name twice', bodyText('{"n":1,"n":1}'), 'body-duplicate-key /n'],
    ['an undocumented status', { ...bodyText('{'), status: 500 }, 'status-undocumented'],
  ],
  issue: {
    code: 'body-malformed',
    pointer: '',
    message: 'not JSON: the text ends inside a string (line 1, column 9)',
    declaredAt: '/paths/~1/get/responses/200',
  },
};
