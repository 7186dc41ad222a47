import type { CompiledContent, CompiledOperation, CompiledResponse, Issue } from '../model.ts';

export type UncheckedReason = { readonly reason: string; readonly subject: string; readonly message: string };

export type Verdict = {
  readonly outcome: 'clean' | 'findings' | 'unchecked';
  readonly operation?: CompiledOperation;
  readonly response?: CompiledResponse;
  readonly mediaType?: string;
  readonly issues: readonly Issue[];
  readonly unchecked?: UncheckedReason;
  /** Issues beyond those listed, where a body has more than a thousand. */
  readonly dropped?: number;
};

let refused: { readonly content: CompiledContent; readonly value: object } | undefined;

/** A body that overflows the validator's stack is not valid; the slow path says that it is too deep. */
export function isValid(content: CompiledContent, value: unknown): boolean {
  const valid = passes(content, value);
  refused = valid || typeof value !== 'object' || value === null ? undefined : { content, value };
  return valid;
}

/** The explanation follows on the refusal, and need not ask again; once, since a value may be changed. */
export function wasJustRefused(content: CompiledContent, value: unknown): boolean {
  const last = refused;
  refused = undefined;
  return last !== undefined && last.value === value && last.content === content;
}

function passes({ strict }: CompiledContent, value: unknown): boolean {
  try {
    return strict(value);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
