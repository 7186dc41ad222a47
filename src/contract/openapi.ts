// The OpenAPI document as the contract stage hands it on: as one of 3.2, with local references only. The types name the fields that are read
// by name.
import type { HTTP_METHODS } from '../lib/http-methods.ts';
import type { ContractDefect, JsonPointer, JsonSchema, Position } from '../model.ts';
import type { Dialect } from './objects.ts';

type OpenApiReference = { readonly $ref: string };

type OpenApiExtensions = { readonly [extension: `x-${string}`]: unknown };

export type OpenApiExample = OpenApiExtensions & {
  readonly value?: unknown;
  readonly dataValue?: unknown;
};

export type OpenApiMediaType = OpenApiExtensions & {
  readonly schema?: JsonSchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, OpenApiExample | OpenApiReference>>;
  readonly encoding?: Readonly<Record<string, OpenApiEncoding>>;
};

export type OpenApiEncoding = OpenApiExtensions & {
  readonly contentType?: string;
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
};

type OpenApiContent = Readonly<Record<string, OpenApiMediaType | OpenApiReference>>;

export type OpenApiHeader = OpenApiExtensions & {
  readonly description?: string;
  readonly required?: boolean;
  readonly deprecated?: boolean;
  readonly style?: string;
  readonly explode?: boolean;
  readonly schema?: JsonSchema;
  readonly content?: OpenApiContent;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, OpenApiExample | OpenApiReference>>;
};

export type OpenApiParameter = OpenApiHeader & {
  readonly name: string;
  readonly in: 'path' | 'query' | 'querystring' | 'header' | 'cookie';
  readonly allowEmptyValue?: boolean;
  readonly allowReserved?: boolean;
};

export type OpenApiRequestBody = OpenApiExtensions & {
  readonly description?: string;
  readonly required?: boolean;
  readonly content: OpenApiContent;
};

export type OpenApiResponse = OpenApiExtensions & {
  readonly description?: string;
  readonly headers?: Readonly<Record<string, OpenApiHeader | OpenApiReference>>;
  readonly content?: OpenApiContent;
};

export type OpenApiServer = {
  readonly url: string;
  readonly variables?: Readonly<
    Record<string, { readonly default: string; readonly enum?: readonly string[] }>
  >;
};

/** Scheme names to scopes; one entry is a set that must be sent together. */
export type OpenApiSecurity = readonly Readonly<Record<string, readonly string[]>>[];

export type OpenApiSecurityScheme = OpenApiExtensions & {
  readonly type: 'apiKey' | 'http' | 'mutualTLS' | 'oauth2' | 'openIdConnect';
  readonly in?: 'query' | 'header' | 'cookie';
  readonly name?: string;
  readonly scheme?: string;
};

export type OpenApiOperation = OpenApiExtensions & {
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly parameters?: readonly (OpenApiParameter | OpenApiReference)[];
  readonly requestBody?: OpenApiRequestBody | OpenApiReference;
  readonly responses?: Readonly<Record<string, OpenApiResponse | OpenApiReference>>;
  readonly security?: OpenApiSecurity;
  readonly servers?: readonly OpenApiServer[];
};

type OpenApiPathItem = OpenApiExtensions & {
  readonly parameters?: readonly (OpenApiParameter | OpenApiReference)[];
  readonly servers?: readonly OpenApiServer[];
  /** By method, as requests send it. */
  readonly additionalOperations?: Readonly<Record<string, OpenApiOperation>>;
} & { readonly [method in Lowercase<(typeof HTTP_METHODS)[number]>]?: OpenApiOperation };

type OpenApiComponents = OpenApiExtensions & {
  readonly schemas?: Readonly<Record<string, JsonSchema>>;
  readonly securitySchemes?: Readonly<Record<string, OpenApiSecurityScheme | OpenApiReference>>;
};

/** Path items are never references here: they stand where they are used. */
export type OpenApiDocument = OpenApiExtensions & {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly servers?: readonly OpenApiServer[];
  readonly paths?: Readonly<Record<string, OpenApiPathItem>>;
  readonly components?: OpenApiComponents;
  readonly security?: OpenApiSecurity;
};

/** A schema that does not compile, and why. */
export type RefusedSchema = { readonly pointer: JsonPointer; readonly message: string };

/** What is merged into the object at a pointer, or becomes an item of the list there. */
type Update = { readonly pointer: JsonPointer; readonly update: unknown };

export type WrittenPlace = {
  readonly file: string;
  /** Into what the text of this file says. */
  readonly pointer: JsonPointer;
  /** A JSONPath (RFC 9535) into the main file with its overlays applied; undefined where another file holds it. */
  readonly path: string | undefined;
};

/** A contract as it was read: text turned into one document, with the way back to the text. */
export type Contract = {
  /** The OpenAPI document as the user gave it. */
  readonly source: string;
  /** `source` first, then its overlays, then the files that it refers to, in the order of their first use. */
  readonly files: readonly string[];
  /** sha256, hex, over names and texts of `files`. */
  readonly hash: string;
  readonly title: string;
  readonly document: OpenApiDocument;
  /** Where the value of `pointer`, into `document`, or else its nearest known ancestor stands. */
  readonly positionOf: (pointer: JsonPointer) => Position | undefined;
  /** What is wrong in it, sorted. */
  readonly defects: readonly ContractDefect[];
  /** The same with these schemas, pointers into `document`, not judged: nothing can be compiled from them. */
  readonly withoutSchemas: (refused: readonly RefusedSchema[]) => Contract;
  /** The same with more in `document`. No file is read for it, and places are those of what was there before. */
  readonly withUpdates: (updates: readonly Update[]) => Contract;
  /** Of the text of the main file; `document` is always of 3.2. */
  readonly version: '2.0' | Dialect;
  /** Where what stands at a pointer into `document` was written. */
  readonly writtenAt: (pointer: JsonPointer) => WrittenPlace;
  /** Names of path parameters that may span several segments, beside those that are marked. */
  readonly multiSegment?: readonly string[];
  /** How many of the files behind `source` are overlays. */
  readonly overlays?: number;
  /** The schemas of items that the config gave, as JSON. */
  readonly itemSchemas?: string | undefined;
};
