// The properties that a schema declares, in the form in which one value after the other is held against them. Made once.
import { remember } from '../lib/remember.ts';
import type { JsonSchema } from '../model.ts';
import { isPlain } from './plain.ts';
import { type Quick, quickOf } from './quick.ts';

type Property = {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly fits: Quick;
};

export type Declared = {
  readonly names: ReadonlySet<string>;
  readonly all: readonly Property[];
  /** Those that may be at fault where the open reading accepts the value. */
  readonly stricter: readonly Property[];
};

export const NOTHING: Declared = { names: new Set(), all: [], stricter: [] };

export function declaredIn(properties: Readonly<Record<string, JsonSchema>>): Declared {
  return made(properties);
}

const made = remember((properties: Readonly<Record<string, JsonSchema>>): Declared => {
  const all = Object.entries(properties).map(([name, schema]) => ({ name, schema, fits: quickOf(schema) }));
  const stricter = all.filter(({ schema }) => !isPlain(schema));
  return { names: new Set(Object.keys(properties)), all, stricter };
});
