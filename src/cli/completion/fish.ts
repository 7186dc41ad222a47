import type { OptionSpec } from '../command.ts';
import { type CompletedCommand, firstWords, secondWords } from './spec.ts';

export function fishCompletion(spec: readonly CompletedCommand[]): string {
  const first = firstWords(spec);
  const lines = [
    '# fish completion of driftgate',
    ...first.map(
      ({ name, description }) =>
        `complete -c driftgate -n __fish_use_subcommand -f -a ${quoted(name)} -d ${quoted(description)}`,
    ),
    ...first.flatMap(({ name }) =>
      secondWords(spec, name).map(
        (second) =>
          `complete -c driftgate -n ${quoted(isSecond(spec, name))} -f -a ${quoted(second.name)} -d ${quoted(second.description)}`,
      ),
    ),
    ...spec.flatMap((command) => [
      ...valueLines(spec, command),
      ...command.options.map((option) => optionLine(spec, command, option)),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** The first word is there and none of its second words yet. */
function isSecond(spec: readonly CompletedCommand[], name: string): string {
  const seconds = secondWords(spec, name).map((second) => second.name);
  return `__fish_seen_subcommand_from ${name}; and not __fish_seen_subcommand_from ${seconds.join(' ')}`;
}

/** `check` is a command, and the second word of another one. */
function isCommand(spec: readonly CompletedCommand[], words: readonly string[]): string {
  const [only, second] = words;
  const groups = spec.flatMap((other) =>
    second === undefined && other.words[1] === only ? (other.words[0] ?? []) : [],
  );
  const seen = words.map((word) => `__fish_seen_subcommand_from ${word}`);
  const unseen = [...new Set(groups)].map((group) => `not __fish_seen_subcommand_from ${group}`);
  return [...seen, ...unseen].join('; and ');
}

function valueLines(
  spec: readonly CompletedCommand[],
  { words, values }: CompletedCommand,
): readonly string[] {
  if (values.length === 0) return [];
  return [`complete -c driftgate -n ${quoted(isCommand(spec, words))} -f -a ${quoted(values.join(' '))}`];
}

function optionLine(
  spec: readonly CompletedCommand[],
  { words }: CompletedCommand,
  { name, short, value, choices, description }: OptionSpec,
): string {
  const flags = `-l ${name}${short === undefined ? '' : ` -s ${short}`}`;
  const takes = value === undefined ? '' : ' -r';
  const values = choices === undefined ? '' : ` -f -a ${quoted(choices.names.join(' '))}`;
  return `complete -c driftgate -n ${quoted(isCommand(spec, words))} ${flags}${takes}${values} -d ${quoted(description)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
