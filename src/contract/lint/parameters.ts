// Parameters and headers: one place each, one description of the value each.

import { isObject } from '../../lib/objects.ts';
import { listOf, nearest } from '../../lib/suggest.ts';
import type { JsonPointer } from '../../model.ts';
import type { Problem } from '../problem.ts';
import { targetOf } from '../references.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintInput, type LintRule, written } from './rule.ts';

export const parameters: LintRule = {
  name: 'parameters',
  find: (input) => [
    ...written(input, 'parameter').flatMap(ofParameter),
    ...[...written(input, 'parameter'), ...written(input, 'header')].flatMap(ofDescription),
    ...['pathItem', 'operation'].flatMap((kind) =>
      written(input, kind).flatMap((spot) => duplicates(spot, input)),
    ),
  ],
};

const styles: Readonly<Record<string, readonly string[]>> = {
  path: ['matrix', 'label', 'simple'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};

function ofParameter({ value, pointer }: OpenApiObject): Problem[] {
  const location = value.in;
  if (typeof location !== 'string') return [];
  const known = styles[location];
  if (known === undefined) {
    const near = nearest(location, Object.keys(styles));
    const message = `a parameter in "${location}"; known: ${listOf(Object.keys(styles))}`;
    return [
      {
        kind: 'parameter',
        pointer: `${pointer}/in`,
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
  if (typeof value.style === 'string' && !known.includes(value.style))
    problems.push({
      kind: 'parameter',
      pointer: `${pointer}/style`,
      message: `style "${value.style}" does not go with a ${location} parameter; known: ${listOf(known)}`,
      edits: [{ at: `${pointer}/style`, do: 'remove' }],
    });
  return problems;
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
      fix: 'add a schema',
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
