// What an application is told of a drift: where and of which kind, never a value that a response held.

import type { CompiledOperation, Issue, JsonPointer, Level } from '../model.ts';
import { fingerprintOf } from '../report/fingerprint.ts';
import type { Rule } from '../verdict/rule.ts';
import { enumValueUndocumented } from '../verdict/rules/enum-value-undocumented.ts';
import { levelOf } from '../verdict/rules.ts';

/** A drift as an application is told it: where and of which kind, never a value. */
export type Drift = {
  readonly code: string;
  readonly level: Level;
  /** The same as in the gate's reports and baseline. */
  readonly fingerprint: string;
  readonly operation: string;
  readonly method: string;
  /** The template, so that no id of a request is in it. */
  readonly path: string;
  readonly status: number;
  readonly mediaType: string | undefined;
  /** With `*` for every array index. */
  readonly pointer: JsonPointer;
  readonly message: string;
};

export type Seen = {
  readonly operation: CompiledOperation;
  readonly status: number;
  readonly mediaType: string | undefined;
};

/** None where the rule is off. */
export function driftOf(
  { operation, status, mediaType }: Seen,
  issue: Issue,
  rules: readonly Rule[],
): readonly Drift[] {
  const { code, name } = issue;
  const pattern = issue.pattern ?? patternOf(issue.pointer);
  const level = levelOf(code, rules);
  if (level === 'off') return [];
  return [
    {
      code,
      level,
      fingerprint: fingerprintOf({
        code,
        operation: operation.id,
        status: String(status),
        mediaType,
        pattern,
        name,
      }),
      operation: operation.id,
      method: operation.method,
      path: operation.path,
      status,
      mediaType,
      pointer: pattern,
      message: visible(withoutValue(issue)),
    },
  ];
}

export function describe({ level, code, operation, status, pointer, message }: Drift): string {
  return `driftgate: ${level}: ${message} [${code}] in ${operation} ${status}${pointer === '' ? '' : ` at ${visible(pointer)}`}`;
}

/** The value of a closed list stays part of the identity, which is a hash, and leaves the words. */
function withoutValue({ code, pointer, message, expected = '', received = '' }: Issue): string {
  if (code !== enumValueUndocumented.code) return message;
  return enumValueUndocumented.message({ code, pointer, expected, received, schemaPointer: '' });
}

function patternOf(pointer: JsonPointer): JsonPointer {
  return pointer.replace(/\/(?:0|[1-9][0-9]*)(?=\/|$)/g, '/*');
}

/** Names come from outside: no control, bidi or line separator reaches a log. */
function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
