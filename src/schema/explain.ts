// The slow path: why a value does not fit its strict schema. It walks value and schema together and answers with one violation per
// root cause, which a yes-or-no validator and its list of failed keywords can not give (cascades, unions, closed objects).

import { isObject } from '../lib/objects.ts';
import { pointerTokens } from '../lib/pointer.ts';
import { MOST_STEPS } from '../lib/regex.ts';
import type { JsonPointer, JsonSchema, Violation } from '../model.ts';
import { evaluateInPlace, evaluateValueRules } from './applicators.ts';
import { evaluateArray, evaluateLeftItems } from './array.ts';
import {
  createEvaluation,
  type Evaluation,
  type Evaluator,
  type Instance,
  MOST_ALIKE,
  overflow,
  report,
  reportMismatch,
  type Schemas,
  schemaAt,
} from './evaluation.ts';
import { evaluateLeftProperties, evaluateObject } from './object.ts';
import { scalarMismatches, wrongKind } from './scalar.ts';
import { unions } from './union.ts';
import { typeOf } from './words.ts';

export type Explanation = {
  readonly violations: readonly Violation[];
  /** How many more there are than `limit`. */
  readonly dropped: number;
  /** Patterns that some text of the value was not held against. */
  readonly untried: readonly string[];
};

type ExplainOptions = {
  /** At most so many kinds of violation are written out, the rest is counted. */
  readonly limit?: number;
  /** The open reading accepts the value, so only what the strict reading adds can be at fault. */
  readonly assured?: boolean;
  /** Observed values are shown, not only their shapes. */
  readonly showValues?: boolean;
};

/** Every violation of the schema at `schemaPointer` of the detail's schemas. One that is nested deeper than the stack allows has no cause. */
export function explainValue(
  detail: Schemas,
  schemaPointer: JsonPointer,
  value: unknown,
  options: ExplainOptions = {},
): Explanation {
  return explainWith({ unions, ...detail }, schemaPointer, value, options);
}

/** The same where the detail brings `unions` along if it needs them. */
export function explainWith(
  detail: Schemas,
  schemaPointer: JsonPointer,
  value: unknown,
  { limit = 1000, assured = false, showValues = false }: ExplainOptions,
): Explanation {
  const evaluator: Evaluator = {
    detail,
    evaluate: (instance) => recallOrEvaluate(evaluator, instance),
    known: { assured: new Map(), inDoubt: new Map() },
    left: limit,
    kinds: new Map(),
    dropped: 0,
    openUnions: 0,
    doubts: 0,
    steps: MOST_STEPS,
    untried: new Set(),
    assured,
    showValues,
  };
  const schema = schemaAt(detail, schemaPointer) as JsonSchema;
  try {
    const { violations } = evaluator.evaluate({ value, pointer: '', schema, at: schemaPointer });
    const listed = rootCauses(violations.filter((violation) => violation !== overflow));
    return {
      violations: withTimes(listed, evaluator),
      dropped: evaluator.dropped,
      untried: [...evaluator.untried],
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { violations: [unexplained(schemaPointer)], dropped: 0, untried: [] };
  }
}

/** A value that is refused without a cause that could be named. */
export function unexplained(schemaPointer: JsonPointer): Violation {
  return {
    code: 'rule-violated',
    name: 'unexplained',
    pointer: '',
    schemaPointer,
    expected: 'what the strict schema accepts',
    received: 'a body that it refuses without a cause that could be named',
  };
}

/** Whether the value fits, as the explainer sees it. */
export function explainerAccepts(detail: Schemas, schemaPointer: JsonPointer, value: unknown): boolean {
  return explainValue(detail, schemaPointer, value, { limit: 1 }).violations.length === 0;
}

/** The first of many alike stands for those that are not listed. */
function withTimes(violations: readonly Violation[], { kinds }: Evaluator): readonly Violation[] {
  const many = [...kinds.values()].filter(({ times }) => times > MOST_ALIKE);
  if (many.length === 0) return violations;
  const times = new Map(many.map((kind) => [kind.first, kind.times - MOST_ALIKE + 1]));
  return violations.map((violation) => {
    const own = times.get(violation);
    return own === undefined ? violation : { ...violation, times: own };
  });
}

/**
 * Several ways lead a value to the same schema: in unions each branch around it, elsewhere references.
 * Without memory the time is exponential in the depth.
 */
function recallOrEvaluate(evaluator: Evaluator, instance: Instance): Evaluation {
  const { at } = instance;
  const isRepeatable = isDefinition(at) || (evaluator.openUnions > 0 && isStructure(instance.value));
  if (!isRepeatable) return evaluate(evaluator, instance);
  const known = evaluator.assured ? evaluator.known.assured : evaluator.known.inDoubt;
  const ofSchema = known.get(at) ?? new Map<unknown, Evaluation>();
  known.set(at, ofSchema);
  const identity = identityOf(instance);
  const evaluation = ofSchema.get(identity) ?? evaluate(evaluator, instance);
  ofSchema.set(identity, evaluation);
  return evaluation;
}

/** Equal scalars stand at several places, and a name may equal the value that it names. */
function identityOf({ value, pointer }: Instance): unknown {
  return isStructure(value) ? value : `${typeof value} ${String(value)} ${pointer}`;
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** What references name. */
function isDefinition(at: JsonPointer): boolean {
  return at.startsWith('/$defs/') && !at.includes('/', '/$defs/'.length);
}

function evaluate(evaluator: Evaluator, instance: Instance): Evaluation {
  const into = createEvaluation();
  const { schema, value, pointer, at } = instance;
  if (schema === false)
    report(
      { evaluator, into },
      {
        code: 'rule-violated',
        pointer,
        schemaPointer: at,
        expected: 'no value at all',
        received: typeOf(value),
      },
    );
  if (typeof schema === 'boolean') return into;
  const evaluating = { evaluator, value, pointer, schema, at, into };
  if (typeof schema['x-absent'] === 'string') {
    report(evaluating, absence(schema['x-absent'], instance));
    return into;
  }
  const wrong = wrongKind(schema, value);
  if (wrong !== undefined) {
    reportMismatch(evaluating, wrong);
    into.allProperties = true;
    into.items = Number.POSITIVE_INFINITY;
    return into;
  }
  evaluateInPlace(evaluating);
  evaluateValueRules(evaluating);
  for (const mismatch of scalarMismatches(evaluator, schema, value)) reportMismatch(evaluating, mismatch);
  if (Array.isArray(value)) {
    evaluateArray({ ...evaluating, value });
    evaluateLeftItems({ ...evaluating, value });
  } else if (isObject(value)) {
    evaluateObject({ ...evaluating, value });
    evaluateLeftProperties({ ...evaluating, value });
  }
  return into;
}

/** A property that goes the other way only. */
function absence(wrongWay: string, instance: Instance): Violation {
  const isWriteOnly = wrongWay === 'writeOnly';
  return {
    code: isWriteOnly ? 'property-write-only' : 'property-read-only',
    name: pointerTokens(instance.pointer).at(-1) ?? '',
    expected: isWriteOnly ? 'writeOnly, so never in a response' : 'readOnly, so never in a request',
    received: 'present',
    pointer: instance.pointer,
    schemaPointer: instance.at,
  };
}

/** A value of the wrong kind gets no further violation, and no violation comes twice. */
function rootCauses(violations: readonly Violation[]): readonly Violation[] {
  if (violations.length < 2) return violations;
  const places = new Map<JsonPointer, Violation[]>();
  const once = violations.filter((violation) => {
    const here = places.get(violation.pointer);
    if (here === undefined) places.set(violation.pointer, [violation]);
    else if (here.some((other) => saysTheSame(other, violation))) return false;
    else here.push(violation);
    return true;
  });
  return once.filter(
    (violation) => isOfKind(violation) || places.get(violation.pointer)?.some(isOfKind) !== true,
  );
}

function isOfKind({ code }: Violation): boolean {
  return code === 'type-mismatch' || code === 'null-undocumented';
}

function saysTheSame(a: Violation, b: Violation): boolean {
  if (isOfKind(a) || isOfKind(b)) return isOfKind(a) && isOfKind(b);
  return a.code === b.code && (a.name ?? '') === (b.name ?? '');
}
