// Path templates, and the path parameters that fill them.

import { HTTP_METHODS, methodNamed } from '../../lib/http-methods.ts';
import { isObject, type JsonObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import { listOf, nearest } from '../../lib/suggest.ts';
import type { JsonPointer } from '../../model.ts';
import { operationsIn, operationsOf, type PathOperation } from '../operations.ts';
import type { Problem } from '../problem.ts';
import { targetOf } from '../references.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintInput, type LintRule, written } from './rule.ts';

export const paths: LintRule = {
  name: 'paths',
  find: (input) => [
    ...noPaths(input),
    ...written(input, 'paths').flatMap(({ value, pointer }) => templates(value, pointer)),
    ...operationsOf(input.document).flatMap((found) => parametersOf(found, input)),
    ...written(input, 'pathItem').flatMap(additionalMethods),
  ],
};

/** RFC 9110 section 5.6.2: what a method may be made of. */
const TOKEN = /^[0-9A-Za-z!#$%&'*+.^_`|~-]+$/;

/** OpenAPI 3.2, Path Item Object: what has a field of its own must not stand in `additionalOperations`. */
function additionalMethods({ value, pointer }: OpenApiObject): Problem[] {
  if (!isObject(value.additionalOperations)) return [];
  return Object.keys(value.additionalOperations).flatMap((name) => {
    const usual = methodNamed(name);
    const isUsual = HTTP_METHODS.some((method) => method === usual);
    if (!isUsual && TOKEN.test(name)) return [];
    const field = usual.toLowerCase();
    const message = !isUsual
      ? `"${name}" is no HTTP method`
      : name === usual
        ? `additionalOperations holds ${name}, which has a field of its own`
        : `additionalOperations holds "${name}", which is not ${usual}: methods are case-sensitive`;
    const fix = isUsual ? `move it to ${field}` : 'use letters, digits and hyphens only';
    const at = appendToken(`${pointer}/additionalOperations`, name);
    return [{ kind: 'path' as const, pointer: at, atKey: true as const, message, fix }];
  });
}

function noPaths({ document }: LintInput): Problem[] {
  if (document.paths !== undefined) return [];
  return [
    {
      kind: 'paths-missing',
      pointer: '',
      message: 'the document has no paths: there is nothing to check against',
      fix: 'add paths',
    },
  ];
}

// The specification forbids two templates that differ in names only. Large documents have them all the same, for different
// methods, and there no request is ambiguous.
function templates(items: JsonObject, pointer: JsonPointer): Problem[] {
  const first = new Map<string, string>();
  return Object.keys(items)
    .filter((path) => path.startsWith('/'))
    .flatMap((path) => {
      const at = { kind: 'path', pointer: appendToken(pointer, path), atKey: true } as const;
      const broken = brokenTemplate(path);
      if (broken !== undefined) return [{ ...at, message: broken }];
      const item = items[path];
      return (isObject(item) ? operationsIn(item) : []).flatMap(({ method }) => {
        const shape = `${method} ${path.replaceAll(/\{[^{}]*\}/g, '{}')}`;
        const other = first.get(shape);
        if (other === undefined) first.set(shape, path);
        // Two of one path are told by additionalMethods.
        return other === undefined || other === path
          ? []
          : [clash(at, path, other, appendToken(pointer, other))];
      });
    });
}

function clash(
  at: Pick<Problem, 'kind' | 'pointer' | 'atKey'>,
  path: string,
  name: string,
  other: JsonPointer,
): Problem {
  const message = `path "${path}" matches the same requests as "${name}"`;
  return { ...at, message, other, fix: 'declare the operations of both under one of them' };
}

function brokenTemplate(path: string): string | undefined {
  if (/[?#]/.test(path))
    return `path "${path}" holds a query or a fragment; query parameters are declared under parameters`;
  const outside = path.replaceAll(/\{[^{}/]+\}/g, '');
  if (/[{}]/.test(outside)) return `path "${path}" has a brace without its counterpart, or an empty name`;
  const names = templateNames(path);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  return twice === undefined ? undefined : `path "${path}" has {${twice}} twice`;
}

function templateNames(path: string): string[] {
  return [...path.matchAll(/\{([^{}/]+)\}/g)].map(([, name]) => name ?? '');
}

type Declared = { readonly name: string; readonly pointer: JsonPointer };

function parametersOf(found: PathOperation, input: LintInput): Problem[] {
  const wanted = templateNames(found.path);
  const declared = [
    ...pathParameters(found.item.parameters, `${found.itemPointer}/parameters`, input),
    ...pathParameters(found.operation.parameters, `${found.pointer}/parameters`, input),
  ];
  return [...lacking(found, wanted, declared), ...surplus(found, wanted, declared)];
}

function pathParameters(list: unknown, pointer: JsonPointer, { document }: LintInput): Declared[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry, index) => {
    const parameter = targetOf(document, entry, `${pointer}/${index}`)?.value;
    const isPath = isObject(parameter) && parameter.in === 'path' && typeof parameter.name === 'string';
    return isPath ? [{ name: parameter.name as string, pointer: `${pointer}/${index}` }] : [];
  });
}

function lacking(found: PathOperation, wanted: readonly string[], declared: readonly Declared[]): Problem[] {
  const names = new Set(declared.map(({ name }) => name));
  return wanted
    .filter((name) => !names.has(name))
    .map((name) => ({
      kind: 'parameter',
      pointer: found.pointer,
      atKey: true,
      message: `{${name}} of path "${found.path}" has no path parameter in ${found.method}`,
      fix: `declare it: { name: ${name}, in: path, required: true, schema: { type: string } }`,
    }));
}

function surplus(found: PathOperation, wanted: readonly string[], declared: readonly Declared[]): Problem[] {
  return declared
    .filter(({ name }) => !wanted.includes(name))
    .map(({ name, pointer }) => {
      const near = nearest(name, wanted);
      const known = wanted.length === 0 ? 'it has none' : `it has ${listOf(wanted)}`;
      return {
        kind: 'parameter',
        pointer,
        message: `path parameter "${name}" is not in the path "${found.path}"; ${known}`,
        fix: near === undefined ? 'remove it, or write it into the path' : `did you mean ${near}?`,
      };
    });
}
