// The levels that the config sets for codes, operations and pointers.
import type { Config, RuleConfig, RuleLevel } from '../../config.ts';
import { type UnknownName, unknownName } from '../../lib/suggest.ts';
import type { CompiledContract, Issue } from '../../model.ts';
import type { Settings } from './settings.ts';

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

/** Refuses a level for a code or an operation that does not exist: it would change nothing. */
export function checkRuleNames(
  { config, placeOf }: Settings,
  codes: readonly string[],
  contract: CompiledContract,
): void {
  const operations = contract.operations.map(({ id }) => id);
  for (const [code, rule] of Object.entries(config.rules ?? {})) {
    checkName({ noun: 'code', name: code, known: codes, place: placeOf(['rules', code]) });
    for (const name of Object.keys(typeof rule === 'object' ? (rule.operations ?? {}) : {}))
      checkName({ noun: 'operation', name, known: operations, place: placeOf(['rules', code, name]) });
  }
}

function checkName(name: UnknownName): void {
  if (!name.known.includes(name.name)) throw unknownName(name);
}
