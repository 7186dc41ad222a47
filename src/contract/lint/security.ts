import { isObject } from '../../lib/objects.ts';
import { appendToken, valueAt } from '../../lib/pointer.ts';
import { listOf, nearest } from '../../lib/suggest.ts';
import type { Problem } from '../problem.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintInput, type LintRule, written } from './rule.ts';

export const security: LintRule = {
  name: 'security',
  find: (input) => [
    ...input.spots('security').flatMap((spot) => ofRequirement(spot, input)),
    ...written(input, 'securityScheme').flatMap((spot) => ofScheme(spot, input)),
  ],
};

function ofRequirement({ value, pointer }: OpenApiObject, { document }: LintInput): Problem[] {
  const schemes = valueAt(document, '/components/securitySchemes');
  const known = isObject(schemes) ? Object.keys(schemes) : [];
  return Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      const names = known.length === 0 ? 'none is declared' : `known: ${listOf(known)}`;
      return {
        kind: 'security' as const,
        pointer: appendToken(pointer, name),
        atKey: true,
        message: `unknown security scheme "${name}"; ${names}`,
        fix: near === undefined ? 'declare it under components/securitySchemes' : `did you mean ${near}?`,
      };
    });
}

// https://spec.openapis.org/oas/v3.1.1#security-scheme-object-0
const needed: Readonly<Record<string, readonly string[]>> = {
  apiKey: ['name', 'in'],
  http: ['scheme'],
  mutualTLS: [],
  oauth2: ['flows'],
  openIdConnect: ['openIdConnectUrl'],
};

const places = ['query', 'header', 'cookie'];

function ofScheme({ value, pointer }: OpenApiObject, { dialect }: LintInput): Problem[] {
  const { type } = value;
  if (typeof type !== 'string') return [];
  const fields = needed[type];
  if (fields === undefined || (type === 'mutualTLS' && dialect === '3.0')) {
    const known = Object.keys(needed).filter((name) => name !== 'mutualTLS' || dialect !== '3.0');
    const near = nearest(type, known);
    const message = `unknown type "${type}" of security scheme; known: ${listOf(known)}`;
    return [
      {
        kind: 'security',
        pointer: `${pointer}/type`,
        message,
        ...(near === undefined ? {} : { fix: `did you mean ${near}?` }),
      },
    ];
  }
  const problems: Problem[] = fields
    .filter((name) => value[name] === undefined)
    .map((name) => ({
      kind: 'security',
      pointer,
      atKey: true,
      message: `"${name}" is missing in this security scheme of type ${type}`,
      fix: `add ${name}`,
    }));
  if (type === 'apiKey' && typeof value.in === 'string' && !places.includes(value.in))
    problems.push({
      kind: 'security',
      pointer: `${pointer}/in`,
      message: `a key in "${value.in}"; known: ${listOf(places)}`,
    });
  return problems;
}
