// Regular expressions are read as ECMA-262 does with the u flag (JSON Schema core, section 6.4), or without it where they compile only so.

import { isObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import { flagsOf, hasForeignEscape, LONGEST_FOR_SLOW_PATTERN } from '../../lib/regex.ts';
import type { JsonPointer } from '../../model.ts';
import { growthOf } from '../pattern-growth.ts';
import type { Edit, Problem } from '../problem.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintRule, schemas, withoutNames } from './rule.ts';

export const patterns: LintRule = {
  name: 'patterns',
  find: (input) => schemas(input).flatMap(ofSchema),
};

function ofSchema({ value, pointer }: OpenApiObject): Problem[] {
  const isShort = typeof value.maxLength === 'number' && value.maxLength <= LONGEST_FOR_SLOW_PATTERN;
  const problems =
    typeof value.pattern === 'string'
      ? ofPattern(value.pattern, pointer, { pointer: `${pointer}/pattern` }).filter(
          ({ kind }) => kind !== 'pattern-long' || !isShort,
        )
      : [];
  if (!isObject(value.patternProperties)) return problems;
  const names = Object.keys(value.patternProperties);
  const at = `${pointer}/patternProperties`;
  return [
    ...problems,
    ...names.flatMap((name) => ofPattern(name, pointer, { pointer: appendToken(at, name), atKey: true })),
  ];
}

function ofPattern(pattern: string, schema: JsonPointer, at: Pick<Problem, 'pointer' | 'atKey'>): Problem[] {
  const reason = reasonAgainst(pattern, 'u');
  if (reason === undefined) return ofTime(pattern, schema, at);
  const message = `pattern ${JSON.stringify(pattern)} does not compile: ${reason}`;
  if (reasonAgainst(pattern, '') === undefined && !hasForeignEscape(pattern))
    return [
      {
        kind: 'pattern-loose',
        subject: pattern,
        ...at,
        message,
        fix: 'remove backslashes before characters that need none, such as \\- or \\_',
      },
      ...ofTime(pattern, schema, at),
    ];
  return [
    {
      kind: 'pattern',
      subject: pattern,
      ...at,
      message,
      fix: 'write it as JavaScript does: \\p{L} and (?<name>…), but no \\A, \\Z, (?i) or possessive quantifier',
      edits: withoutPattern(`pattern: ${pattern}`, schema, at.pointer),
    },
  ];
}

/** One value could keep a run busy for hours. */
function ofTime(pattern: string, schema: JsonPointer, at: Pick<Problem, 'pointer' | 'atKey'>): Problem[] {
  const growth = growthOf(pattern, flagsOf(pattern));
  if (growth === 'linear') return [];
  if (growth === 'quadratic')
    return [
      {
        kind: 'pattern-long',
        subject: pattern,
        ...at,
        message: `pattern ${JSON.stringify(pattern)} may take quadratic time`,
        fix: `state a maxLength of at most ${LONGEST_FOR_SLOW_PATTERN} beside it, or anchor it and let no two repetitions take the same characters`,
      },
    ];
  return [
    {
      kind: 'pattern-slow',
      subject: pattern,
      ...at,
      message: `pattern ${JSON.stringify(pattern)} may take more than quadratic time`,
      fix: 'write it without a repetition inside or beside another one that takes the same characters, and without a backreference',
      edits: withoutPattern(`pattern-slow: ${pattern}`, schema, at.pointer),
    },
  ];
}

/** Values are judged without it; where it was one of names, any name may be meant. */
function withoutPattern(name: string, schema: JsonPointer, at: JsonPointer): Edit[] {
  if (at !== `${schema}/pattern`) return withoutNames(name, schema, at);
  return [
    { at, do: 'remove' },
    { at: schema, do: 'mark', name },
  ];
}

function reasonAgainst(pattern: string, flags: string): string | undefined {
  try {
    new RegExp(pattern, flags);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.slice(message.lastIndexOf(': ') + 2).toLowerCase();
  }
}
