// What one evaluation of a value hands to its parent: what is wrong, and which properties and items some schema spoke of
// (the annotations that unevaluatedProperties and unevaluatedItems read, JSON Schema core 11).
import { valueAt } from '../lib/pointer.ts';
import { remember } from '../lib/remember.ts';
import type { ContractDetail, JsonPointer, JsonSchema, Violation } from '../model.ts';
import type { SchemaObject } from './words.ts';

export type Evaluation = {
  readonly violations: Violation[];
  /** The property names that schemas declare: one set for each schema, shared by all its evaluations. Only names that the value has count. */
  readonly names: ReadonlySet<string>[];
  allProperties: boolean;
  /** How many items from the front were evaluated; Infinity for all. */
  items: number;
  moreItems: ReadonlySet<number>;
  /** From unions with a fitting branch. Called where a closed object has names that nothing declares. */
  readonly nearMisses: NearMiss[];
};

/** The evaluation of a branch that did not fit but is meant, because it declares some of the names that are left. */
export type NearMiss = (left: readonly string[]) => Evaluation | undefined;

export type Instance = {
  readonly value: unknown;
  readonly pointer: JsonPointer;
  readonly schema: JsonSchema;
  /** Of `schema`, in ContractDetail.schemas. */
  readonly at: JsonPointer;
};

/** A value that is held against the keywords of a schema: what is found goes into its evaluation. */
export type Evaluating<Value = unknown> = Instance & {
  readonly evaluator: Evaluator;
  readonly value: Value;
  readonly schema: SchemaObject;
  readonly into: Evaluation;
};

/** The same value, held against another schema. */
export function held({ value, pointer }: Instance, schema: unknown, at: JsonPointer): Instance {
  return { value, pointer, schema: schema as JsonSchema, at };
}

/** What a keyword finds wrong with the value as a whole. */
export type Mismatch = Omit<Violation, 'pointer' | 'schemaPointer'> & { readonly keyword: string };

type Kind = {
  /** undefined as long as all of them were in doubt. */
  first: Violation | undefined;
  times: number;
};

/** What explains oneOf, anyOf and discriminators. An application whose contract has none does not bundle it. */
export type Unions = {
  readonly evaluate: (owner: Evaluating, keyword: 'oneOf' | 'anyOf') => void;
  readonly evaluateHeirs: (owner: Evaluating) => void;
  readonly namesHeir: (schema: SchemaObject, value: unknown) => boolean;
  /** The names that no branch declares that is meant but failed. */
  readonly withoutNearMisses: (object: Evaluating, names: readonly string[]) => readonly string[];
};

/** What of a contract's detail explains a value. */
export type Schemas = Pick<ContractDetail, 'schemas' | 'formats'> & {
  /** @internal Where a schema has one. */
  readonly unions?: Unions;
};

export type Evaluator = {
  readonly detail: Schemas;
  readonly evaluate: (instance: Instance) => Evaluation;
  /** What was evaluated before: where the open reading vouches for the value, and where it does not. */
  readonly known: { readonly assured: Evaluations; readonly inDoubt: Evaluations };
  /** Observed values are shown, not only their shapes. */
  readonly showValues: boolean;
  /** How many more kinds of violation may be written out; past it they are only counted. */
  left: number;
  /** By kind (see kindOf): how many violations were written out or counted. */
  readonly kinds: Map<string, Kind>;
  dropped: number;
  /** How many unions stand around what is evaluated. */
  openUnions: number;
  /** The same of conditions, exclusions and whatever else is tried. */
  doubts: number;
  /** What is left for patterns that take quadratic time, and those that some text was not held against: see lib/regex.ts. */
  steps: number;
  readonly untried: Set<string>;
  /** The open reading accepts what is evaluated: only what the strict one adds can be at fault. */
  assured: boolean;
};

/** By schema, then by value. */
type Evaluations = Map<JsonPointer, Map<unknown, Evaluation>>;

/** The open reading vouches for no single branch, condition or `not`, so everything inside is evaluated. */
export function inDoubt(evaluator: Evaluator, instance: Instance): Evaluation {
  const { assured } = evaluator;
  evaluator.assured = false;
  evaluator.doubts += 1;
  const evaluation = evaluator.evaluate(instance);
  evaluator.doubts -= 1;
  evaluator.assured = assured;
  return evaluation;
}

const NO_ITEM: ReadonlySet<number> = new Set();

export function createEvaluation(): Evaluation {
  return { violations: [], names: [], allProperties: false, items: 0, moreItems: NO_ITEM, nearMisses: [] };
}

export function speaksOf({ names }: Evaluation, name: string): boolean {
  for (const set of names) if (set.has(name)) return true;
  return false;
}

/** Takes what another schema said of the same value. */
export function absorb(into: Evaluation, from: Evaluation): void {
  addNew(into.violations, from.violations);
  absorbNames(into, from);
}

/** Takes only which properties and items were spoken of. */
export function absorbNames(into: Evaluation, from: Evaluation): void {
  addNew(into.nearMisses, from.nearMisses);
  addNew(into.names, from.names);
  if (from.moreItems.size > 0) into.moreItems = new Set([...into.moreItems, ...from.moreItems]);
  into.allProperties ||= from.allProperties;
  into.items = Math.max(into.items, from.items);
}

/** Several ways may lead to one schema. Its violations are reported once: twice on each level would be exponential. */
function addNew<Each>(into: Each[], from: readonly Each[]): void {
  if (from.length === 0) return;
  const present = into.length === 0 ? undefined : new Set(into);
  for (const each of from) if (present?.has(each) !== true) into.push(each);
}

/** Takes the violations of a value inside, and none of its names. */
export function descend(into: Evaluation, from: Evaluation): void {
  for (const violation of from.violations) keep(into, violation);
}

/** More violations of one kind are not listed, only counted. */
export const MOST_ALIKE = 10;

type Reporting = Pick<Evaluating, 'evaluator' | 'into'>;

export function reportMismatch(evaluating: Reporting & Instance, { keyword, ...mismatch }: Mismatch): void {
  const { pointer, at } = evaluating;
  report(evaluating, { ...mismatch, pointer, schemaPointer: `${at}/${keyword}` });
}

/** A new violation. Past the limit of kinds it is only counted, and one mark keeps what fails failing. */
export function report({ evaluator, into }: Reporting, violation: Violation): void {
  const name = kindOf(violation);
  let kind = evaluator.kinds.get(name);
  if (kind === undefined) {
    if (evaluator.left <= 0) {
      evaluator.dropped += 1;
      keep(into, overflow);
      return;
    }
    kind = { first: undefined, times: 0 };
    evaluator.kinds.set(name, kind);
    evaluator.left -= 1;
  }
  keep(into, isListed(evaluator, kind, violation) ? violation : overflow);
}

/** An evaluation that may be discarded lists its violations and does not count them. */
function isListed({ openUnions, doubts }: Evaluator, kind: Kind, violation: Violation): boolean {
  if (openUnions > 0 || doubts > 0) return true;
  kind.first ??= violation;
  kind.times += 1;
  return kind.times <= MOST_ALIKE;
}

const INDEX = /\/\d+(?=\/|$)/g;

/** What makes violations of one body alike: code, name, and the pointer with `*` for array indexes. */
function kindOf({ code, pointer, name }: Violation): string {
  return `${code} ${pointer.replace(INDEX, '/*')} ${name ?? ''}`;
}

/** Stands for all violations past the limit. */
export const overflow: Violation = {
  code: 'overflow',
  pointer: '',
  schemaPointer: '',
  expected: '',
  received: '',
};

function keep(into: Evaluation, violation: Violation): void {
  if (violation !== overflow || into.violations.length === 0) into.violations.push(violation);
}

const schemasByPointer = remember((_schemas: object) => new Map<JsonPointer, JsonSchema>());

/** The schema at a pointer into the detail's schemas, remembered: one explanation after the other asks for the same few. */
export function schemaAt(
  { schemas }: Pick<ContractDetail, 'schemas'>,
  at: JsonPointer,
): JsonSchema | undefined {
  const known = schemasByPointer(schemas);
  const schema = known.get(at) ?? (valueAt(schemas, at) as JsonSchema | undefined);
  // A boolean may stand where a schema is still being made.
  if (typeof schema === 'object') known.set(at, schema);
  return schema;
}
