import { valueAt } from '../lib/pointer.ts';
import { remember } from '../lib/remember.ts';
import type { ContractDetail, JsonPointer, JsonSchema } from '../model.ts';

const found = remember((_schemas: object) => new Map<JsonPointer, JsonSchema>());

/** The schema at a pointer into the detail's schemas; remembered, since one explanation after the other asks for the same few. */
export function schemaAt(
  { schemas }: Pick<ContractDetail, 'schemas'>,
  at: JsonPointer,
): JsonSchema | undefined {
  const known = found(schemas);
  const schema = known.get(at) ?? (valueAt(schemas, at) as JsonSchema | undefined);
  // A boolean may stand where a schema is still being made.
  if (typeof schema === 'object') known.set(at, schema);
  return schema;
}
