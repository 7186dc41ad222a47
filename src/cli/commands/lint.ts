import { defects, outcomeOf } from '../../contract/defects.ts';
import { lintContract } from '../../contract/load.ts';
import type { PlacedProblem } from '../../contract/problem.ts';
import { InputError } from '../../lib/input-error.ts';
import { formatPlace } from '../../lib/location.ts';
import { plural } from '../../lib/plural.ts';
import { inertJson, visible } from '../../lib/visible-text.ts';
import { command as annotation } from '../../report/workflow-command.ts';
import { argument, type Command, exitCodes, type Input, type Io, option, optionOf } from '../command.ts';
import { loadOptionsOf, settingsOf } from '../config/settings.ts';
import { documentOptions } from '../options.ts';

const formats = ['text', 'json', 'github'] as const;

export const command: Command = {
  description:
    'List every mistake of the contract with its place and fix. What is told changes no verdict; values where the contract is ' +
    "not judged make `check` fail with 3. Exits with 0 whatever is listed, and with 1 under lint: 'strict' in the config.",
  arguments: [argument('[contract]', 'the OpenAPI document (default: that of the config)')],
  options: [
    ...documentOptions,
    option('--format <name>', 'how to write them: text, json, or github for annotations (default: text)', {
      noun: 'format',
      names: formats,
    }),
  ],
  examples: {
    'driftgate lint openapi.yaml': 'what is wrong in a document',
    'driftgate lint --format json': 'for machines, of the contract of the config',
  },
  run: runLint,
};

async function runLint(input: Input, io: Io): Promise<number> {
  const settings = await settingsOf(input, io);
  const file = input.arguments[0] ?? settings.contract;
  if (file === undefined)
    throw new InputError('no contract to look through', {
      fix: 'name it, or set contract in driftgate.config.ts',
    });
  const { lint, ...load } = loadOptionsOf(settings);
  const problems = await lintContract(file, load);
  const format = (optionOf(input, 'format') ?? 'text') as (typeof formats)[number];
  await io.stdout.write(
    renderers[format](problems, file),
    format === 'github' ? 'runner commands' : undefined,
  );
  return lint === 'strict' && problems.length > 0 ? exitCodes.findings : exitCodes.passed;
}

type Render = (problems: readonly PlacedProblem[], file: string) => string;

const renderers: Readonly<Record<(typeof formats)[number], Render>> = {
  text: asText,
  json: (problems, contract) =>
    inertJson({
      contract,
      problems: problems.map((problem) => ({ outcome: outcomeOf(problem.kind), ...problem })),
    }),
  github: asAnnotations,
};

function asText(problems: readonly PlacedProblem[], file: string): string {
  const lines = problems.map(({ kind, place, message, fix }) => {
    const what = `${formatPlace(place)}: ${outcomeOf(kind)}: ${message}; ${defects[kind].effect} [${kind}]`;
    return `${visible(what)}\n${fix === undefined ? '' : `  fix: ${visible(fix)}\n`}`;
  });
  return `${lines.join('')}${visible(file)}: ${countsOf(problems)}\n`;
}

function countsOf(problems: readonly PlacedProblem[]): string {
  const notJudged = problems.filter(({ kind }) => outcomeOf(kind) === 'not judged').length;
  return `${plural(problems.length, 'mistake')}, ${notJudged} not judged, ${problems.length - notJudged} told`;
}

function asAnnotations(problems: readonly PlacedProblem[], file: string): string {
  const lines = problems.map(({ kind, place, message, fix }) =>
    annotation({
      level: outcomeOf(kind) === 'told' ? 'note' : 'warning',
      title: kind,
      lines: [message, ...(fix === undefined ? [] : [`fix: ${fix}`])],
      place,
    }),
  );
  const counts = { title: 'driftgate lint', lines: [`${file}: ${countsOf(problems)}`] };
  return lines.join('') + annotation({ level: 'note', ...counts });
}
