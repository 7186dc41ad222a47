// Finds secrets whose value is known. Those of the environment and the config are found in any spelling: plain, escaped for JSON, HTML or a URL,
// in hexadecimal, or inside base64 at any offset. Those learned from a header or property are found as whole words.
import { attempt } from '../lib/attempt.ts';
import { InputError } from '../lib/input-error.ts';

export type Literals = {
  readonly replace: (text: string) => string;
  /** Whether the text contains any form of any secret. */
  readonly isIn: (text: string) => boolean;
};

const shortest = 4;

export function literals(secrets: readonly string[], replacementOf: (secret: string) => string): Literals {
  const pairs = new Map<string, string>();
  for (const secret of new Set(secrets)) {
    if (secret.length < shortest)
      throw new InputError(
        `a known secret has fewer than ${shortest} characters and cannot be told from ordinary text`,
        {
          fix: 'use a longer one, or take it out of the environment and the config',
        },
      );
    const other = formsOf(replacementOf(secret));
    formsOf(secret).forEach((form, index) => {
      const substitute = other[index];
      if (form.length >= shortest && substitute !== undefined && form !== substitute && !pairs.has(form))
        pairs.set(form, substitute);
    });
  }
  const longestFirst = [...pairs].sort(([a], [b]) => b.length - a.length);
  return {
    replace: (text) =>
      longestFirst.reduce(
        (sofar, [form, substitute]) =>
          sofar.includes(form) ? sofar.replaceAll(form, () => substitute) : sofar,
        text,
      ),
    isIn: (text) => longestFirst.some(([form]) => text.includes(form)),
  };
}

// The n-th form of a secret and the n-th form of its replacement belong together.
function formsOf(secret: string): readonly string[] {
  const octets = Buffer.from(secret);
  const hexadecimal = octets.toString('hex');
  const escaped = JSON.stringify(secret).slice(1, -1);
  const percent = percentEncoded(secret);
  const everyOctet = hexadecimal.replace(/../g, '%$&');
  return [
    secret,
    escaped,
    escaped.replaceAll('/', '\\/'),
    asciiEscaped(escaped),
    secret.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    octets.toString('latin1'),
    percent,
    lowerPercent(percent),
    encodeURI(secret.toWellFormed()),
    percent.replaceAll('%20', '+'),
    percent.replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`),
    everyOctet,
    everyOctet.toUpperCase(),
    hexadecimal,
    hexadecimal.toUpperCase(),
    ...base64Forms(octets),
  ];
}

function percentEncoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function lowerPercent(text: string): string {
  return text.replace(/%../g, (triplet) => triplet.toLowerCase());
}

function asciiEscaped(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

// At offset 0, 1 or 2 within a group of three octets, without the characters that depend on neighbouring octets.
function base64Forms(octets: Buffer): readonly string[] {
  const inner = [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), octets]).toString('base64');
    const decided = text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + octets.length) * 8) / 6));
    return decided.length < 6 ? [octets.toString('base64')] : [decided];
  });
  return [...inner, ...inner.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}

/** Values that stood under a secret name, such as that of a header: the same recording may repeat them elsewhere. */
export type Learned = {
  readonly add: (secret: string) => void;
  /** Replaces each whole word that is one of them. */
  readonly replace: (text: string) => string;
  readonly size: () => number;
  readonly forget: () => void;
};

/** More than the sessions of any recording. */
const MOST = 100_000;

/** Shorter values are not looked for. */
const SHORTEST = 8;

/** Different characters may surround a repeated secret, so each text is split into words in several ways. */
const WORDS = [/[^\s"'`<>,;&\\]{8,}/g, /[\w.~+/=-]{8,}/g, /[\w.~+=-]{8,}/g, /[\w-]{8,}/g, /[A-Za-z0-9]{8,}/g];

export function createLearned(replacementOf: (secret: string) => string): Learned {
  const secrets = new Set<string>();
  function substitute(word: string): string {
    if (secrets.has(word)) return replacementOf(word);
    if (!word.includes('%')) return word;
    const plain = attempt(() => decodeURIComponent(word)) ?? word;
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

/** Everyday words, numbers and dates appear in bodies for other reasons. */
function isDistinctive(secret: string): boolean {
  if (secret.length < SHORTEST || /^\d{4}-\d\d-\d\d|^[\d.:+-]+$/.test(secret)) return false;
  return secret.length >= 16 || (/\d/.test(secret) && /[a-z]/i.test(secret));
}
