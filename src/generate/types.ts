// TypeScript types of paths, components and operations, by openapi-typescript. Its entry lints and bundles once more, which takes more time
// than the types, follows `externalValue` to wherever it leads and stops at what our own lint lets pass: its parts do neither.
import type { GlobalContext, OpenAPI3 } from 'openapi-typescript';
import { astToString } from 'openapi-typescript/dist/lib/ts.mjs';
import { resolveRef, scanDiscriminators } from 'openapi-typescript/dist/lib/utils.mjs';
import transformSchema from 'openapi-typescript/dist/transform/index.mjs';
import { isObject } from '../contract/shape.ts';
import { escapeToken } from '../lib/pointer.ts';
import type { OpenApiDocument } from '../model.ts';

const SILENT = { silent: true };

/** The document is bundled, of the 3.1 dialect, and the caller's to give away: it is changed. */
export function typesSource(document: OpenApiDocument): string {
  const own = { components: {}, ...document } as unknown as OpenAPI3;
  referInMappings(own, own.components?.schemas ?? {});
  return astToString(transformSchema(own, contextOf(own)));
}

/** As openapi-typescript's entry makes it: what is not named is off. */
function contextOf(document: OpenAPI3): GlobalContext {
  const context: Partial<GlobalContext> = {
    ...SILENT,
    defaultNonNullable: true,
    emptyObjectsUnknown: true,
    discriminators: scanDiscriminators(document, SILENT),
    injectFooter: [],
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
