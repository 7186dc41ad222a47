// Every key of the config by name: what it must be. A key that nobody knows is a mistake, not a wish.
import type { Config, ContractConfig } from '../../config.ts';
import { USUAL_LIMITS } from '../../json/limits.ts';
import { InputError } from '../../lib/input-error.ts';
import { isObject } from '../../lib/objects.ts';
import { listOf, nearest } from '../../lib/suggest.ts';
import { usualLimits } from '../../live/request.ts';
import type { Place } from '../../model.ts';

type Path = readonly string[];
type PlaceOf = (path: Path) => Place;
type Check = (value: unknown, path: Path, placeOf: PlaceOf) => void;

const ruleLevel = oneOf('error', 'warning', 'off');

const keys: Readonly<Record<keyof Config, Check>> = {
  contract: text,
  contracts: several,
  overlays: texts,
  compiled: compiledModule,
  recordings: texts,
  exclude: texts,
  baseline: text,
  failOn: oneOf('error', 'warning', 'never'),
  allow: allowed,
  rules: mapOf(rule),
  minCoverage: object({
    operations: percent,
    statuses: percent,
    mediaTypes: percent,
    headers: percent,
    properties: percent,
    enumValues: percent,
    branches: percent,
  }),
  maxAge: days,
  hosts: texts,
  limits: limits(USUAL_LIMITS),
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
    limits: limits(usualLimits),
    ca: texts,
  }),
};

const ofOneContract: Readonly<Record<keyof ContractConfig, Check>> = {
  contract: text,
  overlays: texts,
  compiled: compiledModule,
  recordings: texts,
  hosts: texts,
};

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

const ruleMembers = object({ level: ruleLevel, operations: mapOf(ruleLevel), pointers: pointerLevels });

function pointerLevels(value: unknown, path: Path, placeOf: PlaceOf): void {
  mapOf(ruleLevel)(value, path, placeOf);
  for (const pointer of Object.keys(value as object))
    if (pointer !== '' && !pointer.startsWith('/'))
      throw new InputError(`"${pointer}" is no JSON pointer`, {
        place: placeOf([...path, pointer]),
        fix: `write it from the root of the body: "/${pointer}"`,
      });
}

function rule(value: unknown, path: Path, placeOf: PlaceOf): void {
  const check = typeof value === 'string' ? ruleLevel : ruleMembers;
  check(value, path, placeOf);
}

// Held to more when it is used: what a probe expects, the ways to authenticate and page layouts say what is wrong.
function anything(): void {}

function text(value: unknown, path: Path, placeOf: PlaceOf): void {
  if (typeof value !== 'string' || value === '') throw wrong(value, 'a string', path, placeOf);
}

function anyText(value: unknown, path: Path, placeOf: PlaceOf): void {
  if (typeof value !== 'string') throw wrong(value, 'a string', path, placeOf);
}

/** `driftgate generate` writes a folder of modules whose names are fixed. */
function compiledModule(value: unknown, path: Path, placeOf: PlaceOf): void {
  text(value, path, placeOf);
  if (!/^(?:.*[\\/])?contract\.[cm]?js$/.test(value as string))
    throw wrong(
      value,
      'a path that ends in contract.js, contract.mjs or contract.cjs, as driftgate generate names it',
      path,
      placeOf,
    );
}

function flag(value: unknown, path: Path, placeOf: PlaceOf): void {
  if (typeof value !== 'boolean') throw wrong(value, 'true or false', path, placeOf);
}

function texts(value: unknown, path: Path, placeOf: PlaceOf): void {
  listed(text, 'a list of strings')(value, path, placeOf);
}

function listed(check: Check, expected = 'a list'): Check {
  return (value, path, placeOf) => {
    if (!Array.isArray(value)) throw wrong(value, expected, path, placeOf);
    for (const [index, entry] of value.entries()) check(entry, [...path, String(index)], placeOf);
  };
}

/** undefined: what an environment variable that is not set gives; the probe says that it is missing. */
function parameterValue(value: unknown, path: Path, placeOf: PlaceOf): void {
  const isScalar = (one: unknown) => ['string', 'number', 'boolean'].includes(typeof one);
  if (value === undefined || isScalar(value) || (Array.isArray(value) && value.every(isScalar))) return;
  throw wrong(value, 'a string, a number, true, false or a list of those', path, placeOf);
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

function format(value: unknown, path: Path, placeOf: PlaceOf): void {
  if (value instanceof RegExp || typeof value === 'function') return;
  throw wrong(value, 'a regular expression or a function', path, placeOf);
}

function percent(value: unknown, path: Path, placeOf: PlaceOf): void {
  if (typeof value !== 'number' || !(value >= 0 && value <= 100))
    throw wrong(value, 'a number from 0 to 100', path, placeOf);
}

function days(value: unknown, path: Path, placeOf: PlaceOf): void {
  if (typeof value !== 'number' || !(value > 0 && value <= 36_500))
    throw wrong(value, 'a number of days above 0', path, placeOf);
}

/** By the names of the usual ones. 1e9 is beyond any sensible time or size, and within what timers and buffers take. */
function limits(usual: object): Check {
  return (value, path, placeOf) => {
    const count: Check = (one, at) => {
      if (!Number.isInteger(one) || (one as number) < 0 || (one as number) > 1_000_000_000)
        throw wrong(one, 'a whole number from 0 to 1000000000', at, placeOf);
    };
    object(Object.fromEntries(Object.keys(usual).map((name) => [name, count])))(value, path, placeOf);
  };
}

function oneOf(...names: readonly string[]): Check {
  return (value, path, placeOf) => {
    if (typeof value === 'string' && names.includes(value)) return;
    const near = typeof value === 'string' ? nearest(value, names) : undefined;
    throw wrong(value, `one of ${listOf(names)}`, path, placeOf, near);
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
  const near = nearest(key, known);
  const instead = GONE.get(path.join('.'));
  if (instead !== undefined)
    return new InputError(`"${key}" is no longer a key of the config`, {
      place: placeOf(path),
      fix: instead,
    });
  return new InputError(`unknown key "${path.join('.')}"; known: ${listOf(known)}`, {
    place: placeOf(path),
    ...(near === undefined ? {} : { fix: `did you mean ${near}?` }),
  });
}

const GONE: ReadonlyMap<string, string> = new Map([
  [
    'allowFormats',
    'remove it: an unknown format is an annotation now; say what one means with formats, and see driftgate lint',
  ],
  ['allowBrokenExamples', 'remove it: broken examples are told by driftgate lint and never fail'],
]);

function wrong(value: unknown, expected: string, path: Path, placeOf: PlaceOf, near?: string): InputError {
  const name = path.length === 0 ? 'the config' : path.join('.');
  const shown =
    typeof value === 'string'
      ? `"${value}"`
      : Array.isArray(value)
        ? `${value.length === 0 ? 'an empty' : 'a'} list`
        : isObject(value)
          ? 'an object'
          : typeof value === 'function'
            ? 'a function'
            : String(value);
  return new InputError(`${name} is ${shown}; it must be ${expected}`, {
    place: placeOf(path),
    ...(near === undefined ? {} : { fix: `did you mean ${near}?` }),
  });
}
