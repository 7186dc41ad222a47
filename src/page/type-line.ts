// A pointer into the OpenAPI document -> the line of the generated types that states it. The generator indents each
// level by four spaces and keeps the names, so that the nearest line is found without a parser.

import type { OpenApiDocument, OpenApiOperation } from '../contract/openapi.ts';
import { pointerTokens, valueAt } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import { contractOperations } from './contract-stated.ts';

type Line = { readonly number: number; readonly indent: number; readonly key: string };

/** From 1; undefined where not even the schema or the operation stands in the types. */
export function typeLine(types: string, document: OpenApiDocument, pointer: JsonPointer): number | undefined {
  const lines = keyLines(types);
  const operation = contractOperations(document).find((each) => isWithin(pointer, each.pointer));
  const start = operation
    ? ['operations', operation.operationId, ...namesBelow(document, pointer, operation.pointer)]
    : pointerTokens(pointer).filter((token) => token !== 'properties');
  return nearest(lines, start);
}

function isWithin(pointer: JsonPointer, parent: JsonPointer): boolean {
  return pointer === parent || pointer.startsWith(`${parent}/`);
}

/** A parameter stands in the types under its location and name, whatever its index. */
function namesBelow(document: OpenApiDocument, pointer: JsonPointer, operation: JsonPointer): string[] {
  const tokens = pointerTokens(pointer.slice(operation.length));
  if (tokens[0] !== 'parameters') return tokens.filter((token) => token !== 'properties');
  const { parameters = [] } = valueAt(document, operation) as OpenApiOperation;
  const parameter = parameters[Number(tokens[1])];
  return parameter !== undefined && 'name' in parameter
    ? ['parameters', parameter.in, parameter.name]
    : ['parameters'];
}

function keyLines(types: string): readonly Line[] {
  return types.split('\n').flatMap((text, index) => {
    const [, spaces = '', quoted, plain] =
      /^( *)(?:export (?:interface|type) |readonly )?(?:"((?:[^"\\]|\\.)*)"|([\w$]+))\??(?=[:\s])/.exec(
        text,
      ) ?? [];
    const key = quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1');
    return key === undefined || text.trimStart().startsWith('*')
      ? []
      : [{ number: index + 1, indent: spaces.length, key }];
  });
}

/** Goes down name by name; names that the types do not repeat (`items`, `allOf`, `schema`) are passed over. */
function nearest(lines: readonly Line[], names: readonly string[]): number | undefined {
  let inside = lines;
  let found: Line | undefined;
  for (const name of names) {
    const below = inside.filter((line) => line.indent > (found?.indent ?? -1));
    const line = below.find(({ key }) => key === name);
    const level = Math.min(...below.map((each) => each.indent));
    if (line === undefined || line.indent > level + 4) continue;
    found = line;
    const after = inside.slice(inside.indexOf(line) + 1);
    const end = after.findIndex((each) => each.indent <= line.indent);
    inside = end === -1 ? after : after.slice(0, end);
  }
  return found?.number;
}
