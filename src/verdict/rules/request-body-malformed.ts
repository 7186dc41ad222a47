import type { ReadBody } from '../body.ts';
import type { RequestRule, RuleWords } from '../rule.ts';
import { malformedIn } from './body-malformed.ts';
import { tooDeepIn } from './body-too-deep.ts';

export const requestBodyMalformed: RequestRule = {
  kind: 'request',
  code: 'request-body-malformed',
  level: 'error',
  find: ({ operation, body }) => {
    const message = mistakeOf(body);
    return message === undefined
      ? []
      : [
          {
            code: 'request-body-malformed',
            pointer: '',
            message: `the request body ${message}`,
            declaredAt: operation.pointer,
          },
        ];
  },
};

function mistakeOf(body: ReadBody): string | undefined {
  const [malformed] = malformedIn(body);
  if (malformed !== undefined) {
    const { pointer, of = 'JSON', message } = malformed;
    return `is not ${of}${pointer === '' ? '' : ` at "${pointer}"`}: ${message}`;
  }
  if (tooDeepIn(body).length > 0) return 'is nested too deep to be judged';
  const name = body.kind === 'value' ? body.repetitions[0]?.name : undefined;
  return name === undefined ? undefined : `has the name "${name}" more than once in one object`;
}

export const requestBodyMalformedWords: RuleWords = {
  meaning: 'a request body that is not JSON text',
  explanation:
    'With --requests: the request body is declared as JSON and is not JSON text (RFC 8259), or as multipart/form-data and has no parts that can be told apart, repeats a name in one object, or nests deeper than any service should have to read.',
  example: 'the request body is not JSON: the text ends inside a string (line 1, column 20)',
  fix: 'correct the client; check that the recording is whole',
};
