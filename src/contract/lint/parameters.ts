// Parameters and headers: one place each, one description of the value each.

import { isObject, type JsonObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import { listOf, nearest } from '../../lib/suggest.ts';
import type { JsonPointer } from '../../model.ts';
import type { Dialect } from '../objects.ts';
import { operationsIn } from '../operations.ts';
import type { Problem } from '../problem.ts';
import { targetOf } from '../references.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintInput, type LintRule, written } from './rule.ts';

export const parameters: LintRule = {
  name: 'parameters',
  find: (input) => [
    ...written(input, 'parameter').flatMap((spot) => ofParameter(spot, input.dialect)),
    ...[...written(input, 'parameter'), ...written(input, 'header')].flatMap(ofDescription),
    ...['pathItem', 'operation'].flatMap((kind) =>
      written(input, kind).flatMap((spot) => duplicates(spot, input)),
    ),
    ...written(input, 'pathItem').flatMap((spot) => besideQuerystring(spot, input)),
    ...(input.dialect === '3.2' ? headerNames(input) : []),
  ],
};

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[0-9A-Za-z!#$%&'*+.^_`|~-]+$/;

function headerNames(input: LintInput): Problem[] {
  const ofParameters = written(input, 'parameter')
    .filter(({ value }) => value.in === 'header' && typeof value.name === 'string')
    .map(({ value, pointer }) => ({ name: String(value.name), pointer: `${pointer}/name` }));
  const ofMaps = ['response', 'encoding'].flatMap((kind) =>
    written(input, kind).flatMap(({ value, pointer }) =>
      Object.keys(isObject(value.headers) ? value.headers : {}).map((name) => ({
        name,
        pointer: appendToken(`${pointer}/headers`, name),
      })),
    ),
  );
  return [...ofParameters, ...ofMaps]
    .filter(({ name }) => !TOKEN.test(name))
    .map(({ name, pointer }) => ({
      kind: 'parameter',
      pointer,
      message: `"${name}" is no name of a header`,
    }));
}

const styles: Readonly<Record<string, readonly string[]>> = {
  path: ['matrix', 'label', 'simple'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};

/** https://spec.openapis.org/oas/v3.2.0#style-values */
const stylesOf32 = { ...styles, cookie: ['form', 'cookie'], querystring: [] };

function ofParameter({ value, pointer }: OpenApiObject, dialect: Dialect): Problem[] {
  const location = value.in;
  if (typeof location !== 'string') return [];
  const places: typeof styles = dialect === '3.2' ? stylesOf32 : styles;
  const known = places[location];
  if (known === undefined) {
    const near = nearest(location, Object.keys(places));
    const message = `a parameter in "${location}"; known: ${listOf(Object.keys(places))}`;
    const at = `${pointer}/in`;
    if (Object.hasOwn(stylesOf32, location))
      return [
        {
          kind: 'parameter',
          pointer: at,
          message,
          fix: 'it is of OpenAPI 3.2: write `openapi: 3.2.0`',
          edits: [{ at, do: 'remove' }],
        },
      ];
    return [
      {
        kind: 'parameter',
        pointer: at,
        message,
        ...(near === undefined ? {} : { fix: `did you mean ${near}?` }),
      },
    ];
  }
  const problems: Problem[] = [];
  if (location === 'path' && value.required !== true)
    problems.push({
      kind: 'parameter',
      pointer,
      message: `path parameter "${String(value.name)}" is not required`,
      fix: 'add required: true',
    });
  if (location === 'querystring') problems.push(...notOfQuerystring(value, pointer));
  else if (typeof value.style === 'string' && !known.includes(value.style))
    problems.push({
      kind: 'parameter',
      pointer: `${pointer}/style`,
      message: `style "${value.style}" does not go with a ${location} parameter; known: ${listOf(known)}`,
      edits: [{ at: `${pointer}/style`, do: 'remove' }],
    });
  if (
    dialect === '3.2' &&
    Object.hasOwn(value, 'allowReserved') &&
    (location === 'header' || value.style === 'cookie')
  )
    problems.push({
      kind: 'parameter',
      pointer: `${pointer}/allowReserved`,
      atKey: true,
      message:
        'allowReserved has no effect where nothing is percent-encoded: in headers, and in cookies of style cookie',
      fix: 'remove it',
    });
  return problems;
}

/** OpenAPI 3.2, Parameter Object: the whole query is one value, which `content` describes. */
function notOfQuerystring(value: JsonObject, pointer: JsonPointer): Problem[] {
  return ['schema', 'style', 'explode', 'allowReserved']
    .filter((name) => Object.hasOwn(value, name))
    .map((name) => ({
      kind: 'parameter',
      pointer: `${pointer}/${name}`,
      atKey: true,
      message: `"${name}" does not go with a querystring parameter`,
      fix: 'describe the value by content',
      edits: [{ at: `${pointer}/${name}`, do: 'remove' }],
    }));
}

/** One such parameter takes the whole query, for each operation of a path. */
function besideQuerystring({ value, pointer }: OpenApiObject, { document }: LintInput): Problem[] {
  const parametersAt = (owner: JsonObject, at: JsonPointer) =>
    (Array.isArray(owner.parameters) ? owner.parameters : []).flatMap((entry, index) => {
      const found = targetOf(document, entry, `${at}/parameters/${index}`);
      return found === undefined ? [] : [{ parameter: found.value, at: `${at}/parameters/${index}` }];
    });
  const shared = parametersAt(value, pointer);
  const operations = operationsIn(value).map(({ operation, at }) => parametersAt(operation, pointer + at));
  const problems = [[], ...operations].flatMap((own): Problem[] => {
    // One of the operation replaces that of its name; twice in one list is told as such.
    const byName = Map.groupBy([...own, ...shared], ({ parameter }) => `${parameter.in} ${parameter.name}`);
    const all = [...byName.values()].flatMap(([first]) => first ?? []);
    const [whole, ...more] = all.filter(({ parameter }) => parameter.in === 'querystring');
    const others = all.filter(({ parameter }) => parameter.in === 'query');
    return whole === undefined
      ? []
      : [...more, ...others].map(({ parameter, at }) => ({
          kind: 'parameter',
          pointer: at,
          message: `${String(parameter.in)} parameter "${String(parameter.name)}" stands beside a querystring parameter, which takes the whole query`,
          other: whole.at,
          fix: 'declare all of the query in one of them',
        }));
  });
  return [...new Map(problems.map((problem) => [problem.pointer, problem])).values()];
}

function ofDescription({ value, pointer, kind }: OpenApiObject): Problem[] {
  const problems: Problem[] = [];
  const title = typeof value.name === 'string' ? `${kind} "${value.name}"` : `this ${kind}`;
  if (value.schema !== undefined && value.content !== undefined)
    problems.push({
      kind: 'parameter',
      pointer: `${pointer}/content`,
      atKey: true,
      message: `${title} has both schema and content`,
      fix: 'keep one of them',
    });
  if (value.schema === undefined && value.content === undefined)
    problems.push({
      kind: 'parameter',
      pointer,
      message: `${title} has neither schema nor content`,
      fix: value.in === 'querystring' ? 'add content' : 'add a schema',
    });
  if (isObject(value.content) && Object.keys(value.content).length !== 1)
    problems.push({
      kind: 'parameter',
      pointer: `${pointer}/content`,
      message: `${title} has not exactly one media type`,
      fix: 'keep one',
    });
  return problems;
}

function duplicates({ value, pointer }: OpenApiObject, { document }: LintInput): Problem[] {
  if (!Array.isArray(value.parameters)) return [];
  const first = new Map<string, JsonPointer>();
  return value.parameters.flatMap((entry, index) => {
    const at = `${pointer}/parameters/${index}`;
    const parameter = targetOf(document, entry, at)?.value;
    if (typeof parameter?.name !== 'string') return [];
    const identity = `${String(parameter.in)} ${parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name}`;
    const other = first.get(identity);
    if (other === undefined) first.set(identity, at);
    if (other === undefined) return [];
    return [
      {
        kind: 'parameter',
        pointer: at,
        message: `${String(parameter.in)} parameter "${parameter.name}" is declared twice`,
        other,
        fix: 'remove one of them',
      },
    ];
  });
}
