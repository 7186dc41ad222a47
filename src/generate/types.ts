// TypeScript types of paths, components and operations, by openapi-typescript. Its entry lints and bundles once more, which takes more time
// than the types, follows `externalValue` to wherever it leads and stops at what our own lint lets pass: its parts do neither.
import type { GlobalContext, OpenAPI3 } from 'openapi-typescript';
import { astToString } from 'openapi-typescript/dist/lib/ts.mjs';
import { resolveRef, scanDiscriminators } from 'openapi-typescript/dist/lib/utils.mjs';
import transformSchema from 'openapi-typescript/dist/transform/index.mjs';
import type { OpenApiDocument } from '../contract/openapi.ts';
import { isObject } from '../lib/objects.ts';
import { escapeToken } from '../lib/pointer.ts';

const SILENT = { silent: true };

/** The document is bundled, of the 3.1 dialect, and the caller's to give away: it is changed. */
export function typesSource(document: OpenApiDocument): string {
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

type Declarations = Readonly<Record<(typeof NAMES)[number], string>>;

function declarations(document: OpenAPI3, context: GlobalContext): Declarations {
  const nodes = transformSchema(document, { ...context, injectFooter: [] });
  return Object.fromEntries(nodes.map((node, at) => [NAMES[at], astToString(node)])) as Declarations;
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
    defaultNonNullable: true,
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
