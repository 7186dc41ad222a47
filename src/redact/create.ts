// Builds a redactor from the functions of this folder.
import { randomBytes } from 'node:crypto';
import { redactJson } from './json.ts';
import { createLearned, literals } from './literals.ts';
import { redactNamed } from './named.ts';
import { nameRule } from './names.ts';
import { redactOctets, redactReadable } from './octets.ts';
import type { Redactor, Tally } from './redactor.ts';
import { isReplacement, replacement } from './replacement.ts';
import { redactText } from './text.ts';

type RedactOptions = {
  /** Secret names beyond the default ones: header, cookie, parameter or property. */
  readonly names?: readonly string[];
  /** Literal values that must not appear anywhere in the result. */
  readonly secrets?: readonly string[];
  /** Equal keys give equal replacements; by default random for each run. */
  readonly key?: Uint8Array;
};

export function createRedactor({
  names = [],
  secrets = [],
  key = randomBytes(32),
}: RedactOptions = {}): Redactor {
  const tally: Tally = new Map();
  const count = (where: string) => tally.set(where, (tally.get(where) ?? 0) + 1);
  const worthHiding = secrets.filter((secret) => secret !== '' && !isReplacement(secret));
  const known = literals(worthHiding, (secret) => replacement(secret, key));
  const learned = createLearned((secret) => replacement(secret, key));
  const redactor: Redactor = {
    ...nameRule(names),
    tally,
    learned,
    unread: new Set(),
    position: { offset: 0 },
    secret(value, where) {
      const substitute = replacement(value, key);
      if (substitute === value) return value;
      count(where);
      learned.add(value);
      return substitute;
    },
    literals: {
      isIn: known.isIn,
      replace(text) {
        const replaced = known.replace(text);
        if (replaced !== text) count('a known secret');
        const repeated = learned.replace(replaced);
        if (repeated !== replaced) count('a secret of a header or property, repeated');
        return repeated;
      },
    },
    named: (name, value) => redactNamed(name, value, redactor),
    text: (text, depth) => redactText(text, redactor, depth),
    json: (text, depth) => redactJson(text, redactor, depth),
    octets: (octets) => redactOctets(octets, redactor),
    readableOctets: (octets) => redactReadable(octets, redactor),
  };
  return redactor;
}
