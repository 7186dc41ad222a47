import type { Issue, Level, Violation } from '../model.ts';
import type { Observation } from './observation.ts';

/** What other tools call the same thing, by tool; only where that tool has a term of its own. */
export type Elsewhere = Readonly<Record<string, string>>;

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
  readonly elsewhere?: Elsewhere;
  readonly find: (observation: Observation) => readonly Issue[];
};

/** A rule about what the strict schema says of the body; `message` words one violation. */
export function bodyRule(
  rule: Omit<Rule, 'find'> & { readonly message: (violation: Violation) => string },
): Rule {
  const { message, ...words } = rule;
  return {
    ...words,
    find: ({ violations }) => {
      if (!violations.some(({ code }) => code === rule.code)) return NONE;
      return violations
        .filter(({ code }) => code === rule.code)
        .map((violation) => issueOf(violation, message(violation)));
    },
  };
}

const NONE: readonly Issue[] = [];

function issueOf(violation: Violation, message: string): Issue {
  const { code, pointer, name, expected, received, branch, schemaPointer } = violation;
  return {
    code,
    pointer,
    ...(name === undefined ? {} : { name }),
    expected,
    received,
    ...(branch === undefined ? {} : { branch }),
    message,
    declaredAt: schemaPointer,
  };
}
