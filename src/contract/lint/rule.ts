import type { JsonObject } from '../../lib/objects.ts';
import type { Dialect } from '../objects.ts';
import type { Problem } from '../problem.ts';
import type { OpenApiObject } from '../walk.ts';

export type LintInput = {
  readonly document: JsonObject;
  readonly dialect: Dialect;
  readonly allowFormats: readonly string[];
  /** Every object of a kind, references among them. */
  readonly spots: (kind: string) => readonly OpenApiObject[];
  readonly kinds: readonly string[];
};

export type LintRule = {
  readonly name: string;
  readonly find: (input: LintInput) => readonly Problem[];
};

/** The objects of a kind that are written out, not referred to. */
export function written(input: LintInput, kind: string): readonly OpenApiObject[] {
  return input.spots(kind).filter((spot) => !spot.isReference);
}

/** The schemas whose keywords count: in 3.1 also those beside `$ref`. */
export function schemas(input: LintInput): readonly OpenApiObject[] {
  return input.dialect === '3.1' ? input.spots('schema') : written(input, 'schema');
}
