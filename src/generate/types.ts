// TypeScript types of paths, components and operations, by openapi-typescript. Its main function lints and bundles once more, which takes
// more time than the types, follows `externalValue` to wherever it leads and stops at what our own lint lets pass: `transformSchema` does
// neither.
import {
  astToString,
  createRef,
  type GlobalContext,
  injectOperationObject,
  type OpenAPI3,
  oapiRef,
  resolveRef,
  scanDiscriminators,
  transformSchema,
  tsPropertyIndex,
} from 'openapi-typescript';
import ts from 'typescript';
import { lowered } from '../contract/lowered.ts';
import type { OpenApiDocument } from '../contract/openapi.ts';
import { mapOperations, operationsOf, type PathOperation } from '../contract/operations.ts';
import { list } from '../contract/shape.ts';
import { pointerTokens } from '../lib/pointer.ts';
import { typedDocument, withQueryParameters } from './typed-document.ts';

const SILENT = { silent: true };

/** The document is bundled and of the dialect that all are read as. */
export function typesSource(document: OpenApiDocument): string {
  const { paths, ids } = withPlainIds(document);
  const own = typedDocument(
    lowered(withQueryParameters({ ...document, paths })) as unknown as OpenApiDocument,
  );
  const context = contextOf(own as unknown as OpenAPI3);
  const further = operationsOf(own).filter(({ pointer }) => isFurther(pointer));
  for (const operation of further) declareOperation(operation, context);
  const nodes = transformSchema(own as unknown as OpenAPI3, context);
  if (further.length > 0) declareInPaths(nodes, further);
  return astToString(nodes).replaceAll(/"driftgate-operation-(\d+)"/g, (_, index: string) =>
    JSON.stringify(ids[Number(index)]),
  );
}

type Paths = NonNullable<OpenApiDocument['paths']>;

/** openapi-typescript takes an operationId for a part of a reference, where `#` and `%` mean something: such ids become plain ones. */
function withPlainIds({ paths = {} }: OpenApiDocument): {
  readonly paths: Paths;
  readonly ids: readonly string[];
} {
  const ids: string[] = [];
  const plain = Object.entries(paths).map(([path, item]) => [
    path,
    mapOperations(item, ({ operation }) => {
      const id = operation.operationId;
      if (typeof id !== 'string' || /^[\w./-]+$/.test(id)) return operation;
      return { ...operation, operationId: `driftgate-operation-${ids.push(id) - 1}` };
    }),
  ]);
  return { paths: Object.fromEntries(plain), ids };
}

/** openapi-typescript knows the methods of OpenAPI 3.1 only. */
function isFurther(pointer: string): boolean {
  return ['query', 'additionalOperations'].includes(pointerTokens(pointer)[2] ?? '');
}

/** A member of the interface `operations`. A parameter of the operation replaces that of its path. */
function declareOperation({ item, operation, pointer }: PathOperation, ctx: GlobalContext): void {
  const byName = [...list(item.parameters), ...list(operation.parameters)].map((parameter) => {
    const { in: where, name } = (resolved(parameter, ctx) ?? {}) as {
      readonly in?: string;
      readonly name?: string;
    };
    return [`${where} ${name}`, parameter] as const;
  });
  const parameters = [...new Map(byName).values()];
  const declared = { ...operation, parameters } as Parameters<typeof injectOperationObject>[1];
  injectOperationObject(String(operation.operationId), declared, {
    ctx,
    path: createRef(pointerTokens(pointer)),
  });
}

function resolved(parameter: unknown, ctx: GlobalContext): unknown {
  const { $ref } = parameter as { readonly $ref?: string };
  return $ref === undefined ? parameter : ctx.resolve($ref);
}

/** Members of their path in the interface `paths`. */
function declareInPaths(nodes: readonly ts.Node[], operations: readonly PathOperation[]): void {
  const paths = nodes.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === 'paths');
  if (paths === undefined || !ts.isInterfaceDeclaration(paths)) return;
  const byPath = Map.groupBy(operations, ({ path }) => path);
  for (const member of paths.members) {
    if (!ts.isPropertySignature(member) || member.type === undefined || !ts.isTypeLiteralNode(member.type))
      continue;
    const own = byPath.get(ts.isStringLiteral(member.name) ? member.name.text : '') ?? [];
    const additional = own.filter(({ pointer }) => pointer.includes('/additionalOperations/'));
    const further = [
      ...own.filter((one) => !additional.includes(one)).map((one) => memberFor('query', one)),
      ...additional.map((one) => memberFor(one.method, one)),
    ];
    const all = [...member.type.members, ...further];
    Object.assign(member.type, { members: ts.factory.createNodeArray(all) });
  }
}

function memberFor(name: string, { operation }: PathOperation): ts.PropertySignature {
  const type = oapiRef(createRef(['operations', String(operation.operationId)]));
  return ts.factory.createPropertySignature(undefined, tsPropertyIndex(name), undefined, type);
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
