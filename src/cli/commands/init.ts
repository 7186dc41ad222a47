import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../lib/input-error.ts';
import { plural } from '../../lib/plural.ts';
import { type Command, exitCodes, type Io } from '../command.ts';
import { CONFIG_NAMES } from '../config/load.ts';
import { writeText } from '../files.ts';
import { newFiles, scripts } from '../init/files.ts';
import { readProject, withScripts } from '../init/project.ts';

export const command: Command = {
  description:
    'Write a config, an example contract with a recording and a baseline, npm scripts and a GitHub workflow. Asks nothing, ' +
    'overwrites nothing, needs no network; the result passes its own gate.',
  arguments: [],
  options: [],
  examples: {
    'driftgate init && driftgate check': 'a first finding, shown as known',
  },
  run: (_input, io) => runInit(io),
};

/** All or nothing: whatever could refuse does so before the first file is written. */
async function runInit(io: Io): Promise<number> {
  const project = readProject(io);
  const files = newFiles(project);
  refuseToOverwrite(files, io.cwd);
  const manifest = withScripts(project.packageText, scripts);
  for (const { path, text } of files) writeText(path, text);
  if (manifest !== project.packageText) writeText('package.json', manifest);
  const written = [
    ...files.map(({ path }) => `${path}: written`),
    `package.json: scripts ${Object.keys(scripts).join(', ')}`,
  ];
  await io.stdout.write(`${[...written, ...nextSteps].join('\n')}\n`);
  return exitCodes.passed;
}

function refuseToOverwrite(files: ReturnType<typeof newFiles>, folder: string): void {
  const taken = [...new Set([...files.map(({ path }) => path), ...CONFIG_NAMES])].filter((path) =>
    existsSync(join(folder, path)),
  );
  if (taken.length === 0) return;
  throw new InputError(
    `${plural(taken.length, 'file')} ${taken.length === 1 ? 'is' : 'are'} in the way; nothing was written`,
    {
      problems: taken.map((file) => ({
        place: { file },
        message: 'is there already, and init overwrites nothing',
        fix: 'move it away, or write the other files by hand',
      })),
    },
  );
}

const nextSteps = [
  '',
  'next:',
  '  npx --no-install driftgate check   shows the one known finding of the sample and passes',
  '  then write your own openapi/contract.yaml and put your recordings into recordings/',
];
