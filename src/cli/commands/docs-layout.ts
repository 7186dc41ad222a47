import { visible } from '../../lib/visible-text.ts';
import type { LayoutFit, PageWord } from '../../page/describe-layout.ts';
import type { Layout } from '../../page/layout.ts';
import { argument, type Command, exitCodes, type Input, type Io, option, optionOf } from '../command.ts';
import { layoutsOf, noPages, textOf } from '../docs/pages.ts';
import { refuseExisting, writeText } from '../files.ts';
import { fileWords, pageOptions } from '../options.ts';

export const command: Command = {
  description:
    'Say which headings, columns and labels a reference page has and what each known layout makes of them, and draft a layout for the rest.',
  files: {
    reads: [fileWords.config, 'the page that is named'],
    writes: [
      'what it found: standard output',
      'the draft: -o, a new file, or standard output',
      fileWords.cache,
    ],
  },
  arguments: [argument('[page]', 'the file or https URL of one reference page')],
  options: [
    option('--config <file>', 'instead of the nearest driftgate.config.ts'),
    option('-o, --output <file>', 'write the draft here; it never overwrites'),
    ...pageOptions,
  ],
  examples: {
    'driftgate docs layout pages/show-lamp.md': 'how the page is laid out',
    'driftgate docs layout pages/show-lamp.md -o lamp-layout.ts': 'with the draft in a file',
  },
  run: runDocsLayout,
};

async function runDocsLayout(input: Input, io: Io): Promise<number> {
  const [file] = input.arguments;
  if (file === undefined) throw noPages();
  const output = optionOf(input, 'output');
  if (output !== undefined) refuseExisting(output);
  const text = await textOf(file, input, io);
  if (typeof text !== 'string') return exitCodes.unchecked;
  const { describeLayout } = await import('../../page/describe-layout.ts');
  const { fits, draft } = describeLayout(text, file, await layoutsOf(input, io));
  const [best] = fits;
  if (best !== undefined) await io.stdout.write(fitText(best));
  // Of those that know no heading there is nothing to say, unless none does.
  const telling = fits.filter(({ headings }) => headings.some(({ meaning }) => meaning !== undefined));
  for (const fit of telling.length > 0 ? telling : fits) await io.stdout.write(missText(fit));
  const module = draftText(draft);
  if (output === undefined) await io.stdout.write(`\n${module}`);
  else {
    writeText(output, module);
    await io.stdout.write(`${output}: a draft; add it to pages.layouts of the config\n`);
  }
  return exitCodes.passed;
}

function fitText({ layout, headings, columns, labels }: LayoutFit): string {
  const lines = (title: string, words: readonly PageWord[]) => [
    `${title}, as ${layout} reads them`,
    ...words.map(
      ({ text, line, meaning }) =>
        `  ${String(line).padStart(5)}  ${meaning ?? 'not known'}: ${visible(text)}`,
    ),
  ];
  return `${[...lines('headings', headings), ...lines('columns', columns), ...lines('labels', labels)].join('\n')}\n`;
}

function missText({ layout, headings, columns }: LayoutFit): string {
  const part = (name: string, words: readonly PageWord[]) => {
    const missed = words.filter(({ meaning }) => meaning === undefined).map(({ text }) => visible(text));
    return `${words.length - missed.length} of ${words.length} ${name}${missed.length === 0 ? '' : `, not ${missed.join(', ')}`}`;
  };
  return `${layout}: knows ${part('headings', headings)}; ${part('columns', columns)}\n`;
}

function draftText(draft: Layout): string {
  return [
    "import type { PageLayout } from 'driftgate';",
    '',
    '// A draft: words stand where they seem to belong. Delete those that name no part of the operation.',
    `export const layout: PageLayout = ${JSON.stringify(draft, undefined, 2)};`,
    '',
  ].join('\n');
}
