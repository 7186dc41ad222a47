// Security requirements and schemes: declared, and in full.
import { asObject } from '../../lib/objects.ts';
import { appendToken, valueAt } from '../../lib/pointer.ts';
import { didYouMean, listOf } from '../../lib/suggest.ts';
import type { Problem } from '../problem.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintInput, type LintRule, written } from './rule.ts';

export const security: LintRule = (input) => [
  ...input.spots('security').flatMap((spot) => ofRequirement(spot, input)),
  ...written(input, 'securityScheme').flatMap((spot) => ofScheme(spot, input)),
];

function ofRequirement({ value, pointer }: OpenApiObject, { document }: LintInput): Problem[] {
  const schemes = valueAt(document, '/components/securitySchemes');
  const known = Object.keys(asObject(schemes));
  const names = known.length === 0 ? 'none is declared' : `known: ${listOf(known)}`;
  const unknown = Object.keys(value).filter((name) => !known.includes(name));
  return unknown.map((name) => ({
    kind: 'security',
    pointer: appendToken(pointer, name),
    atKey: true,
    message: `unknown security scheme "${name}"; ${names}`,
    fix: didYouMean(name, known) ?? 'declare it under components/securitySchemes',
  }));
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
    const message = `unknown type "${type}" of security scheme; known: ${listOf(known)}`;
    return [{ kind: 'security', pointer: `${pointer}/type`, message, fix: didYouMean(type, known) }];
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
