// What an application is told of a drift: where and of which kind, never a value that a response held.

import { sha256 } from '../lib/sha256.ts';
import type { CompiledOperation, Issue, JsonPointer, Level } from '../model.ts';
import { levelOf } from '../verdict/wording.ts';

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

export function driftOf({ operation, status, mediaType }: Seen, issue: Issue): Drift {
  const { code, name } = issue;
  const pattern = issue.pattern ?? patternOf(issue.pointer);
  const identity = [code, operation.id, String(status), mediaType ?? null, pattern, name ?? null];
  return {
    code,
    level: levelOf(code),
    fingerprint: sha256(JSON.stringify(identity)).slice(0, 16),
    operation: operation.id,
    method: operation.method,
    path: operation.path,
    status,
    mediaType,
    pointer: pattern,
    message: visible(issue.message),
  };
}

export function describe({ level, code, operation, status, pointer, message }: Drift): string {
  return `driftgate: ${level}: ${message} [${code}] in ${operation} ${status}${pointer === '' ? '' : ` at ${visible(pointer)}`}`;
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
