// Which OpenAPI a document is, or a clear word on what it is instead.

import { isObject } from '../lib/objects.ts';
import type { Dialect } from './objects.ts';
import type { Problem } from './problem.ts';

const versions = '3.0.0 to 3.0.4 and 3.1.0 to 3.1.2';

export function dialectOf(value: unknown): Dialect | Problem {
  if (!isObject(value))
    return {
      pointer: '',
      message: `not an OpenAPI document: ${typeName(value)}, not an object`,
      fix: getOpenApi,
    };
  if (value.swagger !== undefined)
    return {
      pointer: '/swagger',
      message: `Swagger ${String(value.swagger)} is not supported, OpenAPI ${versions} are`,
      fix: 'convert it, for example with https://converter.swagger.io',
    };
  if (value.openapi === undefined)
    return { pointer: '', message: 'not an OpenAPI document: it has no field "openapi"', fix: getOpenApi };
  return dialectOfVersion(value.openapi);
}

const getOpenApi = 'give an OpenAPI document; its first line is usually `openapi: 3.1.1`';

function dialectOfVersion(version: unknown): Dialect | Problem {
  const pointer = '/openapi';
  if (typeof version !== 'string')
    return {
      pointer,
      message: `openapi is ${typeName(version)}, not a string`,
      fix: 'write `openapi: "3.1.1"`',
    };
  const [, major] = /^(3\.[01])\.\d+$/.exec(version) ?? [];
  if (major === '3.0' && /^3\.0\.[0-4]$/.test(version)) return '3.0';
  if (major === '3.1' && /^3\.1\.[0-2]$/.test(version)) return '3.1';
  return {
    pointer,
    message: `OpenAPI ${JSON.stringify(version)} is not supported, ${versions} are`,
    fix: 'write `openapi: 3.1.1` where the document keeps to that version',
  };
}

export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
