import type { Violation } from '../../model.ts';
import type { Rule } from '../rule.ts';
import { bodyWording, subject } from '../wording.ts';

export const requestBodyMismatch: Rule = {
  code: 'request-body-mismatch',
  level: 'error',
  meaning: 'a request body that does not fit its schema',
  explanation:
    'With --requests: the request body breaks its schema, read as strictly as a response: unknown properties, missing ones, wrong types, values outside of their lists and limits. A readOnly property must not be sent. One finding per cause, at its pointer in the request body.',
  example: 'request body: undocumented property "colour"',
  fix: 'correct the client, or the schema',
  find: ({ request }) =>
    (request?.violations ?? []).map((violation) => ({
      code: 'request-body-mismatch',
      pointer: violation.pointer,
      name: violation.name === undefined ? violation.code : `${violation.code} ${violation.name}`,
      message: `request body: ${wordingOf(violation)}`,
      expected: violation.expected,
      received: violation.received,
      declaredAt: violation.schemaPointer,
    })),
};

function wordingOf(violation: Violation): string {
  const wording = Object.entries(bodyWording).find(([code]) => code === violation.code)?.[1];
  return (
    wording?.(violation) ??
    `${subject(violation.pointer)} is ${violation.received}, declared as ${violation.expected}`
  );
}
