import type { Config, RuleConfig, RuleLevel } from '../config.ts';
import type { Issue } from '../model.ts';

type LevelOf = (issue: Issue, operation: string | undefined, usual: RuleLevel) => RuleLevel;

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
function matches(pattern: string, pointer: string): boolean {
  const [wanted, tokens] = [pattern.split('/'), pointer.split('/')];
  return (
    wanted.length === tokens.length &&
    wanted.every((token, index) => token === '*' || token === tokens[index])
  );
}
