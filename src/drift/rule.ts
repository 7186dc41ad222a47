import type { Issue, Level, Violation } from '../model.ts';
import type { Observation } from './observation.ts';

/** One kind of drift: what it is called, what it means, and how to see it in an exchange. */
export type Rule = {
  readonly code: string;
  readonly level: Level;
  /** One line, for tables. */
  readonly meaning: string;
  readonly explanation: string;
  /** A finding as the text report prints it. */
  readonly example: string;
  readonly fix: string;
  readonly find: (observation: Observation) => readonly Issue[];
};

/** A rule about what the strict schema says of the body; `message` words one violation. */
export function bodyRule(
  rule: Omit<Rule, 'find'> & { readonly message: (violation: Violation) => string },
): Rule {
  const { message, ...words } = rule;
  return {
    ...words,
    find: ({ violations }) =>
      violations
        .filter(({ code }) => code === rule.code)
        .map(({ schemaPointer, ...violation }) => ({
          ...violation,
          message: message({ schemaPointer, ...violation }),
          declaredAt: schemaPointer,
        })),
  };
}

/** The last name of a pointer in quotes, or what stands for the whole body. */
export function subject(pointer: string): string {
  return pointer === '' ? 'the body' : `"${pointer}"`;
}

/** An observed value of a closed list is a name, as long as it looks like one; anything else stays unprinted. */
export function shown(value: string | undefined): string {
  return value !== undefined && /^[\w.:+/-]{1,64}$/.test(value) ? ` "${value}"` : '';
}

/** `a string`, `an array`, `null`. */
export function article(type: string): string {
  if (type === 'null' || type.startsWith('a ') || type.startsWith('an ')) return type;
  return `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;
}
