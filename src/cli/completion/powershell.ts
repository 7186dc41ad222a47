// For Windows PowerShell 5.1 and PowerShell 7: a completer that gives nothing leaves the word to the completion of file names.
import { type Choice, type CompletedCommand, type Completion, flagsOf } from './spec.ts';

export function powershellCompletion({ commands, first, groups }: Completion): string {
  return `# PowerShell completion of driftgate
Register-ArgumentCompleter -Native -CommandName driftgate -ScriptBlock {
  param($word, $line, $cursor)
  # By the words before: the first words, the second words of a group, the options of a command, the values of an option or argument.
  $words = ${dictionary([...first, { name: '--help', description: 'print this help' }, { name: '--version', description: 'print the version' }])}
  $groups = @{
${groups.map(({ name, second }) => `    ${quoted(name)} = ${dictionary(second)}`).join('\n')}
  }
  $options = @{
${commands.map((command) => `    ${quoted(command.words.join(' '))} = ${dictionary(optionsOf(command))}`).join('\n')}
  }
  $values = @{
${commands.flatMap(valueLines).join('\n')}
  }
  $before = @($line.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { "$_" })
  $command = "$($before[0]) $($before[1])"
  if (-not $options.ContainsKey($command)) { $command = "$($before[0])" }
  $afterOption = "$command $($before[-1])"
  $choices = if ($before.Count -eq 0) { $words }
    elseif ($before.Count -eq 1 -and $groups.ContainsKey($before[0])) { $groups[$before[0]] }
    elseif ($values.ContainsKey($afterOption)) { $values[$afterOption] }
    elseif ($word.StartsWith('-')) { $options[$command] }
    else { $values[$command] }
  if ($null -eq $choices) { return }
  foreach ($choice in $choices.GetEnumerator()) {
    if ($choice.Key.StartsWith($word)) {
      [System.Management.Automation.CompletionResult]::new($choice.Key, $choice.Key, 'ParameterValue', $choice.Value)
    }
  }
}
`;
}

function optionsOf({ options }: CompletedCommand): readonly Choice[] {
  return options.flatMap((option) =>
    flagsOf(option).map((name) => ({ name, description: option.description })),
  );
}

function valueLines({ words, options, values }: CompletedCommand): readonly string[] {
  const command = words.join(' ');
  const own = values.length === 0 ? [] : [valueLine(command, values)];
  return [
    ...own,
    ...options.flatMap((option) =>
      flagsOf(option).flatMap((flag) =>
        option.choices === undefined ? [] : [valueLine(`${command} ${flag}`, option.choices.names)],
      ),
    ),
  ];
}

function valueLine(key: string, names: readonly string[]): string {
  return `    ${quoted(key)} = ${dictionary(names.map((name) => ({ name, description: name })))}`;
}

/** In the order given. No keys here differ in case alone, which a dictionary of PowerShell would not tell apart. */
function dictionary(choices: readonly Choice[]): string {
  const entries = choices.map(({ name, description }) => `${quoted(name)} = ${quoted(description)}`);
  return `[ordered]@{ ${entries.join('; ')} }`;
}

/** PowerShell reads typographic single quotes as quotes, too. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}
