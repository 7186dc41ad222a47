// The levels that the config sets for codes, operations and pointers.
import type { Config, RuleConfig, RuleLevel } from '../../config.ts';
import { unknownName } from '../../lib/suggest.ts';
import type { Issue } from '../../model.ts';
import type { Settings } from './settings.ts';

type LevelOf = (
  issue: Pick<Issue, 'code' | 'pointer'>,
  operation: string | undefined,
  usual: RuleLevel,
) => RuleLevel;

/** The most particular setting wins: pointer, then operation, then code. */
export function createLevels(rules: Config['rules']): LevelOf {
  if (rules === undefined) return (_issue, _operation, usual) => usual;
  return (issue, operation, usual) => {
    const rule: RuleConfig | undefined = Object.hasOwn(rules, issue.code) ? rules[issue.code] : undefined;
    if (rule === undefined || typeof rule === 'string') return rule ?? usual;
    const pattern = Object.keys(rule.pointers ?? {}).find((pointer) => matches(pointer, issue.pointer));
    const byPointer = pattern === undefined ? undefined : rule.pointers?.[pattern];
    const byOperation =
      operation !== undefined && Object.hasOwn(rule.operations ?? {}, operation)
        ? rule.operations?.[operation]
        : undefined;
    return byPointer ?? byOperation ?? rule.level ?? usual;
  };
}

/** `*` stands for any one token. */
export function matches(pattern: string, pointer: string): boolean {
  const [wanted, tokens] = [pattern.split('/'), pointer.split('/')];
  return (
    wanted.length === tokens.length &&
    wanted.every((token, index) => token === '*' || token === tokens[index])
  );
}

/** Refuses a level for a code or an operation that does not exist: it would change nothing. Without a contract any operation may exist. */
export function checkRuleNames(
  { config, placeOf }: Settings,
  codes: readonly string[],
  operations: readonly string[] | undefined,
): void {
  for (const [code, rule] of Object.entries(config.rules ?? {})) {
    if (!codes.includes(code))
      throw unknownName({ noun: 'code', name: code, known: codes, place: placeOf(['rules', code]) });
    if (operations === undefined || typeof rule !== 'object') continue;
    for (const name of Object.keys(rule.operations ?? {}))
      if (!operations.includes(name))
        throw unknownName({
          noun: 'operation',
          name,
          known: operations,
          place: placeOf(['rules', code, name]),
        });
  }
}
