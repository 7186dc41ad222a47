// `check --watch`: a run, then another whenever something that it read is different. Names, sizes and times are compared, not events of the
// system: that works on every file system, and what a run writes itself does not start the next.

import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError, orMistake } from '../../lib/input-error.ts';
import { abortSignalOf } from '../../lib/interrupt.ts';
import { plural } from '../../lib/plural.ts';
import { findRecordings, statOf } from '../../recordings/find.ts';
import { exitCodes, type Input, type Io, isSet, optionOf } from '../command.ts';
import { eachSettingsOf } from '../config/settings.ts';
import { reportError } from '../exit.ts';

/** Milliseconds between two looks, and for an editor that writes a file in several steps. */
const PAUSE = 100;
/** A look that takes long is followed by a longer pause. */
const IDLE = 20;
const MISSING = 'missing';
const CLEAR = '\u001b[2J\u001b[3J\u001b[H';

export async function watch(input: Input, io: Io, check: () => Promise<number>): Promise<number> {
  refuse(input);
  let code: number = exitCodes.passed;
  let seen = await filesSeen(input, io);
  while (!io.signal?.aborted) {
    const before = seen;
    code = await checked(check, io);
    seen = await filesSeen(input, io);
    const change = changedSince(before, seen) ?? (await nextChange(seen, input, io));
    if (change === undefined) break;
    await sleep(PAUSE);
    seen = await filesSeen(input, io);
    await io.stdout.write(io.stdout.isTerminal ? CLEAR : `\n${change}\n`);
  }
  return code;
}

function refuse(input: Input): void {
  const name = isSet(input, 'live') ? '--live' : input.arguments.includes('-') ? 'standard input' : undefined;
  if (name === undefined) return;
  throw new InputError(`${name} can not be watched`, { fix: 'leave out --watch, or name files and folders' });
}

/** What the user can mend ends a run, not the watching: it is being mended. */
async function checked(check: () => Promise<number>, io: Io): Promise<number> {
  const code = await orMistake(check);
  return code instanceof InputError ? reportError(code, io) : code;
}

/** The first file that differs; undefined where the user interrupted instead. */
async function nextChange(seen: Seen, input: Input, io: Io): Promise<string | undefined> {
  await io.stderr.write(`watching ${plural(seen.size, 'file')}; Ctrl-C ends it\n`);
  const signal = io.signal && abortSignalOf(io.signal);
  for (let pause = PAUSE; ; ) {
    await sleep(pause, undefined, signal && { signal }).catch(() => {});
    if (io.signal?.aborted) return undefined;
    const began = performance.now();
    const change = changedSince(seen, await filesSeen(input, io));
    if (change !== undefined) return change;
    pause = Math.max(PAUSE, IDLE * (performance.now() - began));
  }
}

/** By name, the size and time of what a run of `check` reads. */
type Seen = ReadonlyMap<string, string>;

async function filesSeen(input: Input, io: Io): Promise<Seen> {
  // Without any where the config can't be read, which the run itself reports.
  const settings = await orMistake(() => eachSettingsOf(input, io));
  const each = settings instanceof InputError ? [] : settings;
  const contracts = each.length === 0 ? [optionOf(input, 'contract')] : each.map(({ contract }) => contract);
  const recordings = each.length === 0 ? input.arguments : each.flatMap((settings) => settings.recordings);
  const single = each.flatMap(({ config, configFile, baseline, compiled }) => [
    configFile,
    baseline?.file,
    compiled,
    ...(config.overlays ?? []),
  ]);
  const files = [
    ...readdirSync(io.cwd).filter((name) => name.startsWith('driftgate.config.')),
    ...single.filter((file) => file !== undefined),
    ...contracts.flatMap((contract) => (contract === undefined ? [] : contractFiles(contract))),
    ...(await recordingFiles(recordings, each[0]?.exclude ?? [])),
  ];
  return new Map(files.map((file) => [file, stampOf(file)]));
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
  const lists = words.map(async (word) => {
    const found = await orMistake(() => findRecordings([word], { exclude }));
    return found instanceof InputError ? [word] : found;
  });
  return (await Promise.all(lists)).flat();
}

function stampOf(file: string): string {
  const info = statOf(file);
  return info === undefined ? MISSING : `${info.mtimeMs} ${info.size}`;
}
