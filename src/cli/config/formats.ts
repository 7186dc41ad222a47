// Formats of the config as data: they travel to threads, name cached compilations, and become code of the compiled contract.

import type { Config } from '../../config.ts';
import { attempt } from '../../lib/attempt.ts';
import { InputError } from '../../lib/input-error.ts';
import type { OwnFormats } from '../../model.ts';

export function ownFormats(formats: NonNullable<Config['formats']>): OwnFormats {
  return Object.fromEntries(
    Object.entries(formats).map(([name, format]) => [
      name,
      typeof format === 'function' ? functionText(name, format) : ([format.source, format.flags] as const),
    ]),
  );
}

/** A text that means the same wherever it stands: tried without anything around it. */
function functionText(name: string, format: (value: string | number) => boolean): string {
  const own = String(format);
  const text = isExpression(own) ? own : `(value) => ({ ${own} })[${JSON.stringify(format.name)}](value)`;
  try {
    const alone = new Function(`return (${text});`)() as (value: string | number) => unknown;
    for (const value of ['', 'a', 0]) alone(value);
  } catch (error) {
    throw new InputError(`formats.${name} does not stand alone: ${(error as Error).message}`, {
      fix: 'write a function that needs nothing from outside of itself: it becomes part of the compiled contract',
    });
  }
  return text;
}

/** The text of a method, such as `{ even(value) { ... } }`, is none. */
function isExpression(text: string): boolean {
  return attempt(() => new Function(`return (${text});`)) !== undefined;
}
