// Regular expressions are read as ECMA-262 does with the u flag (JSON Schema core, section 6.4).

import { isObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import type { Problem } from '../problem.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintRule, schemas } from './rule.ts';

export const patterns: LintRule = {
  name: 'patterns',
  find: (input) => schemas(input).flatMap(ofSchema),
};

function ofSchema({ value, pointer }: OpenApiObject): Problem[] {
  const problems =
    typeof value.pattern === 'string' ? ofPattern(value.pattern, { pointer: `${pointer}/pattern` }) : [];
  if (!isObject(value.patternProperties)) return problems;
  const names = Object.keys(value.patternProperties);
  const at = `${pointer}/patternProperties`;
  return [
    ...problems,
    ...names.flatMap((name) => ofPattern(name, { pointer: appendToken(at, name), atKey: true })),
  ];
}

function ofPattern(pattern: string, at: Pick<Problem, 'pointer' | 'atKey'>): Problem[] {
  const reason = reasonAgainst(pattern, 'u');
  if (reason === undefined) return [];
  const fix =
    reasonAgainst(pattern, '') === undefined
      ? 'remove backslashes before characters that need none, such as \\- or \\_'
      : 'write it as JavaScript does: \\p{L} and (?<name>…), but no \\A, \\Z, (?i) or possessive quantifier';
  return [{ ...at, message: `pattern ${JSON.stringify(pattern)} does not compile: ${reason}`, fix }];
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
