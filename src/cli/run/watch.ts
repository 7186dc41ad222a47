// `check --watch`: a run, then another whenever something that it read has changed. The system's events only wake us up;
// whether anything is different is told by names, sizes and times, so that what a run writes itself does not start the next.
import { existsSync, type FSWatcher, readdirSync, watch as watchPath } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '../../lib/input-error.ts';
import type { Interrupt } from '../../lib/interrupt.ts';
import { findRecordings, statOf } from '../../recordings/find.ts';
import { type Input, isSet, optionOf } from '../command.ts';
import { eachSettingsOf, type Settings } from '../config/settings.ts';
import { exitCodes, reportError } from '../exit.ts';
import type { Io } from '../io.ts';

/** Editors write a file in several steps. */
const SETTLE = 100;
const MISSING = 'missing';
const CLEAR = '\u001b[2J\u001b[3J\u001b[H';

export async function watch(input: Input, io: Io, check: () => Promise<number>): Promise<number> {
  refuse(input);
  const alarm = createAlarm(io.signal);
  let code: number = exitCodes.passed;
  let watched = await watchedBy(input, io);
  while (!io.signal?.aborted) {
    const before = watched;
    code = await checked(check, io);
    watched = await watchedBy(input, io);
    alarm.watch(watched.roots);
    const change =
      changedSince(before.seen, watched.seen) ?? (await nextChange(watched.seen, alarm, input, io));
    if (change === undefined) break;
    watched = await watchedBy(input, io);
    await io.stdout.write(io.stdout.isTerminal ? CLEAR : `\n${change}\n`);
  }
  alarm.close();
  return code;
}

function refuse(input: Input): void {
  const name = isSet(input, 'live') ? '--live' : input.arguments.includes('-') ? 'standard input' : undefined;
  if (name === undefined) return;
  throw new InputError(`${name} can not be watched`, { fix: 'leave out --watch, or name files and folders' });
}

/** What the user can mend ends a run, not the watching: it is being mended. */
async function checked(check: () => Promise<number>, io: Io): Promise<number> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return reportError(error, io);
  }
}

/** The first file that differs; undefined where the user interrupted instead. */
async function nextChange(seen: Seen, alarm: Alarm, input: Input, io: Io): Promise<string | undefined> {
  await io.stderr.write(`watching ${seen.size} ${seen.size === 1 ? 'file' : 'files'}; Ctrl-C ends it\n`);
  while (await alarm.rings()) {
    await sleep(SETTLE);
    const change = changedSince(seen, (await watchedBy(input, io)).seen);
    if (change !== undefined) return change;
  }
  return undefined;
}

type Alarm = {
  readonly watch: (roots: Watched['roots']) => void;
  /** False once the user interrupted. */
  readonly rings: () => Promise<boolean>;
  readonly close: () => void;
};

function createAlarm(signal: Interrupt | undefined): Alarm {
  let watchers: readonly FSWatcher[] = [];
  let rung = false;
  let wake = (): void => {};
  const ring = (): void => {
    rung = true;
    wake();
  };
  const close = (): void => {
    for (const watcher of watchers) watcher.close();
    watchers = [];
  };
  signal?.addEventListener('abort', ring, { once: true });
  return {
    close,
    watch: (roots) => {
      close();
      watchers = roots.map(({ path, recursive }) => watchPath(path, { recursive }, ring));
      for (const watcher of watchers) watcher.on('error', ring);
    },
    rings: async () => {
      if (!rung && !signal?.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      rung = false;
      return signal?.aborted !== true;
    },
  };
}

// What a run of `check` reads, as names with size and time, and the folders whose events tell of a change.

export type Seen = ReadonlyMap<string, string>;
type Root = { readonly path: string; readonly recursive: boolean };
type Watched = { readonly seen: Seen; readonly roots: readonly Root[] };

async function watchedBy(input: Input, io: Io): Promise<Watched> {
  const each = await settingsIfAny(input, io);
  const contracts = each.length === 0 ? [optionOf(input, 'contract')] : each.map(({ contract }) => contract);
  const recordings = each.length === 0 ? input.arguments : each.flatMap((settings) => settings.recordings);
  const single = each.flatMap(({ config, configFile, baseline, compiled }) => [
    configFile,
    baseline?.file,
    compiled,
    ...(config.overlays ?? []),
  ]);
  const files = [
    ...configsHere(io.cwd),
    ...single.filter((file) => file !== undefined),
    ...contracts.flatMap((contract) => (contract === undefined ? [] : contractFiles(contract))),
    ...(await recordingFiles(recordings, each[0]?.exclude ?? [])),
  ];
  const folders = [
    { path: '.', recursive: false },
    ...[...single, ...contracts].flatMap((file) =>
      file === undefined
        ? []
        : [{ path: dirname(file), recursive: dirname(file) !== '.' && contracts.includes(file) }],
    ),
    ...recordings.map((word) => ({
      path: baseOf(word),
      recursive: isPattern(word) || baseOf(word) === word,
    })),
  ];
  return { seen: new Map(files.map((file) => [file, stampOf(file)])), roots: distinct(folders) };
}

/** The first file that is new, gone or different, and which of them. */
function changedSince(before: Seen, after: Seen): string | undefined {
  for (const [file, stamp] of after)
    if (before.get(file) !== stamp) return `${file}: ${wordFor(before.get(file), stamp)}`;
  for (const file of before.keys()) if (!after.has(file)) return `${file}: deleted`;
  return undefined;
}

/** A file that something names is watched also where it is missing. */
function wordFor(before: string | undefined, after: string): string {
  if (after === MISSING) return 'deleted';
  return before === undefined || before === MISSING ? 'new' : 'changed';
}

/** Of each contract; none where the config can't be read. */
async function settingsIfAny(input: Input, io: Io): Promise<readonly Settings[]> {
  try {
    return await eachSettingsOf(input, io);
  } catch (error) {
    // The run itself says what is wrong with the config.
    if (error instanceof InputError) return [];
    throw error;
  }
}

function configsHere(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.startsWith('driftgate.config.'));
}

/** The document and what may be part of it: a contract refers only to files of its own folder. */
function contractFiles(contract: string): readonly string[] {
  const folder = dirname(contract);
  if (!existsSync(folder)) return [contract];
  const names = readdirSync(folder, { recursive: folder !== '.', encoding: 'utf8' });
  return [
    contract,
    ...names.filter((name) => /\.(?:ya?ml|json)$/i.test(name)).map((name) => join(folder, name)),
  ];
}

async function recordingFiles(
  words: readonly string[],
  exclude: readonly string[],
): Promise<readonly string[]> {
  const lists = await Promise.all(
    words.map(async (word) => {
      try {
        return await findRecordings([word], { exclude });
      } catch (error) {
        if (error instanceof InputError) return [word];
        throw error;
      }
    }),
  );
  return lists.flat();
}

/** The nearest folder that is there: of a file its own, of a glob the part without magic. */
function baseOf(word: string): string {
  const plain = isPattern(word) ? word.slice(0, word.search(/[*?[\]{}]/)).replace(/[^/]*$/, '') || '.' : word;
  const info = statOf(plain);
  if (info?.isDirectory()) return plain;
  const parent = dirname(plain);
  return parent === plain || existsSync(parent) ? parent : baseOf(parent);
}

function isPattern(word: string): boolean {
  return /[*?[\]{}]/.test(word);
}

/** Each folder once, with its subfolders where anything asks for them. */
function distinct(roots: readonly Root[]): readonly Root[] {
  const wanted = new Map<string, boolean>();
  for (const { path, recursive } of roots)
    if (existsSync(path)) wanted.set(path, recursive || wanted.get(path) === true);
  return [...wanted].map(([path, recursive]) => ({ path, recursive }));
}

function stampOf(file: string): string {
  const info = statOf(file);
  return info === undefined ? MISSING : `${info.mtimeMs} ${info.size}`;
}
