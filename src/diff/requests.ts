// What a client may send: parameters and bodies.
import type { OpenApiParameter } from '../contract/openapi.ts';
import { follow } from '../contract/references.ts';
import { canonicalJson } from '../json/equal.ts';
import { isIgnoredParameter } from '../lib/headers.ts';
import { isObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import type {
  CompiledContent,
  CompiledOperation,
  CompiledParameter,
  ContractChange,
  JsonPointer,
  JsonSchema,
} from '../model.ts';
import { changeOf, fieldText, type Sides, type Subject, valueChanges } from './changes.ts';
import type { CompareValues } from './compare-values.ts';
import { pairContents, schemasAt, styleChanges } from './contents.ts';
import { type Side, written } from './side.ts';

type Operations = { readonly old: CompiledOperation; readonly now: CompiledOperation };

export function requestChanges(
  sides: Sides,
  pair: Operations,
  compareValues: CompareValues,
): readonly ContractChange[] {
  const subject: Subject = { operation: pair.old, status: 'request' };
  return [
    ...parameterChanges(sides, pair, subject, compareValues),
    ...bodyChanges(sides, pair, subject, compareValues),
  ];
}

function parameterChanges(
  sides: Sides,
  { old, now }: Operations,
  subject: Subject,
  compareValues: CompareValues,
): readonly ContractChange[] {
  const keys = keysOf(old.path);
  const before = old.parameters.filter((parameter) => !isIgnoredParameter(parameter));
  const after = now.parameters.filter((parameter) => !isIgnoredParameter(parameter));
  const fresh = new Map(after.map((parameter) => [keyOf(parameter, keysOf(now.path)), parameter]));
  const known = new Set(before.map((parameter) => keyOf(parameter, keys)));
  const changes = before.flatMap((was) => {
    const is = fresh.get(keyOf(was, keys));
    return parameterChange(
      sides,
      { old: was, now: is },
      { subject: { ...subject, field: `${was.in} ${was.name}` }, owner: now },
      compareValues,
    );
  });
  const added = after
    .filter((parameter) => !known.has(keyOf(parameter, keysOf(now.path))))
    .map((is) => {
      const field = `${is.in} ${is.name}`;
      return changeOf(
        sides,
        { ...subject, field },
        {
          code: is.required ? 'diff-parameter-required' : 'diff-parameter-added',
          message: `${fieldText(field, 'request')} is new${is.required ? ' and required' : ''}`,
          before: old.pointer,
          after: is.pointer,
        },
      );
    });
  return [...changes, ...added];
}

type Parameters = { readonly old: CompiledParameter; readonly now: CompiledParameter | undefined };
type About = { readonly subject: Subject; readonly owner: CompiledOperation };

function parameterChange(
  sides: Sides,
  { old: was, now: is }: Parameters,
  { subject, owner }: About,
  compareValues: CompareValues,
): readonly ContractChange[] {
  const what = fieldText(subject.field ?? '', 'request');
  const at = { before: was.pointer, after: is?.pointer ?? owner.pointer };
  const tell = (code: string, message: string) =>
    changeOf(sides, subject, { code, message: `${what} ${message}`, ...at });
  if (is === undefined) return [tell('diff-parameter-removed', 'is gone')];
  return [
    ...(was.required && !is.required ? [tell('diff-parameter-optional', 'became optional')] : []),
    ...(!was.required && is.required ? [tell('diff-parameter-required', 'became required')] : []),
    ...(isDeprecated(sides.now, is) && !isDeprecated(sides.old, was)
      ? [tell('diff-deprecated', 'is deprecated now')]
      : []),
    ...defaultChanges(sides, { old: was, now: is }, subject),
    ...styleChanges(sides, { old: was, now: is }, { subject, ...at }, 'request'),
    ...valueChanges(
      sides,
      subject,
      'request',
      compareValues(schemasAt(sides.old, was), schemasAt(sides.now, is)),
    ),
  ];
}

/** JSON Schema, validation 9.2: what stands for a value that is left out. */
function defaultChanges(
  sides: Sides,
  { old, now }: { readonly old: CompiledParameter; readonly now: CompiledParameter },
  subject: Subject,
): readonly ContractChange[] {
  const [was, is] = [defaultOf(sides.old, old), defaultOf(sides.now, now)];
  if (was === is) return [];
  return [
    changeOf(sides, subject, {
      code: 'diff-parameter-default-changed',
      message: `${fieldText(subject.field ?? '', 'request')}: default ${was ?? 'none'} became ${is ?? 'none'}`,
      before: `${old.pointer}/schema/default`,
      after: `${now.pointer}/schema/default`,
    }),
  ];
}

function defaultOf({ contract: { document } }: Side, { pointer }: CompiledParameter): string | undefined {
  const schema = follow<JsonSchema>(document, `${pointer}/schema`)?.value;
  const stated = isObject(schema) ? schema.default : undefined;
  return stated === undefined ? undefined : canonicalJson(stated);
}

function isDeprecated(side: Side, { pointer }: CompiledParameter): boolean {
  return (written(side, pointer) as OpenApiParameter | undefined)?.deprecated === true;
}

/** Path parameters by their place in the path, headers in any case. */
function keyOf({ in: where, name }: CompiledParameter, places: ReadonlyMap<string, number>): string {
  if (where === 'path') return `path ${places.get(name) ?? name}`;
  return `${where} ${where === 'header' ? name.toLowerCase() : name}`;
}

function keysOf(path: string): ReadonlyMap<string, number> {
  return new Map([...path.matchAll(/\{([^}]*)\}/g)].map(([, name = ''], index) => [name, index]));
}

function bodyChanges(
  sides: Sides,
  { old, now }: Operations,
  subject: Subject,
  compareValues: CompareValues,
): readonly ContractChange[] {
  const [was, is] = [old.requestBody, now.requestBody];
  const at = { before: `${old.pointer}/requestBody`, after: `${now.pointer}/requestBody` };
  const tell = (code: string, message: string, more: { readonly name?: string } = {}) =>
    changeOf(sides, subject, { code, message, ...at, ...more });
  if (was === undefined && is === undefined) return [];
  if (is === undefined) return [tell('diff-request-body-removed', 'the body is gone')];
  if (was === undefined)
    return [
      tell(
        is.required ? 'diff-request-body-required' : 'diff-request-body-optional',
        `a body is new${is.required ? ' and required' : ''}`,
      ),
    ];
  const { pairs, removed, added } = pairContents(was.content, is.content);
  return [
    ...(!was.required && is.required ? [tell('diff-request-body-required', 'the body became required')] : []),
    ...(was.required && !is.required ? [tell('diff-request-body-optional', 'the body became optional')] : []),
    ...removed.map(({ mediaType }) =>
      tell('diff-request-media-type-removed', `media type ${mediaType} is gone`, { name: mediaType }),
    ),
    ...added.map(({ mediaType }) =>
      tell('diff-request-media-type-added', `media type ${mediaType} is new`, { name: mediaType }),
    ),
    ...pairs.flatMap(([one, other]) => [
      ...fieldChanges(sides, { old: one, now: other }, { subject, ...at }),
      ...valueChanges(
        sides,
        { ...subject, mediaType: one.mediaType },
        'request',
        compareValues(schemasAt(sides.old, one), schemasAt(sides.now, other)),
      ),
    ]),
  ];
}

type Contents = { readonly old: CompiledContent; readonly now: CompiledContent };
type FieldsAt = { readonly subject: Subject; readonly before: JsonPointer; readonly after: JsonPointer };

/** How the fields of a form are written: its encoding. */
function fieldChanges(
  sides: Sides,
  { old, now }: Contents,
  { subject, before, after }: FieldsAt,
): readonly ContractChange[] {
  const fresh = new Map((now.form ?? []).map((field) => [field.name, field]));
  const pointerOf = (owner: JsonPointer, { mediaType }: CompiledContent) =>
    `${appendToken(`${owner}/content`, mediaType)}/encoding`;
  const at = { before: pointerOf(before, old), after: pointerOf(after, now) };
  return (old.form ?? []).flatMap((was) => {
    const is = fresh.get(was.name);
    if (is === undefined) return [];
    const about = { ...subject, mediaType: old.mediaType, field: `form ${was.name}` };
    return [
      ...styleChanges(sides, { old: was, now: is }, { subject: about, ...at }, 'request'),
      ...(was.contentType === undefined || was.contentType === is.contentType || is.contentType === undefined
        ? []
        : [
            changeOf(sides, about, {
              code: 'diff-parameter-style-changed',
              message: `${fieldText(about.field, 'request')}: content type ${was.contentType} became ${is.contentType}`,
              ...at,
            }),
          ]),
    ];
  });
}
