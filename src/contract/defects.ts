// Everything that can be wrong in a contract, by kind, and what follows from it. docs/contracts.md has the same table.
// told: the contract is read all the same, and no verdict changes; under `lint: 'strict'` it is an error.
// not judged: values at such a place are held to less or to nothing; a run that meets one exits with 3 unless the config allows it.
// stop: nothing can be read; exit 2.

type DefectMeaning = {
  /** What is wrong. */
  readonly meaning: string;
  /** How the contract is read all the same. */
  readonly effect: string;
  /** The same in a few words, for a list; `{}` stands for the subject. */
  readonly short: string;
};

/** Nothing can be read. */
const stop = {
  'not-openapi': {
    meaning: 'no OpenAPI document: neither `openapi: 3.x` nor `swagger: "2.0"`',
    effect: 'exit 2',
    short: 'no OpenAPI document',
  },
  text: {
    meaning: 'a text that is neither YAML nor JSON, is not UTF-8, or can not be read',
    effect: 'exit 2',
    short: 'no text that parses',
  },
} as const;

const notJudged = {
  pattern: {
    meaning: 'a `pattern` that JavaScript can not compile, such as `(?i)a` or `\\A`',
    effect: 'values are judged without it',
    short: 'pattern {}: not applied',
  },
  'pattern-slow': {
    meaning: 'a `pattern` that may take more than quadratic time',
    effect: 'values are judged without it',
    short: 'pattern {}: not applied, it may take too long',
  },
  'pattern-long': {
    meaning: 'a `pattern` that may take quadratic time, without a `maxLength` of at most 1,024 beside it',
    effect: 'texts of more than 1,024 characters are judged without it',
    short: 'pattern {}: not applied to more than 1,024 characters',
  },
  keyword: {
    meaning:
      'a keyword of a schema with a value that it can not have, such as `type: int` or `multipleOf: 0`',
    effect: 'values are judged without it',
    short: 'keyword {}: not applied',
  },
  schema: {
    meaning: 'a schema that can not be compiled, such as one that applies itself to the same value',
    effect: 'values of it are not judged; generated types say `unknown`',
    short: 'schema {}: not judged',
  },
  reference: {
    meaning: 'a `$ref` that leads nowhere, to another machine, out of the folder, or in a circle',
    effect: 'what it stands for is not judged; generated types say `unknown`',
    short: 'reference {}: leads nowhere',
  },
} as const;

const told = {
  'text-loose': {
    meaning:
      'what YAML or JSON does not allow and parsers read all the same: a name that is given twice, a quoted text whose next line is not indented, a tag',
    effect: 'it is read as most parsers do: of two values of a name the last one counts',
    short: 'text that YAML or JSON does not allow',
  },
  'example-broken': {
    meaning: 'an example or default that breaks its own schema, or a `$ref` to an example that leads nowhere',
    effect: 'nothing is judged by examples',
    short: 'examples that break their schemas or are missing',
  },
  'keyword-unknown': {
    meaning: 'a keyword that JSON Schema and OpenAPI do not know, in a schema',
    effect: 'it is not applied',
    short: 'keyword {}: not applied',
  },
  'field-unknown': {
    meaning: 'a field that OpenAPI does not know',
    effect: 'it is not applied',
    short: 'field {}: not applied',
  },
  'field-version': {
    meaning: 'a field or keyword of another version of OpenAPI, such as `nullable` in 3.1',
    effect: 'it is applied as its own version says',
    short: '{}: written as in another version of OpenAPI, and applied',
  },
  'field-missing': {
    meaning: 'a required field that is missing, such as the description of a response',
    effect: 'it is read as if it were empty',
    short: 'required fields missing',
  },
  'field-type': {
    meaning: 'a field of the wrong type, such as `required: true` in a property or `maxLength: "5"`',
    effect: 'it is read as it was meant where that is plain, and otherwise not applied',
    short: 'fields of the wrong type',
  },
  'field-exclusive': {
    meaning: 'two fields that exclude each other, such as `example` and `examples`',
    effect: 'the first one counts',
    short: 'fields that exclude each other',
  },
  'reference-sibling': {
    meaning: 'a field beside `$ref` where it has no effect',
    effect: 'it is not applied',
    short: 'fields beside a reference: not applied',
  },
  'reference-kind': {
    meaning: 'a `$ref` into components of another kind',
    effect: 'it is followed',
    short: 'references to another kind of object',
  },
  'format-unknown': {
    meaning: 'a `format` that nobody knows',
    effect: 'it is an annotation and asserts nothing',
    short: 'format {}: not asserted',
  },
  'enum-duplicate': {
    meaning: 'a value that is listed twice in an enum',
    effect: 'it counts once',
    short: 'enum values listed twice',
  },
  'enum-empty': {
    meaning: 'an empty enum',
    effect: 'no value fits it',
    short: 'empty enums',
  },
  'enum-type': {
    meaning: "a listed value that the schema's own type excludes",
    effect: 'no value fits it',
    short: 'enum values of another type',
  },
  'name-repeated': {
    meaning: 'a name that is listed twice in `required`, `type` or `tags`, or that two tags have',
    effect: 'it counts once',
    short: 'names listed twice',
  },
  'bounds-empty': {
    meaning: 'bounds that leave no value, or `readOnly` together with `writeOnly`',
    effect: 'no value fits them',
    short: 'bounds that leave no value',
  },
  'pattern-loose': {
    meaning: 'a `pattern` that compiles without the `u` flag only, such as `\\-` or `[\\w-.]`',
    effect: 'it is compiled without the flag: a character beyond U+FFFF counts as two',
    short: 'pattern {}: compiled without the u flag',
  },
  'operation-id': {
    meaning: 'an operation without an operationId of its own',
    effect: 'the name is derived from method and path',
    short: 'operationIds derived',
  },
  path: {
    meaning:
      'a path with a fragment, a query, a lone brace, a repeated name or no leading slash, or one that matches what another matches',
    effect: 'fragment and query are left out of the match; the first of two operations takes the request',
    short: 'unusual paths',
  },
  'paths-missing': {
    meaning: 'a document without paths',
    effect: 'its exchanges match no operation',
    short: 'no paths',
  },
  parameter: {
    meaning:
      'a parameter or header that is declared twice, in an unknown place, against its path, or without one description of its value',
    effect: 'it is read as far as it goes',
    short: 'unusual parameters',
  },
  'component-name': {
    meaning: 'a component with characters in its name that OpenAPI does not allow',
    effect: 'it is read',
    short: 'unusual names of components',
  },
  discriminator: {
    meaning: 'a discriminator whose mapping leads to no schema',
    effect: 'a value with that tag may be anything',
    short: 'discriminators that lead nowhere',
  },
  tag: {
    meaning: 'a tag whose parent is not declared or is one of its descendants',
    effect: 'nothing is judged by tags',
    short: 'tags without their parents',
  },
  security: {
    meaning: 'a security requirement or scheme that is not declared, or not in full',
    effect: 'it carries no credentials',
    short: 'unknown security schemes',
  },
  identifier: {
    meaning:
      '`$id`, `$anchor`, `$vocabulary` or `$dynamicAnchor` in a schema, or a `$self` that is no URI without a fragment',
    effect: 'references are resolved against the file, by JSON Pointer',
    short: 'identifiers in schemas: not applied',
  },
  dialect: {
    meaning: 'a version of OpenAPI or a dialect of JSON Schema that is not known',
    effect: 'it is read as the nearest known version, and as draft 2020-12',
    short: 'unknown version or dialect',
  },
  swagger: {
    meaning: 'a document of Swagger 2.0',
    effect: 'it is converted to OpenAPI 3.0; places are those of its own text',
    short: 'Swagger 2.0, converted',
  },
  'openapi-schema': {
    meaning: 'what only the meta-schema of OpenAPI refuses',
    effect: 'it is read as far as it goes',
    short: 'not as the meta-schema of OpenAPI wants it',
  },
} as const;

export type DefectKind = keyof typeof stop | keyof typeof notJudged | keyof typeof told;

export const defects: Readonly<Record<DefectKind, DefectMeaning>> = { ...stop, ...notJudged, ...told };

/** What a list says of all problems of a kind and subject. */
export function shortOf(kind: DefectKind, subject: string): string {
  const named = subject.length > 80 ? `${subject.slice(0, 80)}…` : subject;
  return defects[kind].short.replace(/\{\} ?/, (place) =>
    named === '' ? '' : place.replace('{}', () => named),
  );
}

export function outcomeOf(kind: DefectKind): 'told' | 'not judged' | 'stop' {
  if (kind in stop) return 'stop';
  return kind in notJudged ? 'not judged' : 'told';
}
