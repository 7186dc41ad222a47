// Why the text of a parameter or header is not what is declared, in the words that follow its name: `is 1000, declared maximum 100`.
// Loads the explainer, so an application imports it only once there is a drift.
import { valueAt } from '../../lib/pointer.ts';
import type { CompiledParameter, Violation } from '../../model.ts';
import type { Schemas } from '../../schema/evaluation.ts';
import { explainValue } from '../../schema/explain.ts';
import { misfitMessage, type ShownValues } from '../wording.ts';
import type { Misreading } from './read.ts';

export function explainMisreading(
  detail: Schemas,
  { schema }: CompiledParameter,
  reading: Misreading,
  shown: ShownValues = {},
): string {
  if (reading.kind === 'malformed') return reading.reason;
  const [first, ...more] = schema === undefined ? [] : violationsOf(detail, schema, reading.value);
  if (first === undefined) return 'does not fit its schema';
  const message = misfitMessage(first, {
    value: valueAt(reading.value, first.pointer),
    bound: valueAt(detail.schemas, first.schemaPointer),
    shown,
  });
  return more.length === 0 ? message : `${message}, and ${more.length} more`;
}

/** What the strict schema refuses of integers beyond 2^53 concerns JSON numbers, which are rounded; a text is not. */
function violationsOf(detail: Schemas, schema: string, value: unknown): readonly Violation[] {
  const { violations } = explainValue(detail, schema, value);
  const others = violations.filter(({ code }) => code !== 'integer-unsafe');
  return others.length === 0 ? violations : others;
}
