// Names of properties that no validator can be written for: half of a surrogate pair, which UTF-8 has no octets for (RFC 8259, section 8.2).

import { asObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import type { JsonPointer } from '../../model.ts';
import type { Problem } from '../problem.ts';
import { type LintRule, schemas, withoutNames } from './rule.ts';

const MAPS = ['properties', 'dependentSchemas'] as const;

export const propertyNames: LintRule = (input) =>
  schemas(input).flatMap(({ value, pointer }) =>
    MAPS.flatMap((map) =>
      Object.keys(asObject(value[map]))
        .filter((name) => !name.isWellFormed())
        .map((name) => lone(name, pointer, appendToken(`${pointer}/${map}`, name))),
    ),
  );

function lone(name: string, schema: JsonPointer, at: JsonPointer): Problem {
  const subject = name.replaceAll(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
  return {
    kind: 'schema',
    subject,
    pointer: at,
    atKey: true,
    message: `the name "${subject}" holds half of a surrogate pair`,
    fix: 'correct the name',
    edits: withoutNames(`schema: ${subject}`, schema, at),
  };
}
