// Regular expressions are read as ECMA-262 does with the u flag (JSON Schema core, section 6.4), or without it where they compile only so.

import { asObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import { flagsOf, hasForeignEscape, LONGEST_FOR_SLOW_PATTERN } from '../../lib/regex.ts';
import type { JsonPointer } from '../../model.ts';
import { growthOf } from '../pattern-growth.ts';
import type { Edit, Problem } from '../problem.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintRule, schemas, withoutMarked, withoutNames } from './rule.ts';

export const patterns: LintRule = (input) => schemas(input).flatMap(ofSchema);

function ofSchema({ value, pointer }: OpenApiObject): Problem[] {
  const isShort = typeof value.maxLength === 'number' && value.maxLength <= LONGEST_FOR_SLOW_PATTERN;
  const own = { pointer: `${pointer}/pattern` };
  const ofValue = typeof value.pattern === 'string' ? ofPattern(value.pattern, pointer, own) : [];
  const names = Object.keys(asObject(value.patternProperties));
  const ofNames = names.flatMap((name) =>
    ofPattern(name, pointer, { pointer: appendToken(`${pointer}/patternProperties`, name), atKey: true }),
  );
  return [...ofValue.filter(({ kind }) => kind !== 'pattern-long' || !isShort), ...ofNames];
}

function ofPattern(pattern: string, schema: JsonPointer, at: Pick<Problem, 'pointer' | 'atKey'>): Problem[] {
  const reason = reasonAgainst(pattern, 'u');
  if (reason === undefined) return ofTime(pattern, schema, at);
  const problem = {
    subject: pattern,
    ...at,
    message: `pattern ${JSON.stringify(pattern)} does not compile: ${reason}`,
  };
  if (reasonAgainst(pattern, '') === undefined && !hasForeignEscape(pattern)) {
    const fix = 'remove backslashes before characters that need none, such as \\- or \\_';
    return [{ kind: 'pattern-loose', ...problem, fix }, ...ofTime(pattern, schema, at)];
  }
  return [
    {
      kind: 'pattern',
      ...problem,
      fix: 'write it as JavaScript does: \\p{L} and (?<name>…), but no \\A, \\Z, (?i) or possessive quantifier',
      edits: withoutPattern(`pattern: ${pattern}`, schema, at.pointer),
    },
  ];
}

/** One value could keep a run busy for hours. */
function ofTime(pattern: string, schema: JsonPointer, at: Pick<Problem, 'pointer' | 'atKey'>): Problem[] {
  const growth = growthOf(pattern, flagsOf(pattern));
  if (growth === 'linear') return [];
  const isQuadratic = growth === 'quadratic';
  const time = isQuadratic ? 'quadratic time' : 'more than quadratic time';
  const problem = { subject: pattern, ...at, message: `pattern ${JSON.stringify(pattern)} may take ${time}` };
  return [
    isQuadratic
      ? {
          kind: 'pattern-long',
          ...problem,
          fix: `state a maxLength of at most ${LONGEST_FOR_SLOW_PATTERN} beside it, or anchor it and let no two repetitions take the same characters`,
        }
      : {
          kind: 'pattern-slow',
          ...problem,
          fix: 'write it without a repetition inside or beside another one that takes the same characters, and without a backreference',
          edits: withoutPattern(`pattern-slow: ${pattern}`, schema, at.pointer),
        },
  ];
}

/** Values are judged without it; where it was one of names, any name may be meant. */
function withoutPattern(name: string, schema: JsonPointer, at: JsonPointer): Edit[] {
  return (at === `${schema}/pattern` ? withoutMarked : withoutNames)(name, schema, at);
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
