// Path templates, and the path parameters that fill them.

import { HTTP_METHODS, methodNamed } from '../../lib/http-methods.ts';
import { isToken } from '../../lib/media-type.ts';
import { isObject, type JsonObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import { didYouMean, listOf } from '../../lib/suggest.ts';
import type { JsonPointer } from '../../model.ts';
import { operationsIn, operationsOf, type PathOperation } from '../operations.ts';
import type { Problem } from '../problem.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintInput, type LintRule, parametersOf, written } from './rule.ts';

export const paths: LintRule = (input) => [
  ...noPaths(input),
  ...written(input, 'paths').flatMap(({ value, pointer }) => templates(value, pointer)),
  ...operationsOf(input.document).flatMap((found) => ofParameters(found, input)),
  ...written(input, 'pathItem').flatMap(additionalMethods),
];

/** OpenAPI 3.2, Path Item Object: what has a field of its own must not stand in `additionalOperations`. */
function additionalMethods({ value, pointer }: OpenApiObject): Problem[] {
  if (!isObject(value.additionalOperations)) return [];
  return Object.keys(value.additionalOperations).flatMap((name) => {
    const usual = methodNamed(name);
    const isUsual = HTTP_METHODS.some((method) => method === usual);
    if (!isUsual && isToken(name)) return [];
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
  const message = 'the document has no paths: there is nothing to check against';
  return [{ kind: 'paths-missing', pointer: '', message, fix: 'add paths' }];
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
        if (other === undefined || other === path) return [];
        const message = `path "${path}" matches the same requests as "${other}"`;
        const fix = 'declare the operations of both under one of them';
        return [{ ...at, message, other: appendToken(pointer, other), fix }];
      });
    });
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

function ofParameters(found: PathOperation, { document }: LintInput): Problem[] {
  const wanted = templateNames(found.path);
  const declared = [
    ...parametersOf(document, found.item, found.itemPointer),
    ...parametersOf(document, found.operation, found.pointer),
  ].flatMap(({ parameter: { in: place, name }, at }) =>
    place === 'path' && typeof name === 'string' ? [{ name, pointer: at }] : [],
  );
  return [...lacking(found, wanted, declared), ...surplus(found, wanted, declared)];
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
  const known = wanted.length === 0 ? 'it has none' : `it has ${listOf(wanted)}`;
  return declared
    .filter(({ name }) => !wanted.includes(name))
    .map(({ name, pointer }) => ({
      kind: 'parameter',
      pointer,
      message: `path parameter "${name}" is not in the path "${found.path}"; ${known}`,
      fix: didYouMean(name, wanted) ?? 'remove it, or write it into the path',
    }));
}
