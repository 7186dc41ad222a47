// Parameters and headers: one place each, one description of the value each.

import { isToken } from '../../lib/media-type.ts';
import { asObject, isObject, type JsonObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import { didYouMean, listOf } from '../../lib/suggest.ts';
import type { JsonPointer } from '../../model.ts';
import type { Dialect } from '../objects.ts';
import { operationsIn } from '../operations.ts';
import type { Problem } from '../problem.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintInput, type LintRule, parametersOf, repeated, written } from './rule.ts';

export const parameters: LintRule = (input) => [
  ...written(input, 'parameter').flatMap((spot) => ofParameter(spot, input.dialect)),
  ...[...written(input, 'parameter'), ...written(input, 'header')].flatMap(ofDescription),
  ...['pathItem', 'operation'].flatMap((kind) =>
    written(input, kind).flatMap((spot) => duplicates(spot, input)),
  ),
  ...written(input, 'pathItem').flatMap((spot) => besideQuerystring(spot, input)),
  ...(input.dialect === '3.2' ? headerNames(input) : []),
];

function headerNames(input: LintInput): Problem[] {
  const ofParameters = written(input, 'parameter')
    .filter(({ value }) => value.in === 'header' && typeof value.name === 'string')
    .map(({ value, pointer }) => ({ name: String(value.name), pointer: `${pointer}/name` }));
  const ofMaps = ['response', 'encoding'].flatMap((kind) =>
    written(input, kind).flatMap(({ value, pointer }) =>
      Object.keys(asObject(value.headers)).map((name) => ({
        name,
        pointer: appendToken(`${pointer}/headers`, name),
      })),
    ),
  );
  return [...ofParameters, ...ofMaps]
    .filter(({ name }) => !isToken(name))
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
    const at = `${pointer}/in`;
    const message = `a parameter in "${location}"; known: ${listOf(Object.keys(places))}`;
    const problem = { kind: 'parameter', pointer: at, message } as const;
    return Object.hasOwn(stylesOf32, location)
      ? [{ ...problem, fix: 'it is of OpenAPI 3.2: write `openapi: 3.2.0`', edits: [{ at, do: 'remove' }] }]
      : [{ ...problem, fix: didYouMean(location, Object.keys(places)) }];
  }
  const problems: Problem[] = location === 'querystring' ? notOfQuerystring(value, pointer) : [];
  const tell = (problem: Omit<Problem, 'kind'>): void =>
    void problems.push({ kind: 'parameter', ...problem });
  const { style } = value;
  if (location === 'path' && value.required !== true) {
    const message = `path parameter "${value.name}" is not required`;
    tell({ pointer, message, fix: 'add required: true' });
  }
  if (location !== 'querystring' && typeof style === 'string' && !known.includes(style)) {
    const at = `${pointer}/style`;
    const message = `style "${style}" does not go with a ${location} parameter; known: ${listOf(known)}`;
    tell({ pointer: at, message, edits: [{ at, do: 'remove' }] });
  }
  const isPlain = location === 'header' || style === 'cookie';
  if (dialect === '3.2' && isPlain && Object.hasOwn(value, 'allowReserved')) {
    const at = { pointer: `${pointer}/allowReserved`, atKey: true } as const;
    const where = 'in headers, and in cookies of style cookie';
    const message = `allowReserved has no effect where nothing is percent-encoded: ${where}`;
    tell({ ...at, message, fix: 'remove it' });
  }
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
  const shared = parametersOf(document, value, pointer);
  const operations = operationsIn(value).map(({ operation, at }) =>
    parametersOf(document, operation, pointer + at),
  );
  const problems = [[], ...operations].flatMap((own): Problem[] => {
    // One of the operation replaces that of its name; twice in one list is told as such.
    const byName = Map.groupBy([...own, ...shared], ({ parameter }) => `${parameter.in} ${parameter.name}`);
    const all = [...byName.values()].flatMap(([first]) => first ?? []);
    const [whole, ...more] = all.filter(({ parameter }) => parameter.in === 'querystring');
    const others = all.filter(({ parameter }) => parameter.in === 'query');
    if (whole === undefined) return [];
    return [...more, ...others].map(({ parameter, at }) => ({
      kind: 'parameter',
      pointer: at,
      message: `${parameter.in} parameter "${parameter.name}" stands beside a querystring parameter, which takes the whole query`,
      other: whole.at,
      fix: 'declare all of the query in one of them',
    }));
  });
  return [...new Map(problems.map((problem) => [problem.pointer, problem])).values()];
}

function ofDescription({ value, pointer, kind }: OpenApiObject): Problem[] {
  const { name, schema, content } = value;
  const title = typeof name === 'string' ? `${kind} "${name}"` : `this ${kind}`;
  const at = `${pointer}/content`;
  const problems: Problem[] = [];
  const tell = (problem: Omit<Problem, 'kind'>): void =>
    void problems.push({ kind: 'parameter', ...problem });
  if (schema !== undefined && content !== undefined)
    tell({
      pointer: at,
      atKey: true,
      message: `${title} has both schema and content`,
      fix: 'keep one of them',
    });
  if (schema === undefined && content === undefined) {
    const fix = value.in === 'querystring' ? 'add content' : 'add a schema';
    tell({ pointer, message: `${title} has neither schema nor content`, fix });
  }
  if (isObject(content) && Object.keys(content).length !== 1)
    tell({ pointer: at, message: `${title} has not exactly one media type`, fix: 'keep one' });
  return problems;
}

function duplicates({ value, pointer }: OpenApiObject, { document }: LintInput): Problem[] {
  const named = parametersOf(document, value, pointer).filter(
    ({ parameter }) => typeof parameter.name === 'string',
  );
  return repeated(named, ({ parameter }) => identityOf(parameter)).map(([{ parameter, at }, first]) => ({
    kind: 'parameter',
    pointer: at,
    message: `${parameter.in} parameter "${parameter.name}" is declared twice`,
    other: first.at,
    fix: 'remove one of them',
  }));
}

/** Names of headers are the same in any case. */
function identityOf({ in: place, name }: JsonObject): string {
  return `${place} ${place === 'header' ? String(name).toLowerCase() : name}`;
}
