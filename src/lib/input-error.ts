import type { Place } from '../model.ts';

/** One of several mistakes that are reported together. */
export type InputProblem = {
  readonly place?: Place | undefined;
  readonly message: string;
  readonly fix?: string | undefined;
};

/** A mistake that the user can correct, in usage, config, contract or recording. The run ends with exit code 2, without a stack trace. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly place: Place | undefined;
  readonly fix: string | undefined;
  /** Set where there are several mistakes: each is shown like an error of its own, and `message` only sums them up. */
  readonly problems: readonly InputProblem[];

  constructor(
    message: string,
    {
      place,
      fix,
      problems = [],
    }: Omit<InputProblem, 'message'> & { readonly problems?: readonly InputProblem[] } = {},
  ) {
    super(message);
    this.place = place;
    this.fix = fix;
    this.problems = problems;
  }
}

/** The result of the work, or the InputError that it throws. */
export async function orMistake<Value>(work: () => Value | Promise<Value>): Promise<Value | InputError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
