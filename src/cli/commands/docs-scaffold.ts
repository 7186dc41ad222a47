import { plural } from '../../lib/plural.ts';
import { visible } from '../../lib/visible-text.ts';
import { scaffold } from '../../page/propose/scaffold.ts';
import { yamlText } from '../../page/propose/yaml-text.ts';
import { argument, type Command, type Input, type Io, option, optionOf } from '../command.ts';
import { exitCodeOfPages, readPages } from '../docs/pages.ts';
import { refuseExisting, writeText } from '../files.ts';
import { fileWords, pageArgument, pageOptions } from '../options.ts';

export const command: Command = {
  description:
    'Draft OpenAPI operations from reference pages: for new endpoints, to be read and finished by hand. ' +
    'A file that is there is never overwritten.',
  files: {
    reads: [fileWords.config, fileWords.pages],
    writes: ['the draft: -o, a new file, or standard output', fileWords.cache],
  },
  arguments: [argument('<page...>', pageArgument.description)],
  options: [option('-o, --output <file>', 'a new file (default: standard output)'), ...pageOptions],
  examples: {
    'driftgate docs scaffold pages/ShowThing.md -o openapi/things.yaml': 'one operation',
    'driftgate docs scaffold pages/': 'all pages of a folder, in one document',
  },
  run: runDocsScaffold,
};

async function runDocsScaffold(input: Input, io: Io): Promise<number> {
  const file = optionOf(input, 'output');
  if (file !== undefined && file !== '-') refuseExisting(file);
  const read = await readPages(input, io);
  const { pages } = read;
  const exitCode = exitCodeOfPages(read);
  // A draft of half the pages would look like all of them.
  if (exitCode !== 0) return exitCode;
  const { document, notes } = scaffold(pages);
  const text = yamlText(document, { lineWidth: 110, aliasDuplicateObjects: false });
  for (const note of notes) await io.stderr.write(`note: ${visible(note)}\n`);
  if (file === undefined || file === '-') await io.stdout.write(text);
  else {
    writeText(file, text);
    await io.stdout.write(`${file}: ${plural(pages.length, 'operation')} drafted\n`);
  }
  return exitCode;
}
