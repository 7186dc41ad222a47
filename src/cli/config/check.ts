// Every key of the config by name: what it must be. A key that nobody knows is a mistake, not a wish.
import type { Config, ContractConfig } from '../../config.ts';
import type { ItemSchema } from '../../contract/config-items.ts';
import { USUAL_LIMITS } from '../../json/limits.ts';
import { InputError } from '../../lib/input-error.ts';
import { isObject } from '../../lib/objects.ts';
import { didYouMean, listOf } from '../../lib/suggest.ts';
import { usualLimits } from '../../live/request.ts';
import type { Place } from '../../model.ts';
import { coverageKinds } from './min-coverage.ts';

type Path = readonly string[];
type PlaceOf = (path: Path) => Place;
type Check = (value: unknown, path: Path, placeOf: PlaceOf) => void;

// The checks are made before the table of keys that names them.

const text = must('a string', (value) => typeof value === 'string' && value !== '');
const anyText = must('a string', (value) => typeof value === 'string');
const flag = must('true or false', (value) => typeof value === 'boolean');
const texts = listed(text, 'a list of strings');
const percent = must('a number from 0 to 100', (value) => isWithin(value, 0, 100));
const days = must('a number of days above 0', (value) => value !== 0 && isWithin(value, 0, 36_500));
/** 1e9 is beyond any sensible time or size, and within what timers and buffers take. */
const amount = must(
  'a whole number from 0 to 1000000000',
  (value) => Number.isInteger(value) && isWithin(value, 0, 1_000_000_000),
);
const format = must(
  'a regular expression or a function',
  (value) => value instanceof RegExp || typeof value === 'function',
);
/** undefined: what an environment variable that is not set gives; the probe says that it is missing. */
const parameterValue = must(
  'a string, a number, true, false or a list of those',
  (value) => value === undefined || (Array.isArray(value) ? value.every(isScalar) : isScalar(value)),
);
/** `driftgate generate` writes a folder of modules whose names are fixed. */
const moduleName = must(
  'a path that ends in contract.js, contract.mjs or contract.cjs, as driftgate generate names it',
  (value) => /^(?:.*[\\/])?contract\.[cm]?js$/.test(String(value)),
);
const compiledModule: Check = (...given) => {
  text(...given);
  moduleName(...given);
};
const ruleLevel = oneOf('error', 'warning', 'off');
const ruleMembers = object({ level: ruleLevel, operations: mapOf(ruleLevel), pointers: pointerLevels });
const rule: Check = (value, ...at) => {
  const check = typeof value === 'string' ? ruleLevel : ruleMembers;
  check(value, ...at);
};
/** Held to more when it is used: what a probe expects, the ways to authenticate and page layouts say what is wrong. */
const anything: Check = () => {};

function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

const keys: Readonly<Record<keyof Config, Check>> = {
  contract: text,
  contracts: several,
  overlays: texts,
  itemSchemas,
  compiled: compiledModule,
  recordings: texts,
  exclude: texts,
  baseline: text,
  failOn: oneOf('error', 'warning', 'never'),
  allow: allowed,
  rules: mapOf(rule),
  minCoverage: each(coverageKinds, percent),
  maxAge: days,
  hosts: texts,
  limits: each(Object.keys(USUAL_LIMITS), amount),
  headersAllowed: texts,
  lint: oneOf('strict'),
  multiSegment: texts,
  formats: mapOf(format),
  typesFrom: text,
  runtimeFrom: text,
  split: flag,
  redact: texts,
  documented: text,
  pages: object({ layouts: anything }),
  live: object({
    endpoint: text,
    auth: anything,
    parameters: mapOf(parameterValue),
    probes: listed(
      object({
        operation: text,
        parameters: mapOf(parameterValue),
        headers: mapOf(anyText),
        body: anything,
        auth: anything,
        expect: anything,
      }),
    ),
    derive: flag,
    allowUnsafe: texts,
    hosts: texts,
    allowPrivate: texts,
    allowHttp: texts,
    limits: each(Object.keys(usualLimits), amount),
    ca: texts,
  }),
};

const ofOneContract: Readonly<Record<keyof ContractConfig, Check>> = {
  contract: text,
  overlays: texts,
  itemSchemas,
  compiled: compiledModule,
  recordings: texts,
  hosts: texts,
};

export function checkConfig(value: unknown, placeOf: PlaceOf): Config {
  if (value === undefined)
    throw new InputError('the config has no default export', {
      place: placeOf([]),
      fix: 'write export default defineConfig({ ... })',
    });
  object(keys)(value, [], placeOf);
  const config = value as Config;
  const twice = Object.keys(ofOneContract).find((key) => Object.hasOwn(config, key));
  if (config.contracts !== undefined && twice !== undefined)
    throw new InputError(`${twice} and contracts exclude one another`, {
      place: placeOf([twice]),
      fix: `move ${twice} into the entry of contracts that it belongs to`,
    });
  return config;
}

function several(value: unknown, path: Path, placeOf: PlaceOf): void {
  if (!Array.isArray(value) || value.length === 0) throw wrong(value, 'a list of contracts', path, placeOf);
  const names = new Set<string>();
  for (const [index, entry] of value.entries()) {
    const at = [...path, String(index)];
    object(ofOneContract)(entry, at, placeOf);
    const { contract } = entry as ContractConfig;
    text(contract, [...at, 'contract'], placeOf);
    if (names.has(contract))
      throw new InputError(`${contract} is there twice`, {
        place: placeOf(at),
        fix: 'give each contract one entry, with all of its recordings',
      });
    names.add(contract);
  }
}

function itemSchemas(value: unknown, path: Path, placeOf: PlaceOf): void {
  listed(object({ operation: text, status: text, mediaType: text, schema: anything }))(value, path, placeOf);
  for (const [index, entry] of (value as readonly ItemSchema[]).entries()) {
    const at = [...path, String(index)];
    const missing = (['operation', 'mediaType', 'schema'] as const).find((key) => entry[key] === undefined);
    if (missing !== undefined) throw wrong(undefined, 'there', [...at, missing], () => placeOf(at));
    if (!isObject(entry.schema)) text(entry.schema, [...at, 'schema'], placeOf);
  }
}

function pointerLevels(value: unknown, path: Path, placeOf: PlaceOf): void {
  mapOf(ruleLevel)(value, path, placeOf);
  for (const pointer of Object.keys(value as object))
    if (pointer !== '' && !pointer.startsWith('/'))
      throw new InputError(`"${pointer}" is no JSON pointer`, {
        place: placeOf([...path, pointer]),
        fix: `write it from the root of the body: "/${pointer}"`,
      });
}

function allowed(value: unknown, path: Path, placeOf: PlaceOf): void {
  texts(value, path, placeOf);
  for (const entry of value as readonly string[])
    if (!/^[a-z-]+: ./.test(entry))
      throw new InputError(`"${entry}" does not name what may go unchecked`, {
        place: placeOf(path),
        fix: 'write it as the report does, such as "operation-undocumented: GET /health"',
      });
}

function must(expected: string, is: (value: unknown) => boolean): Check {
  return (value, path, placeOf) => {
    if (!is(value)) throw wrong(value, expected, path, placeOf);
  };
}

function listed(check: Check, expected = 'a list'): Check {
  return (value, path, placeOf) => {
    if (!Array.isArray(value)) throw wrong(value, expected, path, placeOf);
    for (const [index, entry] of value.entries()) check(entry, [...path, String(index)], placeOf);
  };
}

/** An object with some of these members, all of one kind. */
function each(names: readonly string[], check: Check): Check {
  return object(Object.fromEntries(names.map((name) => [name, check])));
}

function oneOf(...names: readonly string[]): Check {
  return (value, path, placeOf) => {
    if (typeof value === 'string' && names.includes(value)) return;
    const fix = typeof value === 'string' ? didYouMean(value, names) : undefined;
    throw wrong(value, `one of ${listOf(names)}`, path, placeOf, fix);
  };
}

function mapOf(check: Check): Check {
  return (value, path, placeOf) => {
    if (!isObject(value)) throw wrong(value, 'an object', path, placeOf);
    for (const [key, entry] of Object.entries(value)) check(entry, [...path, key], placeOf);
  };
}

function object(members: Readonly<Record<string, Check>>): Check {
  const known = Object.keys(members);
  return (value, path, placeOf) => {
    if (!isObject(value)) throw wrong(value, 'an object', path, placeOf);
    for (const [key, entry] of Object.entries(value)) {
      const check = Object.hasOwn(members, key) ? members[key] : undefined;
      if (check === undefined) throw unknownKey(key, known, [...path, key], placeOf);
      if (entry !== undefined) check(entry, [...path, key], placeOf);
    }
  };
}

function unknownKey(key: string, known: readonly string[], path: Path, placeOf: PlaceOf): InputError {
  const place = placeOf(path);
  const fix = GONE.get(path.join('.'));
  if (fix !== undefined) return new InputError(`"${key}" is no longer a key of the config`, { place, fix });
  const message = `unknown key "${path.join('.')}"; known: ${listOf(known)}`;
  return new InputError(message, { place, fix: didYouMean(key, known) });
}

const GONE: ReadonlyMap<string, string> = new Map([
  [
    'allowFormats',
    'remove it: an unknown format is an annotation now; say what one means with formats, and see driftgate lint',
  ],
  ['allowBrokenExamples', 'remove it: broken examples are told by driftgate lint and never fail'],
]);

function wrong(value: unknown, expected: string, path: Path, placeOf: PlaceOf, fix?: string): InputError {
  const name = path.length === 0 ? 'the config' : path.join('.');
  const message = `${name} is ${shown(value)}; it must be ${expected}`;
  return new InputError(message, { place: placeOf(path), fix });
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (Array.isArray(value)) return `${value.length === 0 ? 'an empty' : 'a'} list`;
  if (isObject(value)) return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
