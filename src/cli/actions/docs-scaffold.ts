import { existsSync } from 'node:fs';
import { stringify } from 'yaml';
import { InputError } from '../../lib/input-error.ts';
import { scaffold } from '../../page/propose/scaffold.ts';
import { type Input, optionOf } from '../command.ts';
import { readPages } from '../docs-pages.ts';
import { writeWhole } from '../files.ts';
import type { Io } from '../io.ts';

export async function runDocsScaffold(input: Input, io: Io): Promise<number> {
  const file = optionOf(input, 'output');
  if (file !== undefined && file !== '-' && existsSync(file))
    throw new InputError('is there already; a draft never overwrites', {
      place: { file },
      fix: 'name a new file with -o',
    });
  const { pages, exitCode } = await readPages(input, io);
  // A draft of half the pages would look like all of them.
  if (exitCode !== 0) return exitCode;
  const { document, notes } = scaffold(pages);
  const text = stringify(document, { lineWidth: 110, aliasDuplicateObjects: false });
  for (const note of notes) await io.stderr.write(`note: ${note}\n`);
  if (file === undefined || file === '-') await io.stdout.write(text);
  else {
    writeWhole(file, text);
    await io.stdout.write(
      `${file}: ${pages.length} ${pages.length === 1 ? 'operation' : 'operations'} drafted\n`,
    );
  }
  return exitCode;
}
