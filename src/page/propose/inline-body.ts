// Fields -> a schema without shared models: what is added to a contract stands where it is used.
import { isDeepStrictEqual } from 'node:util';
import type { JsonPointer, PageField } from '../../model.ts';
import { draftBody } from './draft-schema.ts';

type Json = Readonly<Record<string, unknown>>;

export function inlineBody(fields: readonly PageField[]): Json {
  const unnamed = fields.map((field) => ({ ...field, type: withoutModel(field.type) }));
  return draftBody(unnamed, undefined, { byName: new Map(), isEqual: isDeepStrictEqual });
}

/** The property at `pointer` with all that is below it, as a body that has nothing else. */
export function inlineProperty(fields: readonly PageField[], pointer: JsonPointer): Json {
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  const own = fields.filter((field) => field.pointer === pointer || field.pointer.startsWith(`${pointer}/`));
  return inlineBody(own.map((field) => ({ ...field, pointer: field.pointer.slice(parent.length) })));
}

/** `Array of X objects` -> `Array of Objects`: the name of a model, wherever it stands in the type. */
function withoutModel(type: string): string {
  return type
    .replace(/[A-Za-z][\w.-]* objects\b/g, 'Objects')
    .replace(/[A-Za-z][\w.-]* object\b/g, 'Object')
    .replace(
      /^Map<([^,<>]*),\s*(?!String|Integer|Long|Number|Boolean|Object|Array|Map)[A-Za-z][\w.-]*>$/i,
      'Map<$1,Object>',
    );
}
