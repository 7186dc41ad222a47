// For bash 3.2 on: no associative arrays, nothing of bash-completion.
import type { OptionSpec } from '../command.ts';
import { type CompletedCommand, type Completion, flagsOf, posixQuoted } from './spec.ts';

export function bashCompletion({ commands, first, groups }: Completion): string {
  return `# bash completion of driftgate
_driftgate() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} words= values=
  case "$command" in
${groups.map(groupCase).join('\n')}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${quoted([...first.map(({ name }) => name), '--help', '--version'])} -- "$current"))
    return
  fi
  case "$command" in
${commands.map(commandCase).join('\n')}
  esac
  if [ -n "$values" ]; then COMPREPLY=($(compgen -W "$values" -- "$current")); return; fi
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
    *) COMPREPLY=($(compgen -f -- "$current")) ;;
  esac
}
complete -o filenames -F _driftgate driftgate
`;
}

/** A command of two words becomes one; while the second is typed, it is what is completed. */
function groupCase({ name, second }: Completion['groups'][number]): string {
  const seconds = quoted(second.map((choice) => choice.name));
  return `    ${name}) if [ "$COMP_CWORD" -eq 2 ]; then COMPREPLY=($(compgen -W ${seconds} -- "$current")); return; fi; [ "$COMP_CWORD" -gt 2 ] && command="$command \${COMP_WORDS[2]}" ;;`;
}

function commandCase({ words, options, values }: CompletedCommand): string {
  const choices = options.filter((option) => option.choices !== undefined).map(choiceCase);
  const own = values.length === 0 ? '' : ` values=${quoted(values)}; case "$current" in -*) values= ;; esac;`;
  const byPrevious = choices.length === 0 ? '' : ` case "$previous" in ${choices.join(' ')} esac;`;
  return `    ${quoted([words.join(' ')])}) words=${quoted(options.flatMap(flagsOf))};${own}${byPrevious} ;;`;
}

function choiceCase(option: OptionSpec): string {
  return `${flagsOf(option).join('|')}) values=${quoted(option.choices?.names ?? [])} ;;`;
}

function quoted(words: readonly string[]): string {
  return posixQuoted(words.join(' '));
}
