import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadContract } from '../../contract/load.ts';
import { generatedFiles } from '../../generate/generate.ts';
import type { GeneratedFile } from '../../generate/module-text.ts';
import { InputError } from '../../lib/input-error.ts';
import { valueKeywords } from '../../verdict/rules.ts';
import { type Command, type Input, isSet, optionOf } from '../command.ts';
import { loadOptionsOf, type Settings, settingsOf } from '../config/settings.ts';
import { exitCodes } from '../exit.ts';
import { writeWhole } from '../files.ts';
import type { Io } from '../io.ts';
import { contractOptions } from '../options.ts';
import { startTypes } from '../run/types-thread.ts';

export const command: Command = {
  description:
    'Write types, validators and the compiled contract from the OpenAPI document. Equal documents give equal files.',
  arguments: [],
  options: [
    ...contractOptions.filter((option) => option.name !== 'no-cache'),
    {
      name: 'out',
      value: 'folder',
      description: 'where to (default: the folder of `compiled` in the config)',
    },
    { name: 'check', description: 'write nothing; fail when a file is not what would be written' },
  ],
  examples: [
    { command: 'driftgate generate', what: 'what the config names' },
    { command: 'driftgate generate --check', what: 'in CI: are the committed files fresh?' },
    { command: 'driftgate generate --contract openapi.yaml --out src/generated', what: 'without a config' },
  ],
  run: runGenerate,
};

async function runGenerate(input: Input, io: Io): Promise<number> {
  const settings = await settingsOf(input, io);
  const folder = optionOf(input, 'out') ?? folderOf(settings);
  const { typesFrom, split } = settings.config;
  const file = contractOf(settings);
  const typesOf = startTypes();
  const load = loadOptionsOf(settings.config);
  const contract = await loadContract(file, load);
  const files = generatedFiles(contract, {
    formats: load.formats ?? {},
    valueRules: valueKeywords(),
    split,
    types: typesOf(contract.document),
    ...(typesFrom === undefined ? {} : { typesFrom }),
  });
  return isSet(input, 'check') ? compare(files, folder, io) : write(files, folder, io);
}

function contractOf({ contract, configFile }: Settings): string {
  if (contract !== undefined) return contract;
  throw new InputError('no contract to generate from', {
    ...(configFile === undefined ? {} : { place: { file: configFile } }),
    fix: 'give --contract FILE, or set contract in driftgate.config.ts',
  });
}

function folderOf({ compiled, configFile }: Settings): string {
  if (compiled !== undefined) return dirname(compiled);
  throw new InputError('no folder to write to', {
    ...(configFile === undefined ? {} : { place: { file: configFile } }),
    fix: 'give --out FOLDER, or set compiled in driftgate.config.ts',
  });
}

async function write(files: AsyncIterable<GeneratedFile>, folder: string, io: Io): Promise<number> {
  for await (const { path, text } of files) {
    const place = join(folder, path);
    const state = stateOf(place, text);
    if (state !== 'fresh') writeWhole(place, text);
    await io.stdout.write(`${place}: ${state === 'fresh' ? 'unchanged' : 'written'}\n`);
  }
  return exitCodes.passed;
}

async function compare(files: AsyncIterable<GeneratedFile>, folder: string, io: Io): Promise<number> {
  const wrong: string[] = [];
  for await (const { path, text } of files) {
    const place = join(folder, path);
    const state = stateOf(place, text);
    if (state !== 'fresh') wrong.push(`${place}: error: ${state}: not what the contract gives\n`);
  }
  if (wrong.length === 0) return exitCodes.passed;
  await io.stderr.write(`${wrong.join('')}  fix: run ${commandFor(io.cwd)} and commit the result\n`);
  return exitCodes.findings;
}

function stateOf(path: string, text: string): 'fresh' | 'stale' | 'missing' {
  if (!existsSync(path)) return 'missing';
  return readFileSync(path, 'utf8') === text ? 'fresh' : 'stale';
}

/** The project's own script for it, where it has one. */
function commandFor(folder: string): string {
  const own = 'npx driftgate generate';
  try {
    const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      readonly scripts?: Readonly<Record<string, string>>;
    };
    return scripts?.generate === undefined ? own : 'npm run generate';
  } catch {
    return own;
  }
}
