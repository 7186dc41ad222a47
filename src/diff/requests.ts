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
import { type Comparison, fieldText, type Places, type Subject, teller, valueChanges } from './changes.ts';
import { pairContents, styleChanges } from './contents.ts';
import { type Both, type Side, written } from './side.ts';

export function requestChanges(
  comparison: Comparison,
  pair: Both<CompiledOperation>,
): readonly ContractChange[] {
  const subject: Subject = { operation: pair.old, status: 'request' };
  return [...parameterChanges(comparison, pair, subject), ...bodyChanges(comparison, pair, subject)];
}

function parameterChanges(
  comparison: Comparison,
  { old, now }: Both<CompiledOperation>,
  subject: Subject,
): readonly ContractChange[] {
  const [before, after] = [parametersByKey(old), parametersByKey(now)];
  const about = ({ in: where, name }: CompiledParameter): Subject => ({
    ...subject,
    field: `${where} ${name}`,
  });
  const changes = [...before].flatMap(([key, was]) => {
    const is = after.get(key);
    if (is !== undefined) return parameterChange(comparison, { old: was, now: is }, about(was));
    const tell = teller(comparison.sides, about(was), { before: was.pointer, after: now.pointer });
    return [tell('diff-parameter-removed', `${fieldText(about(was))} is gone`)];
  });
  const added = [...after]
    .filter(([key]) => !before.has(key))
    .map(([, is]) => {
      const tell = teller(comparison.sides, about(is), { before: old.pointer, after: is.pointer });
      const what = fieldText(about(is));
      return is.required
        ? tell('diff-parameter-required', `${what} is new and required`)
        : tell('diff-parameter-added', `${what} is new`);
    });
  return [...changes, ...added];
}

/** Path parameters by their place in the path, headers in any case. */
function parametersByKey({ path, parameters }: CompiledOperation): ReadonlyMap<string, CompiledParameter> {
  const places = new Map([...path.matchAll(/\{([^}]*)\}/g)].map(([, name = ''], index) => [name, index]));
  const keyOf = ({ in: where, name }: CompiledParameter): string => {
    if (where === 'path') return `path ${places.get(name) ?? name}`;
    return `${where} ${where === 'header' ? name.toLowerCase() : name}`;
  };
  const used = parameters.filter((parameter) => !isIgnoredParameter(parameter));
  return new Map(used.map((parameter) => [keyOf(parameter), parameter]));
}

function parameterChange(
  comparison: Comparison,
  { old: was, now: is }: Both<CompiledParameter>,
  subject: Subject,
): readonly ContractChange[] {
  const { sides } = comparison;
  const places = { before: was.pointer, after: is.pointer };
  const tell = teller(sides, subject, places);
  const what = fieldText(subject);
  const isNewlyDeprecated = isDeprecated(sides.now, is) && !isDeprecated(sides.old, was);
  const [wasDefault, isDefault] = [defaultOf(sides.old, was), defaultOf(sides.now, is)];
  return [
    ...(was.required && !is.required ? [tell('diff-parameter-optional', `${what} became optional`)] : []),
    ...(!was.required && is.required ? [tell('diff-parameter-required', `${what} became required`)] : []),
    ...(isNewlyDeprecated ? [tell('diff-deprecated', `${what} is deprecated now`)] : []),
    ...(wasDefault === isDefault
      ? []
      : [
          tell(
            'diff-parameter-default-changed',
            `${what}: default ${wasDefault ?? 'none'} became ${isDefault ?? 'none'}`,
            { before: `${was.pointer}/schema/default`, after: `${is.pointer}/schema/default` },
          ),
        ]),
    ...styleChanges(sides, { old: was, now: is }, subject, places),
    ...valueChanges(comparison, subject, was, is),
  ];
}

/** JSON Schema, validation 9.2: what stands for a value that is left out. */
function defaultOf({ contract: { document } }: Side, { pointer }: CompiledParameter): string | undefined {
  const schema = follow<JsonSchema>(document, `${pointer}/schema`)?.value;
  const stated = isObject(schema) ? schema.default : undefined;
  return stated === undefined ? undefined : canonicalJson(stated);
}

function isDeprecated(side: Side, { pointer }: CompiledParameter): boolean {
  return (written(side, pointer) as OpenApiParameter | undefined)?.deprecated === true;
}

function bodyChanges(
  comparison: Comparison,
  { old, now }: Both<CompiledOperation>,
  subject: Subject,
): readonly ContractChange[] {
  const [was, is] = [old.requestBody, now.requestBody];
  const places = { before: `${old.pointer}/requestBody`, after: `${now.pointer}/requestBody` };
  const tell = teller(comparison.sides, subject, places);
  if (is === undefined)
    return was === undefined ? [] : [tell('diff-request-body-removed', 'the body is gone')];
  if (was === undefined)
    return is.required
      ? [tell('diff-request-body-required', 'a body is new and required')]
      : [tell('diff-request-body-optional', 'a body is new')];
  const { pairs, removed, added } = pairContents(was.content, is.content);
  return [
    ...(!was.required && is.required ? [tell('diff-request-body-required', 'the body became required')] : []),
    ...(was.required && !is.required ? [tell('diff-request-body-optional', 'the body became optional')] : []),
    ...removed.map(({ mediaType: name }) =>
      tell('diff-request-media-type-removed', `media type ${name} is gone`, { name }),
    ),
    ...added.map(({ mediaType: name }) =>
      tell('diff-request-media-type-added', `media type ${name} is new`, { name }),
    ),
    ...pairs.flatMap(([one, other]) => {
      const about = { ...subject, mediaType: one.mediaType };
      return [
        ...fieldChanges(comparison, { old: one, now: other }, about, places),
        ...valueChanges(comparison, about, one, other),
      ];
    }),
  ];
}

/** How the fields of a form are written: its encoding. */
function fieldChanges(
  { sides }: Comparison,
  { old, now }: Both<CompiledContent>,
  subject: Subject,
  bodies: Places,
): readonly ContractChange[] {
  const fresh = new Map((now.form ?? []).map((field) => [field.name, field]));
  const encodingIn = (body: JsonPointer, { mediaType }: CompiledContent) =>
    `${appendToken(`${body}/content`, mediaType)}/encoding`;
  const places = { before: encodingIn(bodies.before, old), after: encodingIn(bodies.after, now) };
  return (old.form ?? []).flatMap((was) => {
    const is = fresh.get(was.name);
    if (is === undefined) return [];
    const about = { ...subject, field: `form ${was.name}` };
    const changes = styleChanges(sides, { old: was, now: is }, about, places);
    const [type, newType] = [was.contentType, is.contentType];
    if (type === undefined || newType === undefined || type === newType) return changes;
    const message = `${fieldText(about)}: content type ${type} became ${newType}`;
    return [...changes, teller(sides, about, places)('diff-parameter-style-changed', message)];
  });
}
