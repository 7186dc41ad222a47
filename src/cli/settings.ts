// Flags over config: what a run needs to know, with every path relative to the working directory.
import { isAbsolute, join, relative } from 'node:path';
import type { Config } from '../config.ts';
import { relativePath } from '../lib/relative-path.ts';
import type { FailOn } from '../report/options.ts';
import { type Input, isSet, lastOf, optionOf } from './command.ts';
import { type LoadedConfig, loadConfig } from './config-file.ts';
import type { Io } from './io.ts';
import { minCoverageOf } from './min-coverage.ts';

export type Settings = {
  readonly config: Config;
  readonly configFile: string | undefined;
  readonly placeOf: LoadedConfig['placeOf'];
  /** Where the config's paths start, relative to the working directory: '' or `..`. */
  readonly root: string;
  readonly contract: string | undefined;
  /** undefined where --contract names another document. */
  readonly compiled: string | undefined;
  readonly recordings: readonly string[];
  readonly exclude: readonly string[];
  readonly baseline: { readonly file: string; readonly required: boolean } | undefined;
  readonly failOn: FailOn;
  readonly cache: boolean;
};

export async function settingsOf(input: Input, io: Io): Promise<Settings> {
  const loaded = await loadConfig(io.cwd, optionOf(input, 'config'));
  const config = withFlags(loaded.config, input);
  const root = relativePath(io.cwd, loaded.root);
  const fromRoot = (path: string): string =>
    isAbsolute(path) || root === '' ? path : slashes(join(root, path));
  const contract = optionOf(input, 'contract');
  const own = config.contract === undefined ? undefined : fromRoot(config.contract);
  const isOwn = contract === undefined || (own !== undefined && relative(contract, own) === '');
  return {
    config,
    configFile: loaded.file,
    placeOf: loaded.placeOf,
    root,
    contract: contract ?? own,
    compiled: isOwn && config.compiled !== undefined ? fromRoot(config.compiled) : undefined,
    recordings: input.arguments.length > 0 ? input.arguments : (config.recordings ?? []).map(fromRoot),
    exclude: (config.exclude ?? []).map((pattern) =>
      pattern.startsWith('**') ? pattern : fromRoot(pattern),
    ),
    baseline: baselineOf(input, config.baseline === undefined ? undefined : fromRoot(config.baseline)),
    failOn: (optionOf(input, 'fail-on') as FailOn | undefined) ?? config.failOn ?? 'warning',
    cache: !isSet(input, 'no-cache'),
  };
}

/** What a flag asks for goes before the config, kind by kind. */
function withFlags(config: Config, input: Input): Config {
  const flags = minCoverageOf(input);
  return flags === undefined ? config : { ...config, minCoverage: { ...config.minCoverage, ...flags } };
}

function baselineOf(input: Input, configured: string | undefined): Settings['baseline'] {
  const given = lastOf(input, ['baseline', 'no-baseline']);
  if (given?.value === true) return undefined;
  if (given !== undefined) return { file: given.value, required: true };
  return configured === undefined ? undefined : { file: configured, required: false };
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
