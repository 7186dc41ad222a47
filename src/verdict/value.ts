// One value against one declared schema: the strict validator first, an explanation only where it refuses.
import type { CompiledSchema, Issue, Validate, Violation } from '../model.ts';
import type { ReadBody, SequenceItems } from './body.ts';
import type { Explainer, Rule, ValueRule } from './rule.ts';
import { article, subject } from './wording.ts';

export type ValueVerdict = {
  readonly issues: readonly Issue[];
  /** How many issues there are beyond those listed. */
  readonly dropped: number;
  /** Patterns that some text of the value was not held against. */
  readonly untried: readonly string[];
};

const NONE: readonly string[] = [];
const CLEAN: ValueVerdict = { issues: [], dropped: 0, untried: NONE };

/** Placeholder for issues while no explainer is loaded; such a verdict is never returned. */
const UNEXPLAINED: ValueVerdict = {
  issues: [{ code: 'rule-violated', pointer: '', message: 'not explained' }],
  dropped: 0,
  untried: NONE,
};

export function judgeValue(
  schema: CompiledSchema,
  value: unknown,
  rules: readonly Rule[],
  explainer: Explainer | undefined,
  items?: SequenceItems,
): ValueVerdict {
  if (schema.schema === undefined) return CLEAN;
  const isClean = fits(schema.strict, value);
  const left = schema.strict.untried?.() ?? NONE;
  if (isClean) return left.length === 0 ? CLEAN : { ...CLEAN, untried: left };
  if (explainer === undefined) return UNEXPLAINED;
  const { violations, dropped, untried } = explainer.value(schema, value, left);
  return { issues: issuesOf(items?.placed(violations) ?? violations, rules), dropped, untried };
}

/** Every value that the body may mean to some reader: of repeated names the last counts here, an earlier one elsewhere. */
export function judgeBody(
  schema: CompiledSchema | undefined,
  body: ReadBody,
  rules: readonly Rule[],
  explainer: Explainer | undefined,
): ValueVerdict {
  if (body.kind !== 'value' || schema === undefined) return CLEAN;
  const judge = (value: unknown): ValueVerdict => judgeValue(schema, value, rules, explainer, body.items);
  const verdict = judge(body.value);
  if (body.earlier.length === 0) return verdict;
  const verdicts = [verdict, ...body.earlier.map(judge)];
  return {
    issues: distinct(verdicts.flatMap(({ issues }) => issues)),
    dropped: verdicts.reduce((sum, one) => sum + one.dropped, 0),
    untried: verdicts.flatMap(({ untried }) => untried),
  };
}

/** A value that overflows the validator's stack does not fit. */
export function fits(validate: Validate, value: unknown): boolean {
  try {
    return validate(value);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** In the order of the rules. A violation that no rule words gets general words and is never dropped. */
function issuesOf(violations: readonly Violation[], rules: readonly Rule[]): Issue[] {
  const valueRules = rules.filter((rule) => rule.kind === 'value');
  const known = valueRules.flatMap((rule) =>
    violations.filter(({ code }) => code === rule.code).map((violation) => issueOf(violation, rule)),
  );
  if (known.length === violations.length) return known;
  const codes = new Set(valueRules.map(({ code }) => code));
  const others = violations.filter(({ code }) => !codes.has(code));
  return [...known, ...others.map((violation) => issueOf(violation, { message: inGeneral }))];
}

function inGeneral({ pointer, expected, received }: Violation): string {
  return `${subject(pointer)} is ${received === 'present' ? received : article(received)}, declared as ${expected}`;
}

function issueOf(violation: Violation, { message }: Pick<ValueRule, 'message'>): Issue {
  const { schemaPointer, ...said } = violation;
  return { ...said, message: message(violation), declaredAt: schemaPointer };
}

function distinct(issues: readonly Issue[]): readonly Issue[] {
  const byCause = new Map(
    issues.map((issue) => [`${issue.code} ${issue.pointer} ${issue.name ?? ''}`, issue]),
  );
  return [...byCause.values()];
}
