import type { OptionSpec } from '../command.ts';
import type { CompletedCommand, Completion } from './spec.ts';

export function fishCompletion({ commands, first, groups }: Completion): string {
  const lines = [
    '# fish completion of driftgate',
    ...first.map(
      ({ name, description }) =>
        `complete -c driftgate -n __fish_use_subcommand -f -a ${quoted(name)} -d ${quoted(description)}`,
    ),
    ...groups.flatMap(({ name, second }) => {
      // The first word is there and none of its second words yet.
      const isSecond = `__fish_seen_subcommand_from ${name}; and not __fish_seen_subcommand_from ${second.map((each) => each.name).join(' ')}`;
      return second.map(
        (each) =>
          `complete -c driftgate -n ${quoted(isSecond)} -f -a ${quoted(each.name)} -d ${quoted(each.description)}`,
      );
    }),
    ...commands.flatMap((command) => {
      const when = quoted(isCommand(commands, command.words));
      const { values, options } = command;
      return [
        ...(values.length === 0
          ? []
          : [`complete -c driftgate -n ${when} -f -a ${quoted(values.join(' '))}`]),
        ...options.map((option) => optionLine(when, option)),
      ];
    }),
  ];
  return `${lines.join('\n')}\n`;
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

function optionLine(when: string, { name, short, value, choices, description }: OptionSpec): string {
  const flags = `-l ${name}${short === undefined ? '' : ` -s ${short}`}`;
  const takes = value === undefined ? '' : ' -r';
  const values = choices === undefined ? '' : ` -f -a ${quoted(choices.names.join(' '))}`;
  return `complete -c driftgate -n ${when} ${flags}${takes}${values} -d ${quoted(description)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
