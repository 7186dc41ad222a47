import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../lib/input-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeWhole } from '../files.ts';
import { type NewFile, newFiles, scriptsFor } from '../init/files.ts';
import { withScripts } from '../init/package-scripts.ts';
import { readProject } from '../init/project.ts';
import type { Io } from '../io.ts';

/** All or nothing: whatever could refuse does so before the first file is written. */
export async function runInit(io: Io): Promise<number> {
  const project = readProject(io.cwd);
  const files = newFiles(project);
  refuseToOverwrite(files, io.cwd);
  const scripts = scriptsFor(project);
  const manifest = withScripts(project.packageText, scripts);
  for (const { path, text } of files) writeWhole(path, text);
  if (manifest !== project.packageText) writeWhole('package.json', manifest);
  const written = [
    ...files.map(({ path }) => `${path}: written`),
    `package.json: scripts ${Object.keys(scripts).join(', ')}`,
  ];
  await io.stdout.write(`${[...written, ...nextSteps].join('\n')}\n`);
  return exitCodes.passed;
}

const configs = ['ts', 'mts', 'js', 'mjs', 'json'].map((extension) => `driftgate.config.${extension}`);

function refuseToOverwrite(files: readonly NewFile[], folder: string): void {
  const taken = [...new Set([...files.map(({ path }) => path), ...configs])].filter((path) =>
    existsSync(join(folder, path)),
  );
  if (taken.length === 0) return;
  throw new InputError(
    `${taken.length === 1 ? '1 file is' : `${taken.length} files are`} in the way; nothing was written`,
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
  '  npx driftgate check   shows the one known finding of the sample and passes',
  '  then write your own openapi/contract.yaml and put your recordings into recordings/',
];
