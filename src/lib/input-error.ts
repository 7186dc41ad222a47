import type { Place } from '../model.ts';

/** What the user can mend: usage, config, contract or recording. Ends with exit code 2 and never a stack trace. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly place: Place | undefined;
  readonly fix: string | undefined;

  constructor(message: string, more: { readonly place?: Place | undefined; readonly fix?: string } = {}) {
    super(message);
    this.place = more.place;
    this.fix = more.fix;
  }
}
