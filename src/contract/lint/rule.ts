// What lint rules have in common.
import type { JsonObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import type { JsonPointer } from '../../model.ts';
import type { Dialect } from '../objects.ts';
import type { Edit, Problem } from '../problem.ts';
import { targetOf } from '../references.ts';
import type { OpenApiObject } from '../walk.ts';

export type LintInput = {
  readonly document: JsonObject;
  readonly dialect: Dialect;
  /** Names of formats that the config says the meaning of. */
  readonly formats: ReadonlySet<string>;
  /** Every object of a kind, references among them. */
  readonly spots: (kind: string) => readonly OpenApiObject[];
  readonly kinds: readonly string[];
};

export type LintRule = (input: LintInput) => readonly Problem[];

/** The objects of a kind that are written out, not referred to. */
export function written(input: LintInput, kind: string): readonly OpenApiObject[] {
  return input.spots(kind).filter((spot) => !spot.isReference);
}

/** The schemas whose keywords count: since 3.1 also those beside `$ref`. */
export function schemas(input: LintInput): readonly OpenApiObject[] {
  return input.dialect === '3.0' ? written(input, 'schema') : input.spots('schema');
}

type OwnedParameter = { readonly parameter: JsonObject; readonly at: JsonPointer };

/** The parameters of a path item or operation, behind their references; `at` is the place in the list. */
export function parametersOf(
  document: JsonObject,
  { parameters }: JsonObject,
  owner: JsonPointer,
): readonly OwnedParameter[] {
  return (Array.isArray(parameters) ? parameters : []).flatMap((entry: unknown, index) => {
    const at = `${owner}/parameters/${index}`;
    const found = targetOf(document, entry, at);
    return found === undefined ? [] : [{ parameter: found.value, at }];
  });
}

/** Those whose key an earlier one has, with the first that has it. */
export function repeated<Each>(
  all: readonly Each[],
  keyOf: (each: Each) => unknown,
): (readonly [again: Each, first: Each])[] {
  const groups = Map.groupBy(all, keyOf);
  return all.flatMap((each) => {
    const first = groups.get(keyOf(each))?.[0] ?? each;
    return first === each ? [] : [[each, first] as const];
  });
}

/** A keyword of the schema at `pointer` that has a value without meaning: values are judged without it. */
export function notJudgedKeyword(
  pointer: JsonPointer,
  keyword: string,
  value: unknown,
): Pick<Problem, 'kind' | 'subject' | 'pointer' | 'edits'> {
  const at = appendToken(pointer, keyword);
  const text = JSON.stringify(value) ?? '';
  const subject = `${keyword} ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
  return { kind: 'keyword', subject, pointer: at, edits: withoutMarked(`keyword: ${subject}`, pointer, at) };
}

/** What stands at `at` is left out, and the schema that holds it is marked as not judged in full. */
export function withoutMarked(name: string, schema: JsonPointer, at: JsonPointer): Edit[] {
  return [
    { at, do: 'remove' },
    { at: schema, do: 'mark', name },
  ];
}

/** What speaks of values by their names is left out at `at`: any name may have been meant, so the schema no longer refuses names. */
export function withoutNames(name: string, schema: JsonPointer, at: JsonPointer): Edit[] {
  return [
    ...withoutMarked(name, schema, at),
    { at: `${schema}/additionalProperties`, do: 'put', value: true },
    { at: `${schema}/unevaluatedProperties`, do: 'remove' },
  ];
}
