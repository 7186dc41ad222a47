import { isWhole, type ReadBody } from '../body.ts';
import { NO_ISSUES, type RuleWords, type TextRule } from '../rule.ts';
import { subject } from '../wording.ts';

export const bodyMalformed: TextRule = {
  kind: 'text',
  code: 'body-malformed',
  level: 'error',
  find: ({ body, response }) => {
    if (response === undefined || isWhole(body)) return NO_ISSUES;
    return malformedIn(body).map(({ pointer, of, message }) => ({
      code: 'body-malformed',
      pointer,
      message: `${pointer === '' ? '' : `${subject(pointer)} is `}not ${of ?? 'JSON'}: ${message}`,
      declaredAt: response.pointer,
    }));
  },
};

type Malformed = { readonly pointer: string; readonly of?: string; readonly message: string };

/** The body, or items of it. */
export function malformedIn(body: ReadBody): readonly Malformed[] {
  if (body.kind === 'malformed') return [{ pointer: '', ...body }];
  const faults = body.kind === 'value' ? (body.items?.faults ?? []) : [];
  return faults.filter((fault) => fault.kind === 'malformed');
}

export const bodyMalformedWords: RuleWords = {
  meaning: 'a body that is not what its media type says',
  explanation:
    'The body is declared as JSON and is not JSON text (RFC 8259), or as multipart/form-data and has no parts that can be told apart (RFC 7578) or a part whose media type or headers are not as the Encoding Object declares, or as a sequence and an item of it is no JSON text, or its octets are not of its charset. The finding says where the text stops being JSON. NaN, trailing commas, comments and text after the value are not JSON.',
  example: 'not JSON: the text ends inside a string (line 1, column 20)',
  fix: 'report it to the vendor; check that the recording is whole',
  elsewhere: { Schemathesis: 'response_schema_conformance' },
};
