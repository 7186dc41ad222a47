// TypeScript types of paths, components and operations, by openapi-typescript. Its main function lints and bundles once more, which takes
// more time than the types, follows `externalValue` to wherever it leads and stops at what our own lint lets pass: `transformSchema` does
// neither.
import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  scanDiscriminators,
  transformSchema,
} from 'openapi-typescript';
import { methods, type OpenApiDocument } from '../contract/openapi.ts';
import { typedDocument } from './typed-document.ts';

const SILENT = { silent: true };

/** The document is bundled and of the 3.1 dialect. */
export function typesSource(document: OpenApiDocument): string {
  const { paths, ids } = withPlainIds(document);
  const own = typedDocument({ ...document, paths }) as unknown as OpenAPI3;
  return astToString(transformSchema(own, contextOf(own))).replaceAll(
    /"driftgate-operation-(\d+)"/g,
    (_, index: string) => JSON.stringify(ids[Number(index)]),
  );
}

type Paths = NonNullable<OpenApiDocument['paths']>;

/** openapi-typescript takes an operationId for a part of a reference, where `#` and `%` mean something: such ids become plain ones. */
function withPlainIds({ paths = {} }: OpenApiDocument): {
  readonly paths: Paths;
  readonly ids: readonly string[];
} {
  const ids: string[] = [];
  const plain = Object.entries(paths).map(([path, item]) => {
    const own = methods.flatMap((method) => {
      const operation = item[method];
      const id = operation?.operationId;
      if (operation === undefined || id === undefined || /^[\w./-]+$/.test(id)) return [];
      return [[method, { ...operation, operationId: `driftgate-operation-${ids.push(id) - 1}` }] as const];
    });
    return [path, { ...item, ...Object.fromEntries(own) }] as const;
  });
  return { paths: Object.fromEntries(plain), ids };
}

/** As openapi-typescript's main function makes it: what is not named is off. */
function contextOf(document: OpenAPI3): GlobalContext {
  const context: Partial<GlobalContext> = {
    ...SILENT,
    // A default is what a reader assumes where nothing is sent: it makes no property required (JSON Schema validation 9.2).
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    injectFooter: [],
    discriminators: scanDiscriminators(document, SILENT),
    resolve: <T>($ref: string) => resolveRef<T>(document, $ref, SILENT),
  };
  return context as GlobalContext;
}
