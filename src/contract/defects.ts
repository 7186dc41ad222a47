// Everything that can be wrong in a contract, by kind, and what follows from it. docs/contracts.md has the same table.
// told: the contract is read all the same, and no verdict changes; under `lint: 'strict'` it is an error.
// not judged: values at such a place are held to less or to nothing; a run that meets one exits with 3 unless the config allows it.
// stop: nothing can be read; exit 2.

export type DefectOutcome = 'told' | 'not judged' | 'stop';

type DefectMeaning = {
  readonly outcome: DefectOutcome;
  /** What is wrong. */
  readonly meaning: string;
  /** How the contract is read all the same. */
  readonly effect: string;
};

export type DefectKind =
  | 'not-openapi'
  | 'text'
  | 'pattern'
  | 'pattern-slow'
  | 'keyword'
  | 'schema'
  | 'reference'
  | 'example-broken'
  | 'keyword-unknown'
  | 'field-unknown'
  | 'field-version'
  | 'field-missing'
  | 'field-type'
  | 'field-exclusive'
  | 'reference-sibling'
  | 'reference-kind'
  | 'format-unknown'
  | 'enum-duplicate'
  | 'enum-empty'
  | 'enum-type'
  | 'name-repeated'
  | 'bounds-empty'
  | 'pattern-loose'
  | 'operation-id'
  | 'path'
  | 'paths-missing'
  | 'parameter'
  | 'component-name'
  | 'discriminator'
  | 'security'
  | 'identifier'
  | 'dialect'
  | 'openapi-schema';

export const defects: Readonly<Record<DefectKind, DefectMeaning>> = {
  'not-openapi': {
    outcome: 'stop',
    meaning: 'no OpenAPI document: neither `openapi: 3.x` nor `swagger: "2.0"`',
    effect: 'exit 2',
  },
  text: {
    outcome: 'stop',
    meaning: 'a text that is neither YAML nor JSON, is not UTF-8, or can not be read',
    effect: 'exit 2',
  },
  pattern: {
    outcome: 'not judged',
    meaning: 'a `pattern` that JavaScript can not compile, such as `(?i)a` or `\\A`',
    effect: 'values are judged without it',
  },
  'pattern-slow': {
    outcome: 'not judged',
    meaning: 'a `pattern` that may take more than quadratic time',
    effect: 'values are judged without it',
  },
  keyword: {
    outcome: 'not judged',
    meaning:
      'a keyword of a schema with a value that it can not have, such as `type: int` or `multipleOf: 0`',
    effect: 'values are judged without it',
  },
  schema: {
    outcome: 'not judged',
    meaning: 'a schema that can not be compiled, such as one that applies itself to the same value',
    effect: 'values of it are not judged; generated types say `unknown`',
  },
  reference: {
    outcome: 'not judged',
    meaning: 'a `$ref` that leads nowhere, to another machine, out of the folder, or in a circle',
    effect: 'what it stands for is not judged; generated types say `unknown`',
  },
  'example-broken': {
    outcome: 'told',
    meaning: 'an example or default that breaks its own schema',
    effect: 'nothing is judged by examples',
  },
  'keyword-unknown': {
    outcome: 'told',
    meaning: 'a keyword that JSON Schema and OpenAPI do not know, in a schema',
    effect: 'it is not applied',
  },
  'field-unknown': {
    outcome: 'told',
    meaning: 'a field that OpenAPI does not know',
    effect: 'it is not applied',
  },
  'field-version': {
    outcome: 'told',
    meaning: 'a field or keyword of another version of OpenAPI, such as `nullable` in 3.1',
    effect: 'it is applied as its own version says',
  },
  'field-missing': {
    outcome: 'told',
    meaning: 'a required field that is missing, such as the description of a response',
    effect: 'it is read as if it were empty',
  },
  'field-type': {
    outcome: 'told',
    meaning: 'a field of the wrong type, such as `required: true` in a property or `maxLength: "5"`',
    effect: 'it is read as it was meant where that is plain, and otherwise not applied',
  },
  'field-exclusive': {
    outcome: 'told',
    meaning: 'two fields that exclude each other, such as `example` and `examples`',
    effect: 'the first one counts',
  },
  'reference-sibling': {
    outcome: 'told',
    meaning: 'a field beside `$ref` where it has no effect',
    effect: 'it is not applied',
  },
  'reference-kind': {
    outcome: 'told',
    meaning: 'a `$ref` into components of another kind',
    effect: 'it is followed',
  },
  'format-unknown': {
    outcome: 'told',
    meaning: 'a `format` that nobody knows',
    effect: 'it is an annotation and asserts nothing',
  },
  'enum-duplicate': {
    outcome: 'told',
    meaning: 'a value that is listed twice in an enum',
    effect: 'it counts once',
  },
  'enum-empty': { outcome: 'told', meaning: 'an empty enum', effect: 'no value fits it' },
  'enum-type': {
    outcome: 'told',
    meaning: "a listed value that the schema's own type excludes",
    effect: 'no value fits it',
  },
  'name-repeated': {
    outcome: 'told',
    meaning: 'a name that is listed twice in `required`, `type` or `tags`',
    effect: 'it counts once',
  },
  'bounds-empty': {
    outcome: 'told',
    meaning: 'bounds that leave no value, or `readOnly` together with `writeOnly`',
    effect: 'no value fits them',
  },
  'pattern-loose': {
    outcome: 'told',
    meaning: 'a `pattern` that compiles without the `u` flag only, such as `\\-` or `[\\w-.]`',
    effect: 'it is compiled without the flag: a character beyond U+FFFF counts as two',
  },
  'operation-id': {
    outcome: 'told',
    meaning: 'an operation without an operationId of its own',
    effect: 'the name is derived from method and path',
  },
  path: {
    outcome: 'told',
    meaning:
      'a path with a fragment, a query, a lone brace, a repeated name or no leading slash, or one that matches what another matches',
    effect: 'fragment and query are left out of the match; the first of two operations takes the request',
  },
  'paths-missing': {
    outcome: 'told',
    meaning: 'a document without paths',
    effect: 'its exchanges match no operation',
  },
  parameter: {
    outcome: 'told',
    meaning:
      'a parameter or header that is declared twice, in an unknown place, against its path, or without one description of its value',
    effect: 'it is read as far as it goes',
  },
  'component-name': {
    outcome: 'told',
    meaning: 'a component with characters in its name that OpenAPI does not allow',
    effect: 'it is read',
  },
  discriminator: {
    outcome: 'told',
    meaning: 'a discriminator whose mapping leads to no schema',
    effect: 'a value with that tag may be anything',
  },
  security: {
    outcome: 'told',
    meaning: 'a security requirement or scheme that is not declared, or not in full',
    effect: 'it carries no credentials',
  },
  identifier: {
    outcome: 'told',
    meaning: '`$id`, `$anchor`, `$vocabulary` or `$dynamicAnchor` in a schema',
    effect: 'references are resolved against the file, by JSON Pointer',
  },
  dialect: {
    outcome: 'told',
    meaning: 'a version of OpenAPI or a dialect of JSON Schema that is not known',
    effect: 'it is read as the nearest known version, and as draft 2020-12',
  },
  'openapi-schema': {
    outcome: 'told',
    meaning: 'what only the meta-schema of OpenAPI refuses',
    effect: 'it is read as far as it goes',
  },
};

export function outcomeOf(kind: DefectKind): DefectOutcome {
  return defects[kind].outcome;
}
