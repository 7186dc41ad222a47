// The mistakes that swagger-parser and its like overlook, each a rule of its own. A rule is given whatever was written,
// and leaves shapes that it can not read to the rule about fields.

import type { JsonObject } from '../lib/objects.ts';
import { bounds } from './lint/bounds.ts';
import { componentNames } from './lint/component-names.ts';
import { discriminators } from './lint/discriminators.ts';
import { enums } from './lint/enums.ts';
import { exclusive } from './lint/exclusive.ts';
import { fieldTypes } from './lint/field-types.ts';
import { fields } from './lint/fields.ts';
import { formats as formatNames } from './lint/formats.ts';
import { identifiers } from './lint/identifiers.ts';
import { itemSchemas } from './lint/item-schemas.ts';
import { operationIds } from './lint/operation-ids.ts';
import { parameters } from './lint/parameters.ts';
import { paths } from './lint/paths.ts';
import { patterns } from './lint/patterns.ts';
import { propertyNames } from './lint/property-names.ts';
import { recursion } from './lint/recursion.ts';
import { references } from './lint/references.ts';
import { required } from './lint/required.ts';
import type { LintInput, LintRule } from './lint/rule.ts';
import { security } from './lint/security.ts';
import { tags } from './lint/tags.ts';
import type { Dialect } from './objects.ts';
import type { Problem } from './problem.ts';
import { type OpenApiObject, walkObjects } from './walk.ts';

const lintRules: readonly LintRule[] = [
  fields,
  fieldTypes,
  componentNames,
  exclusive,
  references,
  recursion,
  identifiers,
  operationIds,
  paths,
  parameters,
  security,
  enums,
  bounds,
  required,
  patterns,
  propertyNames,
  formatNames,
  discriminators,
  tags,
  itemSchemas,
];

/** Every problem that the rules find in a bundled document of its own dialect. */
export function lintDocument(
  document: JsonObject,
  { dialect, formats }: { readonly dialect: Dialect; readonly formats: ReadonlySet<string> },
): Problem[] {
  const input = lintInput(document, dialect, formats);
  return lintRules.flatMap((rule) => rule(input));
}

function lintInput(document: JsonObject, dialect: Dialect, formats: ReadonlySet<string>): LintInput {
  const all: OpenApiObject[] = [];
  walkObjects(document, 'document', '', dialect, (spot) => all.push(spot));
  const byKind = Map.groupBy(all, ({ kind }) => kind);
  return { document, dialect, formats, spots: (kind) => byKind.get(kind) ?? [], kinds: [...byKind.keys()] };
}
