import type { Place } from '../model.ts';

/** One of several mistakes that are told at once. */
export type InputProblem = {
  readonly place?: Place | undefined;
  readonly message: string;
  readonly fix?: string | undefined;
};

/** What the user can mend: usage, config, contract or recording. Ends with exit code 2 and never a stack trace. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly place: Place | undefined;
  readonly fix: string | undefined;
  /** Where there are several: each is shown like an error of its own, and `message` only sums them up. */
  readonly problems: readonly InputProblem[];

  constructor(
    message: string,
    more: {
      readonly place?: Place | undefined;
      readonly fix?: string | undefined;
      readonly problems?: readonly InputProblem[];
    } = {},
  ) {
    super(message);
    this.place = more.place;
    this.fix = more.fix;
    this.problems = more.problems ?? [];
  }
}

/** What the work gives, or the InputError that it throws. */
export async function orMistake<Value>(work: () => Value | Promise<Value>): Promise<Value | InputError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
