import type { OptionSpec } from '../command.ts';
import { type Choice, type CompletedCommand, type Completion, flagsOf, posixQuoted } from './spec.ts';

export function zshCompletion({ commands, first, groups }: Completion): string {
  return `#compdef driftgate
_driftgate() {
  local command=\${words[2]}
  if (( CURRENT == 2 )); then
    local -a commands=(${describedList(first)})
    _describe command commands
    return
  fi
  case "$command" in
${groups.map(groupCase).join('\n')}
    *) shift words; (( CURRENT-- )) ;;
  esac
  case "$command" in
${commands.map(commandCase).join('\n')}
  esac
}
if [ "$funcstack[1]" = "_driftgate" ]; then _driftgate "$@"; else compdef _driftgate driftgate; fi
`;
}

function groupCase({ name, second }: Completion['groups'][number]): string {
  return `    ${name})
      if (( CURRENT == 3 )); then
        local -a commands=(${describedList(second)})
        _describe command commands
        return
      fi
      command="$command \${words[3]}"; shift 2 words; (( CURRENT -= 2 )) ;;`;
}

function commandCase({ words, options, values }: CompletedCommand): string {
  const rest = values.length === 0 ? '*:file:_files' : `*:value:(${values.join(' ')})`;
  const lines = [...options.flatMap(optionArguments), posixQuoted(rest)];
  return `    ${posixQuoted(words.join(' '))}) _arguments ${lines.join(' ')} ;;`;
}

function optionArguments(option: OptionSpec): readonly string[] {
  const { value, choices, description } = option;
  const what = description.replaceAll(/[[\]:\\]/g, '\\$&');
  const action = choices === undefined ? '_files' : `(${choices.names.join(' ')})`;
  const taken = value === undefined ? '' : `:${value}:${action}`;
  return flagsOf(option).map((flag) => posixQuoted(`*${flag}[${what}]${taken}`));
}

function describedList(choices: readonly Choice[]): string {
  return choices.map(({ name, description }) => posixQuoted(`${name}:${description}`)).join(' ');
}
