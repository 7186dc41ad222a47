// The objects of OpenAPI 3.0 and 3.1 as one table, so that references, dialect and lint find the same objects.
// https://spec.openapis.org/oas/v3.1.1#schema-0

/** `string!` is required, `[x]` a list, `{x}` a map of names; an object's name stands for it or a reference to it. */
export type FieldType = string;

export type ObjectType = {
  /** As messages name it. */
  readonly title: string;
  readonly fields: Readonly<Record<string, FieldType>>;
  /** Of 3.1 only: in a 3.0 document they are unknown. */
  readonly since31?: Readonly<Record<string, FieldType>>;
  /** Of 3.0 only. */
  readonly until30?: Readonly<Record<string, FieldType>>;
  /** Names that are not fixed. */
  readonly patterned?: { readonly names: RegExp; readonly type: FieldType };
  /** A Reference Object may stand in its place. */
  readonly referable?: true;
  /** No x- fields: each name is the user's own. */
  readonly closed?: true;
};

const describable = { summary: 'string', description: 'string' };

const headerFields = {
  description: 'string',
  required: 'boolean',
  deprecated: 'boolean',
  style: 'string',
  explode: 'boolean',
  schema: 'schema',
  content: '{mediaType}',
  example: 'any',
  examples: '{example}',
};

const operations = {
  get: 'operation',
  put: 'operation',
  post: 'operation',
  delete: 'operation',
  options: 'operation',
  head: 'operation',
  patch: 'operation',
  trace: 'operation',
};

const flow = { refreshUrl: 'string', scopes: '{string}!' };

const schemaOf30 = {
  title: 'string',
  description: 'string',
  multipleOf: 'number',
  maximum: 'number',
  minimum: 'number',
  maxLength: 'count',
  minLength: 'count',
  pattern: 'string',
  maxItems: 'count',
  minItems: 'count',
  uniqueItems: 'boolean',
  maxProperties: 'count',
  minProperties: 'count',
  required: '[string]',
  enum: '[any]',
  allOf: '[schema]',
  oneOf: '[schema]',
  anyOf: '[schema]',
  not: 'schema',
  items: 'schema',
  properties: '{schema}',
  additionalProperties: 'schema',
  format: 'string',
  default: 'any',
  discriminator: 'discriminator',
  readOnly: 'boolean',
  writeOnly: 'boolean',
  xml: 'xml',
  externalDocs: 'externalDocs',
  example: 'any',
  deprecated: 'boolean',
};

// https://json-schema.org/draft/2020-12: core, applicator, unevaluated, validation, metadata, format, content
const schemaSince31 = {
  $schema: 'string',
  $id: 'string',
  $ref: 'string',
  $anchor: 'string',
  $dynamicRef: 'string',
  $dynamicAnchor: 'string',
  $vocabulary: 'any',
  $comment: 'string',
  $defs: '{schema}',
  type: 'type',
  const: 'any',
  exclusiveMaximum: 'number',
  exclusiveMinimum: 'number',
  if: 'schema',
  // biome-ignore lint/suspicious/noThenProperty: the keyword's name, and never awaited
  then: 'schema',
  else: 'schema',
  dependentSchemas: '{schema}',
  dependentRequired: '{[string]}',
  prefixItems: '[schema]',
  contains: 'schema',
  maxContains: 'count',
  minContains: 'count',
  patternProperties: '{schema}',
  propertyNames: 'schema',
  unevaluatedItems: 'schema',
  unevaluatedProperties: 'schema',
  examples: '[any]',
  contentEncoding: 'string',
  contentMediaType: 'string',
  contentSchema: 'schema',
};

export const objectTypes: Readonly<Record<string, ObjectType>> = {
  document: {
    title: 'the OpenAPI document',
    fields: {
      openapi: 'string!',
      info: 'info!',
      servers: '[server]',
      paths: 'paths',
      components: 'components',
      security: '[security]',
      tags: '[tag]',
      externalDocs: 'externalDocs',
    },
    since31: { jsonSchemaDialect: 'string', webhooks: '{pathItem}' },
  },
  info: {
    title: 'info',
    fields: {
      title: 'string!',
      version: 'string!',
      description: 'string',
      termsOfService: 'string',
      contact: 'contact',
      license: 'license',
    },
    since31: { summary: 'string' },
  },
  contact: { title: 'contact', fields: { name: 'string', url: 'string', email: 'string' } },
  license: {
    title: 'license',
    fields: { name: 'string!', url: 'string' },
    since31: { identifier: 'string' },
  },
  server: {
    title: 'server',
    fields: { url: 'string!', description: 'string', variables: '{serverVariable}' },
  },
  serverVariable: {
    title: 'server variable',
    fields: { enum: '[string]', default: 'string!', description: 'string' },
  },
  components: {
    title: 'components',
    fields: {
      schemas: '{schema}',
      responses: '{response}',
      parameters: '{parameter}',
      examples: '{example}',
      requestBodies: '{requestBody}',
      headers: '{header}',
      securitySchemes: '{securityScheme}',
      links: '{link}',
      callbacks: '{callback}',
    },
    since31: { pathItems: '{pathItem}' },
  },
  paths: { title: 'paths', fields: {}, patterned: { names: /^\//, type: 'pathItem' } },
  pathItem: {
    title: 'path item',
    fields: { $ref: 'string', ...describable, servers: '[server]', parameters: '[parameter]', ...operations },
  },
  operation: {
    title: 'operation',
    fields: {
      ...describable,
      tags: '[string]',
      externalDocs: 'externalDocs',
      operationId: 'string',
      parameters: '[parameter]',
      requestBody: 'requestBody',
      responses: 'responses',
      callbacks: '{callback}',
      deprecated: 'boolean',
      security: '[security]',
      servers: '[server]',
    },
    until30: { responses: 'responses!' },
  },
  externalDocs: { title: 'externalDocs', fields: { description: 'string', url: 'string!' } },
  parameter: {
    title: 'parameter',
    referable: true,
    fields: {
      name: 'string!',
      in: 'string!',
      ...headerFields,
      allowEmptyValue: 'boolean',
      allowReserved: 'boolean',
    },
  },
  requestBody: {
    title: 'request body',
    referable: true,
    fields: { description: 'string', content: '{mediaType}!', required: 'boolean' },
  },
  mediaType: {
    title: 'media type',
    fields: { schema: 'schema', example: 'any', examples: '{example}', encoding: '{encoding}' },
  },
  encoding: {
    title: 'encoding',
    fields: {
      contentType: 'string',
      headers: '{header}',
      style: 'string',
      explode: 'boolean',
      allowReserved: 'boolean',
    },
  },
  responses: {
    title: 'responses',
    fields: { default: 'response' },
    patterned: { names: /^([1-5]\d\d|[1-5]XX)$/, type: 'response' },
  },
  response: {
    title: 'response',
    referable: true,
    fields: { description: 'string!', headers: '{header}', content: '{mediaType}', links: '{link}' },
  },
  callback: { title: 'callback', referable: true, fields: {}, patterned: { names: /^/, type: 'pathItem' } },
  example: {
    title: 'example',
    referable: true,
    fields: { ...describable, value: 'any', externalValue: 'string' },
  },
  link: {
    title: 'link',
    referable: true,
    fields: {
      operationRef: 'string',
      operationId: 'string',
      parameters: 'any',
      requestBody: 'any',
      description: 'string',
      server: 'server',
    },
  },
  header: { title: 'header', referable: true, fields: headerFields },
  tag: {
    title: 'tag',
    fields: { name: 'string!', description: 'string', externalDocs: 'externalDocs' },
  },
  discriminator: { title: 'discriminator', fields: { propertyName: 'string!', mapping: '{string}' } },
  xml: {
    title: 'xml',
    fields: {
      name: 'string',
      namespace: 'string',
      prefix: 'string',
      attribute: 'boolean',
      wrapped: 'boolean',
    },
  },
  securityScheme: {
    title: 'security scheme',
    referable: true,
    fields: {
      type: 'string!',
      description: 'string',
      name: 'string',
      in: 'string',
      scheme: 'string',
      bearerFormat: 'string',
      flows: 'flows',
      openIdConnectUrl: 'string',
    },
  },
  flows: {
    title: 'flows',
    fields: {
      implicit: 'implicitFlow',
      password: 'tokenFlow',
      clientCredentials: 'tokenFlow',
      authorizationCode: 'codeFlow',
    },
  },
  implicitFlow: { title: 'flow', fields: { authorizationUrl: 'string!', ...flow } },
  tokenFlow: { title: 'flow', fields: { tokenUrl: 'string!', ...flow } },
  codeFlow: { title: 'flow', fields: { authorizationUrl: 'string!', tokenUrl: 'string!', ...flow } },
  security: {
    title: 'security requirement',
    fields: {},
    patterned: { names: /^/, type: '[string]' },
    closed: true,
  },
  schema: {
    title: 'schema',
    referable: true,
    fields: schemaOf30,
    since31: schemaSince31,
    until30: {
      type: 'type',
      nullable: 'boolean',
      exclusiveMaximum: 'boolean',
      exclusiveMinimum: 'boolean',
    },
  },
};

/** Kind of object -> the section of components that holds its like. */
export const componentSections: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(objectTypes.components?.fields ?? {}).map(([section, type]) => [type.slice(1, -1), section]),
);

export type Dialect = '3.0' | '3.1';

type Fields = Readonly<Record<string, FieldType>>;

const dialects: readonly Dialect[] = ['3.0', '3.1'];

const fieldTable: Readonly<Record<Dialect, Readonly<Record<string, Fields>>>> = {
  '3.0': tableOf('until30'),
  '3.1': tableOf('since31'),
};

function tableOf(more: 'until30' | 'since31'): Readonly<Record<string, Fields>> {
  return Object.fromEntries(
    Object.entries(objectTypes).map(([kind, type]) => [kind, { ...type.fields, ...type[more] }]),
  );
}

const requiredTable = Object.fromEntries(
  dialects.map((dialect) => [dialect, mapValues(fieldTable[dialect], requiredNames)]),
);

function mapValues<T, U>(values: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

function requiredNames(fields: Fields): readonly string[] {
  return Object.keys(fields).filter((name) => fields[name]?.endsWith('!'));
}

/** The fixed fields of an object in this dialect. */
export function fieldsOf(kind: string, dialect: Dialect): Fields {
  return fieldTable[dialect][kind] ?? {};
}

export function requiredFields(kind: string, dialect: Dialect): readonly string[] {
  return requiredTable[dialect]?.[kind] ?? [];
}

/** Of all versions, and the keywords of older drafts that hold schemas. */
const walkedTable: Readonly<Record<string, Fields>> = {
  ...mapValues(objectTypes, ({ fields, since31, until30 }) => ({ ...fields, ...since31, ...until30 })),
  schema: { ...schemaOf30, ...schemaSince31, definitions: '{schema}' },
};

/** What a walk finds in this field, whatever the version of the document: the lint tells what is of another one. */
export function walkedType(kind: string, name: string): FieldType | undefined {
  const fields = walkedTable[kind] ?? {};
  if (Object.hasOwn(fields, name)) return fields[name];
  const type = objectTypes[kind];
  if (type?.patterned === undefined || (name.startsWith('x-') && type.closed !== true)) return undefined;
  const isAny = kind === 'paths' || (kind === 'responses' && /^[1-5]xx$/.test(name));
  return isAny || type.patterned.names.test(name) ? type.patterned.type : undefined;
}

/** The type of this field, fixed or patterned, or undefined. */
export function fieldType(kind: string, dialect: Dialect, name: string): FieldType | undefined {
  const fields = fieldsOf(kind, dialect);
  if (Object.hasOwn(fields, name)) return fields[name];
  const type = objectTypes[kind];
  if (type?.patterned === undefined || (name.startsWith('x-') && type.closed !== true)) return undefined;
  return type.patterned.names.test(name) ? type.patterned.type : undefined;
}
