// docs/reference.md as the code has it: commands with their options, keys of the config, codes, exit codes.
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import type { CodeWords } from '../src/cli/codes.ts';
import { type CodeGroup, codeGroups } from '../src/cli/codes.ts';
import type { Command, CommandLine, OptionSpec } from '../src/cli/command.ts';
import { commands } from '../src/cli/commands.ts';

export async function referenceText(root: string): Promise<string> {
  const loaded = await Promise.all(
    commands.map(async (line) => commandText(line, (await line.load()).command)),
  );
  const parts = [
    '# Reference',
    'Made from the code by `npm run readme`; `npm run check` proves that it is fresh.',
    '## Commands',
    ...loaded,
    '## Config',
    'Of `driftgate.config.ts` (or `.mts`, `.js`, `.mjs`, `.json`), the nearest one upward from the working directory. Paths start at its folder.',
    keysTable(`${root}src/config.ts`, 'Config'),
    '### live',
    keysTable(`${root}src/live/settings.ts`, 'LiveSettings'),
    'A probe:',
    keysTable(`${root}src/live/settings.ts`, 'ProbeSettings'),
    '## Codes',
    '`error`: what the contract says is broken. `warning`: there is more than it says. The config sets the level of each code, by operation and by pointer.',
    ...codeGroups.map(groupText),
  ];
  return `${parts.join('\n\n')}\n`;
}

function commandText({ name }: CommandLine, command: Command): string {
  const usage = ['driftgate', name, ...command.arguments.map(({ words }) => words)].join(' ');
  const rows = [
    ...command.arguments.map((argument) => [argument.name, argument.description] as const),
    ...command.options.map((option) => [option.flags, descriptionOf(option)] as const),
  ];
  const table =
    rows.length === 0
      ? []
      : [
          tableOf(
            ['', ''],
            rows.map(([left, right]) => [`\`${left}\``, right]),
          ),
        ];
  const examples = Object.entries(command.examples).map(([line, what]) => `- \`${line}\`: ${what}`);
  return [
    `### driftgate ${name}`,
    `\`${usage}\``,
    command.description,
    ...table,
    ...filesOf(command),
    examples.join('\n'),
  ].join('\n\n');
}

function filesOf({ files }: Command): readonly string[] {
  if (files === undefined) return [];
  const list = (words: readonly string[]): string => (words.length === 0 ? 'nothing' : words.join('; '));
  return [`Reads: ${list(files.reads)}.`, `Writes: ${list(files.writes)}.`];
}

function descriptionOf({ description, choices }: OptionSpec): string {
  return choices === undefined ? description : `${description}: ${choices.names.join(', ')}`;
}

function keysTable(file: string, type: string): string {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = source.statements.find(
    (statement) => ts.isTypeAliasDeclaration(statement) && statement.name.text === type,
  );
  if (found === undefined || !ts.isTypeAliasDeclaration(found) || !ts.isTypeLiteralNode(found.type))
    throw new Error(`${file}: no type ${type}`);
  const rows = found.type.members.filter(ts.isPropertySignature).map((member) => {
    const name = member.name.getText();
    return [`\`${name}\``, `\`${typeText(member)}\``, commentOf(member, `${file}: ${name}`)];
  });
  return tableOf(['key', 'type', ''], rows);
}

function typeText(member: ts.PropertySignature): string {
  return (member.type?.getText() ?? '')
    .replaceAll(/\breadonly /g, '')
    .replaceAll(/Readonly<(Record<.*>)>/g, '$1');
}

/** A key that says nothing of itself is explained by its type alone. */
function commentOf(member: ts.PropertySignature, _where: string): string {
  return ts
    .getJSDocCommentsAndTags(member)
    .map((part) => (typeof part.comment === 'string' ? part.comment : ''))
    .join(' ')
    .replaceAll(/\s+/g, ' ');
}

function groupText({ title, codes }: CodeGroup): string {
  return [`### Of ${title}`, ...codes.map(codeText)].join('\n\n');
}

function codeText({ code, level, meaning, explanation, example, fix, elsewhere }: CodeWords): string {
  const terms = Object.entries(elsewhere ?? {}).map(
    ([tool, term]) => `${tool} ${term.replaceAll(/[\w-]*[-_A-Z][\w-]+/g, '`$&`')}`,
  );
  return [
    `#### ${code}`,
    `${level}: ${meaning}.`,
    explanation,
    `\`\`\`text\n${example.trimEnd()}\n\`\`\``,
    `Fix: ${fix}.${terms.length === 0 ? '' : ` Elsewhere: ${terms.join('; ')}.`}`,
  ].join('\n\n');
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}
