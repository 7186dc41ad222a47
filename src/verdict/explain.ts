// The slow half of a verdict: why a value does not fit. It is loaded when the first drift is met.
import type { ContractDetail, Violation } from '../model.ts';
import { explainValue } from '../schema/explain.ts';
import { surveyText } from './body-survey.ts';
import type { Explainer } from './rule.ts';
import { fits } from './value.ts';
import { explainMisreading } from './values/explain.ts';

type Schemas = Pick<ContractDetail, 'schemas' | 'formats'>;

/** `hidesValues`: the words about headers and parameters show values by their shape only. */
export function createExplainer(
  detail: Schemas,
  { hidesValues = false }: { readonly hidesValues?: boolean } = {},
): Explainer {
  return {
    value: createValueExplainer(detail),
    survey: surveyText,
    misreading: (declared, reading) => explainMisreading(detail, declared, reading, { hidesValues }),
  };
}

/** For parsed values alone. */
export function createValueExplainer(detail: Schemas): Explainer['value'] {
  return ({ schema = '', open }, value) => {
    const explanation = explainValue(detail, schema, value, { assured: fits(open, value) });
    return explanation.violations.length > 0
      ? explanation
      : { ...explanation, violations: [unexplained(schema)] };
  };
}

/** The validator refuses what the explainer accepts: our bug, and no reason to let the value pass. */
function unexplained(schemaPointer: string): Violation {
  return {
    code: 'rule-violated',
    name: 'unexplained',
    pointer: '',
    schemaPointer,
    expected: 'what the strict schema accepts',
    received: 'a body that it refuses without a cause that could be named',
  };
}
