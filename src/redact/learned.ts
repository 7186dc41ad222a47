// Secrets that were met under a name that says so, such as a header's: wherever the same recording repeats one, it is one too.

export type Learned = {
  readonly add: (secret: string) => void;
  /** Each whole word of the text that is one of them replaced. */
  readonly replace: (text: string) => string;
  readonly size: () => number;
  readonly forget: () => void;
};

/** So many are remembered: more than a recording has sessions. */
const MOST = 100_000;

/** Shorter ones are not looked for. */
const SHORTEST = 8;

/** What may stand around a repeated secret differs, so each text is cut into words in several ways. */
const WORDS = [/[^\s"'`<>,;&\\]{8,}/g, /[\w.~+/=-]{8,}/g, /[\w.~+=-]{8,}/g, /[\w-]{8,}/g, /[A-Za-z0-9]{8,}/g];

export function createLearned(replacementOf: (secret: string) => string): Learned {
  const secrets = new Set<string>();
  function substitute(word: string): string {
    if (secrets.has(word)) return replacementOf(word);
    if (!word.includes('%')) return word;
    const plain = decoded(word);
    return secrets.has(plain) ? encodeURIComponent(replacementOf(plain)) : word;
  }
  return {
    add: (secret) => {
      if (secrets.size < MOST && isDistinctive(secret)) secrets.add(secret);
    },
    replace: (text) => {
      if (secrets.size === 0 || text.length < SHORTEST) return text;
      if (secrets.has(text)) return replacementOf(text);
      return WORDS.reduce((sofar, words) => sofar.replace(words, substitute), text);
    },
    size: () => secrets.size,
    forget: () => secrets.clear(),
  };
}

/** Not an everyday word, a number or a date, which stand in bodies for other reasons. */
function isDistinctive(secret: string): boolean {
  if (secret.length < SHORTEST || /^\d{4}-\d\d-\d\d|^[\d.:+-]+$/.test(secret)) return false;
  return secret.length >= 16 || (/\d/.test(secret) && /[a-z]/i.test(secret));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
