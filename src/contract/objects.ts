// The objects of OpenAPI 3.0, 3.1 and 3.2 as one table, so that references, dialect and lint find the same objects.
// https://spec.openapis.org/oas/v3.2.0#schema

/** `string!` is required, `[x]` a list, `{x}` a map of names; an object's name stands for it or a reference to it. */
export type FieldType = string;

type ObjectType = {
  /** As messages name it. */
  readonly title: string;
  readonly fields: Readonly<Record<string, FieldType>>;
  /** Not of 3.0: in a 3.0 document they are of another version. */
  readonly since31?: Readonly<Record<string, FieldType>>;
  /** Of 3.2 only: in a document of 3.0 or 3.1 they are unknown. */
  readonly since32?: Readonly<Record<string, FieldType>>;
  /** Of 3.0 only. */
  readonly until30?: Readonly<Record<string, FieldType>>;
  /** Names that are not fixed. */
  readonly patterned?: { readonly names: RegExp; readonly type: FieldType };
  /** A Reference Object may stand in its place, in 3.2 alone where it says so. */
  readonly referable?: true | 'since 3.2';
  /** No x- fields: each name is the user's own. */
  readonly closed?: true;
};

const describable = { summary: 'string', description: 'string' };

/** Fields of one type, by their names. */
function ofType(type: FieldType, names: string): Readonly<Record<string, FieldType>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, type]));
}

const headerFields = {
  ...ofType('string', 'description style'),
  ...ofType('boolean', 'required deprecated explode'),
  schema: 'schema',
  content: '{mediaType}',
  example: 'any',
  examples: '{example}',
};

const operations = ofType('operation', 'get put post delete options head patch trace');

const flow = { refreshUrl: 'string', scopes: '{string}!' };

const schemaOf30 = {
  ...ofType('string', 'title description pattern format'),
  ...ofType('number', 'multipleOf maximum minimum'),
  ...ofType('count', 'maxLength minLength maxItems minItems maxProperties minProperties'),
  ...ofType('boolean', 'uniqueItems readOnly writeOnly deprecated'),
  ...ofType('any', 'default example'),
  ...ofType('schema', 'not items additionalProperties'),
  ...ofType('[schema]', 'allOf oneOf anyOf'),
  required: '[string]',
  enum: '[any]',
  properties: '{schema}',
  discriminator: 'discriminator',
  xml: 'xml',
  externalDocs: 'externalDocs',
};

// https://json-schema.org/draft/2020-12: core, applicator, unevaluated, validation, metadata, format, content
const schemaSince31 = {
  ...ofType('string', '$schema $id $ref $anchor $dynamicRef $dynamicAnchor $comment'),
  ...ofType('string', 'contentEncoding contentMediaType'),
  ...ofType('number', 'exclusiveMaximum exclusiveMinimum'),
  ...ofType('count', 'maxContains minContains'),
  ...ofType('any', '$vocabulary const'),
  ...ofType('schema', 'if then else contains propertyNames contentSchema'),
  ...ofType('schema', 'unevaluatedItems unevaluatedProperties'),
  ...ofType('{schema}', '$defs dependentSchemas patternProperties'),
  type: 'type',
  dependentRequired: '{[string]}',
  prefixItems: '[schema]',
  examples: '[any]',
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
    since32: { $self: 'string' },
  },
  info: {
    title: 'info',
    fields: {
      ...ofType('string!', 'title version'),
      ...ofType('string', 'description termsOfService'),
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
    since32: { name: 'string' },
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
    since32: { mediaTypes: '{mediaType}' },
  },
  paths: { title: 'paths', fields: {}, patterned: { names: /^\//, type: 'pathItem' } },
  pathItem: {
    title: 'path item',
    fields: { $ref: 'string', ...describable, servers: '[server]', parameters: '[parameter]', ...operations },
    since32: { query: 'operation', additionalOperations: '{operation}' },
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
    referable: 'since 3.2',
    fields: {
      schema: 'schema',
      example: 'any',
      examples: '{example}',
      encoding: '{encoding}',
      'x-item-schema': 'schema',
    },
    // Only the schema of the specification and its examples have the description.
    since32: {
      description: 'string',
      itemSchema: 'schema',
      prefixEncoding: '[encoding]',
      itemEncoding: 'encoding',
    },
  },
  encoding: {
    title: 'encoding',
    fields: {
      ...ofType('string', 'contentType style'),
      ...ofType('boolean', 'explode allowReserved'),
      headers: '{header}',
    },
    since32: { encoding: '{encoding}', prefixEncoding: '[encoding]', itemEncoding: 'encoding' },
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
    since32: { summary: 'string', description: 'string' },
  },
  callback: { title: 'callback', referable: true, fields: {}, patterned: { names: /^/, type: 'pathItem' } },
  example: {
    title: 'example',
    referable: true,
    fields: { ...describable, value: 'any', externalValue: 'string' },
    since32: { dataValue: 'any', serializedValue: 'string' },
  },
  link: {
    title: 'link',
    referable: true,
    fields: {
      ...ofType('string', 'operationRef operationId description'),
      ...ofType('any', 'parameters requestBody'),
      server: 'server',
    },
  },
  header: { title: 'header', referable: true, fields: headerFields },
  tag: {
    title: 'tag',
    fields: { name: 'string!', description: 'string', externalDocs: 'externalDocs' },
    since32: { summary: 'string', parent: 'string', kind: 'string' },
  },
  discriminator: {
    title: 'discriminator',
    fields: { propertyName: 'string!', mapping: '{string}' },
    since32: { defaultMapping: 'string' },
  },
  xml: {
    title: 'xml',
    fields: { ...ofType('string', 'name namespace prefix'), ...ofType('boolean', 'attribute wrapped') },
    since32: { nodeType: 'string' },
  },
  securityScheme: {
    title: 'security scheme',
    referable: true,
    fields: {
      type: 'string!',
      ...ofType('string', 'description name in scheme bearerFormat openIdConnectUrl'),
      flows: 'flows',
    },
    since32: { oauth2MetadataUrl: 'string', deprecated: 'boolean' },
  },
  flows: {
    title: 'flows',
    fields: {
      implicit: 'implicitFlow',
      password: 'tokenFlow',
      clientCredentials: 'tokenFlow',
      authorizationCode: 'codeFlow',
    },
    since32: { deviceAuthorization: 'deviceFlow' },
  },
  implicitFlow: { title: 'flow', fields: { authorizationUrl: 'string!', ...flow } },
  tokenFlow: { title: 'flow', fields: { tokenUrl: 'string!', ...flow } },
  codeFlow: { title: 'flow', fields: { authorizationUrl: 'string!', tokenUrl: 'string!', ...flow } },
  deviceFlow: {
    title: 'flow',
    fields: { deviceAuthorizationUrl: 'string!', tokenUrl: 'string!', ...flow },
  },
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
  Object.entries({ ...objectTypes.components?.fields, ...objectTypes.components?.since32 }).map(
    ([section, type]) => [type.slice(1, -1), section],
  ),
);

const dialects = ['3.0', '3.1', '3.2'] as const;

export type Dialect = (typeof dialects)[number];

/** What every document becomes when it is read: 3.2 has all that the others have. */
export const READ_AS: Dialect = '3.2';

type Fields = Readonly<Record<string, FieldType>>;

const fieldTable = Object.fromEntries(
  dialects.map((dialect) => [dialect, mapValues(objectTypes, (type) => fieldsIn(type, dialect))]),
);

function fieldsIn({ fields, since31, since32, until30 }: ObjectType, dialect: Dialect): Fields {
  if (dialect === '3.0') return { ...fields, ...until30 };
  return { ...fields, ...since31, ...(dialect === '3.2' && since32) };
}

const requiredTable = mapValues(fieldTable, (kinds) => mapValues(kinds, requiredNames));

function mapValues<T, U>(values: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

function requiredNames(fields: Fields): readonly string[] {
  return Object.keys(fields).filter((name) => fields[name]?.endsWith('!'));
}

/** The fixed fields of an object in this dialect. */
export function fieldsOf(kind: string, dialect: Dialect): Fields {
  return fieldTable[dialect]?.[kind] ?? {};
}

export function requiredFields(kind: string, dialect: Dialect): readonly string[] {
  return requiredTable[dialect]?.[kind] ?? [];
}

/** Whether a Reference Object may stand in place of such an object. */
export function isReferable(kind: string, dialect: Dialect): boolean {
  const referable = objectTypes[kind]?.referable;
  return referable === true || (referable !== undefined && dialect === '3.2');
}

/** A field that 3.2 brought, which means nothing in a document of an earlier version. */
export function isOfLater(kind: string, dialect: Dialect, name: string): boolean {
  return (
    dialect !== '3.2' &&
    fieldType(kind, dialect, name) === undefined &&
    Object.hasOwn(objectTypes[kind]?.since32 ?? {}, name)
  );
}

/** What a walk finds in this field. 3.0 and 3.1 have the fields of each other: the lint tells what is of another one. */
export function walkedType(kind: string, dialect: Dialect, name: string): FieldType | undefined {
  const fields = fieldsOf(kind, dialect === '3.0' ? '3.1' : dialect);
  if (Object.hasOwn(fields, name)) return fields[name];
  // JSON Schema up to draft 7.
  if (kind === 'schema' && name === 'definitions') return '{schema}';
  const isAny = kind === 'paths' || (kind === 'responses' && /^[1-5]xx$/.test(name));
  return patternedType(kind, name, isAny);
}

function patternedType(kind: string, name: string, isAny = false): FieldType | undefined {
  const { patterned, closed } = objectTypes[kind] ?? {};
  if (patterned === undefined || (name.startsWith('x-') && closed !== true)) return undefined;
  return isAny || patterned.names.test(name) ? patterned.type : undefined;
}

/** The type of this field, fixed or patterned, or undefined. */
export function fieldType(kind: string, dialect: Dialect, name: string): FieldType | undefined {
  const fields = fieldsOf(kind, dialect);
  return Object.hasOwn(fields, name) ? fields[name] : patternedType(kind, name);
}
