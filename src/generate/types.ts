// TypeScript types of paths, components and operations, by openapi-typescript. Its entry lints and bundles once more, which takes more time
// than the types, follows `externalValue` to wherever it leads and stops at what our own lint lets pass: its parts do neither.
import type { GlobalContext, OpenAPI3 } from 'openapi-typescript';
import { astToString } from 'openapi-typescript/dist/lib/ts.mjs';
import { resolveRef, scanDiscriminators } from 'openapi-typescript/dist/lib/utils.mjs';
import transformSchema from 'openapi-typescript/dist/transform/index.mjs';
import { methods, type OpenApiDocument } from '../contract/openapi.ts';
import { isObject } from '../lib/objects.ts';
import { escapeToken } from '../lib/pointer.ts';

const SILENT = { silent: true };

/** The document is bundled, of the 3.1 dialect, and the caller's to give away: it is changed. */
export function typesSource(document: OpenApiDocument): string {
  const ids = hideIds(document);
  return typesOf(document).replaceAll(/"driftgate-operation-(\d+)"/g, (_, index: string) =>
    JSON.stringify(ids[Number(index)]),
  );
}

/** openapi-typescript takes an operationId for a part of a reference, where `#` and `%` mean something: such ids become plain ones. */
function hideIds({ paths = {} }: OpenApiDocument): readonly string[] {
  const ids: string[] = [];
  for (const item of Object.values(paths))
    for (const method of methods) {
      const operation = item[method] as { operationId?: string } | undefined;
      const id = operation?.operationId;
      if (operation === undefined || id === undefined || /^[\w./-]+$/.test(id)) continue;
      operation.operationId = `driftgate-operation-${ids.length}`;
      ids.push(id);
    }
  return ids;
}

function typesOf(document: OpenApiDocument): string {
  const own = document as unknown as OpenAPI3;
  const { paths = {}, components: { schemas = {}, ...components } = {}, ...others } = own;
  referInMappings(own, schemas);
  const context = contextOf(own);
  const ofPaths = piecesOf(paths).map((piece) => declarations({ ...BARE, paths: piece }, context));
  const ofSchemas = piecesOf(schemas).map((piece) =>
    declarations({ ...BARE, components: { schemas: piece } }, context),
  );
  const rest = declarations({ ...others, components }, context);
  const schemaMembers = ofSchemas.map((texts) =>
    between(texts.components, SCHEMAS, '    };\n    responses: '),
  );
  return [
    declaration('paths', [...ofPaths, rest]),
    rest.webhooks,
    rest.components.replace('    schemas: never;\n', (none) =>
      schemaMembers.length === 0 ? none : `    schemas: {\n${schemaMembers.join('')}    };\n`,
    ),
    rest.$defs,
    declaration('operations', [...ofPaths, rest]),
    ...new Set([...ofPaths, ...ofSchemas, rest].flatMap(({ helpers }) => helpers)),
  ].join('');
}

const BARE = { openapi: '3.1.1', info: { title: '', version: '' } };

/** A few at a time: what the compiler holds of a large document takes twenty times the memory of its text. */
function piecesOf<Value>(map: Readonly<Record<string, Value>>): Record<string, Value>[] {
  const entries = Object.entries(map);
  const starts = Array.from({ length: Math.ceil(entries.length / PIECE) }, (_, piece) => piece * PIECE);
  return starts.map((start) => Object.fromEntries(entries.slice(start, start + PIECE)));
}

const PIECE = 100;

const NAMES = ['paths', 'webhooks', 'components', '$defs', 'operations'] as const;

/** Helpers are types of its own that the others refer to, such as WithRequired. */
type Declarations = Readonly<Record<(typeof NAMES)[number], string>> & {
  readonly helpers: readonly string[];
};

function declarations(document: OpenAPI3, context: GlobalContext): Declarations {
  const texts = transformSchema(document, { ...context, injectFooter: [] }).map((node) => astToString(node));
  const own = texts.map((text) => [NAMES.find((name) => isDeclared(text, name)), text] as const);
  return {
    ...(Object.fromEntries(own.filter(([name]) => name !== undefined)) as Omit<Declarations, 'helpers'>),
    helpers: own.flatMap(([name, text]) => (name === undefined ? [text] : [])),
  };
}

function isDeclared(text: string, name: string): boolean {
  return ['interface', 'type'].some((kind) => text.startsWith(`export ${kind} ${name} `));
}

/** One for all; where none has any member, as the last one says it. */
function declaration(name: 'paths' | 'operations', all: readonly Declarations[]): string {
  const start = `export interface ${name} {\n`;
  const members = all.map((texts) => between(texts[name], start, '}\n')).join('');
  return members === '' ? (all.at(-1)?.[name] ?? '') : `${start}${members}}\n`;
}

const SCHEMAS = 'export interface components {\n    schemas: {\n';

function between(text: string, start: string, end: string): string {
  return text.startsWith(start) ? text.slice(start.length, text.lastIndexOf(end)) : '';
}

/** As openapi-typescript's entry makes it: what is not named is off. */
function contextOf(document: OpenAPI3): GlobalContext {
  const context: Partial<GlobalContext> = {
    ...SILENT,
    // A default is what a reader assumes where nothing is sent: it makes no property required (JSON Schema validation 9.2).
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    discriminators: scanDiscriminators(document, SILENT),
    resolve: <T>($ref: string) => resolveRef<T>(document, $ref, SILENT),
  };
  return context as GlobalContext;
}

/** OpenAPI 3.1, Discriminator Object: a mapping value may be a schema's name, which openapi-typescript does not look up. */
function referInMappings(value: unknown, schemas: object): void {
  if (typeof value !== 'object' || value === null) return;
  if (isObject(value) && isObject(value.discriminator) && isObject(value.discriminator.mapping)) {
    const mapping = value.discriminator.mapping as Record<string, unknown>;
    for (const [tag, name] of Object.entries(mapping))
      if (typeof name === 'string' && Object.hasOwn(schemas, name))
        mapping[tag] = `#/components/schemas/${escapeToken(name)}`;
  }
  for (const inner of Object.values(value)) referInMappings(inner, schemas);
}
