// Flags over config: what a run needs to know, with every path relative to the working directory.

import { existsSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import type { Config } from '../../config.ts';
import type { LoadOptions } from '../../contract/load.ts';
import { InputError } from '../../lib/input-error.ts';
import { defined } from '../../lib/objects.ts';
import { relativePath } from '../../lib/relative-path.ts';
import { listOf } from '../../lib/suggest.ts';
import type { Baseline } from '../../model.ts';
import { parseBaseline } from '../../report/baseline.ts';
import type { FailOn } from '../../report/outcome.ts';
import { type Cache, openCache } from '../cache.ts';
import { allOf, type Input, type Io, isSet, lastOf, optionOf } from '../command.ts';
import { readText } from '../files.ts';
import { ownFormats } from './formats.ts';
import { type LoadedConfig, loadConfig } from './load.ts';
import { minCoverageOf } from './min-coverage.ts';

export type Settings = {
  readonly config: Config;
  readonly configFile: string | undefined;
  readonly placeOf: LoadedConfig['placeOf'];
  /** Where the config's paths start, relative to the working directory: '' or `..`. */
  readonly root: string;
  readonly contract: string | undefined;
  /** What findings call it: as the config names it, set where the config names several. */
  readonly contractName: string | undefined;
  /** The vendor's own OpenAPI document. */
  readonly documented: string | undefined;
  /** undefined where --contract names another document. */
  readonly compiled: string | undefined;
  readonly recordings: readonly string[];
  readonly exclude: readonly string[];
  readonly baseline: { readonly file: string; readonly required: boolean } | undefined;
  readonly failOn: FailOn;
  /** undefined under --no-cache, too. */
  readonly cache: Cache | undefined;
};

/** Of one contract: where the config names several, `--contract` says which. */
export async function settingsOf(input: Input, io: Io): Promise<Settings> {
  const [settings, ...others] = await eachSettingsOf(input, io);
  if (others.length === 0) return settings;
  const names = [settings, ...others].map(({ contract }) => contract ?? '');
  const message = `the config names ${names.length} contracts, and this takes one: ${listOf(names)}`;
  throw mistakeIn(settings, message, `say which: --contract ${names[0]}`);
}

/** Something that the config says or leaves out: its place is the config, where there is one. */
export function mistakeIn({ configFile }: Settings, message: string, fix: string): InputError {
  return new InputError(message, { place: configFile === undefined ? undefined : { file: configFile }, fix });
}

/** The contract of a command that can't do without one. */
export function neededContract(settings: Settings, message = 'no contract is named'): string {
  if (settings.contract !== undefined) return settings.contract;
  throw mistakeIn(settings, message, 'give --contract FILE, or set contract in driftgate.config.ts');
}

/** Of each contract that the config names, or of the one that `--contract` names. */
export async function eachSettingsOf(input: Input, io: Io): Promise<readonly [Settings, ...Settings[]]> {
  const cache = isSet(input, 'no-cache') ? undefined : openCache(io);
  const loaded = await loadConfig(io.cwd, optionOf(input, 'config'), cache);
  const root = relativePath(io.cwd, loaded.root);
  const fromRoot = (path: string): string =>
    isAbsolute(path) || root === '' ? path : join(root, path).replaceAll('\\', '/');
  const given = contractOf(input);
  const { contracts = [], ...shared } = loaded.config;
  const chosen = contracts.filter(
    ({ contract }) => given === undefined || relative(given, fromRoot(contract)) === '',
  );
  /** What an entry of `contracts` has is there. */
  const placesOf =
    (one: object, index: number): LoadedConfig['placeOf'] =>
    (path) =>
      loaded.placeOf(Object.hasOwn(one, path[0] ?? '') ? ['contracts', String(index), ...path] : path);
  const of = (config: Config, name: string | undefined, placeOf = loaded.placeOf): Settings =>
    settingsFrom({ loaded: { ...loaded, config, placeOf }, input, given, root, fromRoot, cache, name });
  const [first, ...others] = chosen.map((one) =>
    of({ ...shared, ...one }, one.contract, placesOf(one, contracts.indexOf(one))),
  );
  return first === undefined ? [of(shared, undefined)] : [first, ...others];
}

type Source = {
  readonly loaded: LoadedConfig;
  readonly input: Input;
  /** `--contract`. */
  readonly given: string | undefined;
  readonly root: string;
  readonly fromRoot: (path: string) => string;
  readonly cache: Cache | undefined;
  readonly name: string | undefined;
};

function settingsFrom({ loaded, input, given, root, fromRoot, cache, name }: Source): Settings {
  const own = loaded.config.contract === undefined ? undefined : fromRoot(loaded.config.contract);
  const isOwn = given === undefined || (own !== undefined && relative(given, own) === '');
  const { overlays: listed = [], itemSchemas, ...others } = withFlags(loaded.config, input);
  const named = allOf(input, 'overlay');
  // What the config says of a contract is of the one that it names.
  const overlays = named.length > 0 || !isOwn ? named : listed.map(fromRoot);
  const config: Config = {
    ...others,
    ...(overlays.length > 0 && { overlays }),
    ...(isOwn && itemSchemas !== undefined && { itemSchemas }),
  };
  return {
    config,
    configFile: loaded.file,
    placeOf: loaded.placeOf,
    root,
    contract: given ?? own,
    contractName: name,
    documented: config.documented === undefined ? undefined : fromRoot(config.documented),
    compiled: isOwn && config.compiled !== undefined ? fromRoot(config.compiled) : undefined,
    recordings: input.arguments.length > 0 ? input.arguments : (config.recordings ?? []).map(fromRoot),
    exclude: (config.exclude ?? []).map((pattern) =>
      pattern.startsWith('**') ? pattern : fromRoot(pattern),
    ),
    baseline: baselineOf(input, config.baseline === undefined ? undefined : fromRoot(config.baseline)),
    failOn: (optionOf(input, 'fail-on') as FailOn | undefined) ?? config.failOn ?? 'warning',
    cache,
  };
}

/** Two of them can't be meant: the later one would be held alone, and the other not at all. */
function contractOf(input: Input): string | undefined {
  const given = allOf(input, 'contract');
  if (given.length > 1)
    throw new InputError(`--contract is given ${given.length} times: ${listOf(given)}`, {
      fix: 'check each contract in a run of its own',
    });
  return given[0];
}

/** What a flag asks for goes before the config, kind by kind. */
function withFlags(config: Config, input: Input): Config {
  const minCoverage = minCoverageOf(input);
  const hosts = allOf(input, 'host');
  return {
    ...config,
    ...(minCoverage && { minCoverage: { ...config.minCoverage, ...minCoverage } }),
    ...(hosts.length > 0 && { hosts: [...(config.hosts ?? []), ...hosts] }),
  };
}

function baselineOf(input: Input, configured: string | undefined): Settings['baseline'] {
  const given = lastOf(input, ['baseline', 'no-baseline']);
  if (given?.value === true) return undefined;
  if (given !== undefined) return { file: given.value, required: true };
  return configured === undefined ? undefined : { file: configured, required: false };
}

/** How the config has a contract read; also a part of what names a cached compilation. */
export function loadOptionsOf({ config, placeOf }: Pick<Settings, 'config' | 'placeOf'>): LoadOptions {
  const itemSchemas = config.itemSchemas?.map((entry, index) => ({
    ...entry,
    place: placeOf(['itemSchemas', String(index)]),
  }));
  return {
    ...defined({
      lint: config.lint,
      overlays: config.overlays,
      multiSegment: config.multiSegment,
      itemSchemas,
    }),
    formats: ownFormats(config.formats ?? {}),
  };
}

/** A file that only the config names need not be there: without it everything is new. */
export function readBaseline(settings: Settings): Baseline | undefined {
  if (settings.baseline === undefined) return undefined;
  const { file, required } = settings.baseline;
  if (!required && !existsSync(file)) return undefined;
  return parseBaseline(readText(file), file);
}
