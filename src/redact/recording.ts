// A recording from elsewhere, as text: what is JSON is redacted as JSON, the rest by what can be seen in it. In doubt
// nothing is written.
import { InputError } from '../lib/input-error.ts';
import type { Place } from '../model.ts';
import { utf8 } from './octets.ts';
import type { Redactor } from './redactor.ts';

export type RedactedRecording = {
  readonly text: string;
  readonly changed: boolean;
  /** Where secrets stood, most frequent first; `header` and other names, never values. */
  readonly found: readonly { readonly where: string; readonly count: number }[];
  /** Where values begin that could not be looked into, so nothing is said of them. */
  readonly unread: readonly Place[];
};

/** `file` is for messages only. Throws InputError where it cannot vouch for the result. */
export function redactRecording(text: string, redactor: Redactor, file: string): RedactedRecording {
  refuseUnreadable(text, file);
  redactor.learned.forget();
  redactWhole(text, redactor, file);
  // A value may be repeated before the header that says that it is a secret.
  redactor.tally.clear();
  redactor.unread.clear();
  const result = redactWhole(text, redactor, file);
  const unread = placesOf(text, [...redactor.unread], file);
  const found = [...redactor.tally]
    .map(([where, count]) => ({ where, count }))
    .sort((a, b) => b.count - a.count || (a.where < b.where ? -1 : 1));
  if (redactor.literals.isIn(result)) throw doubt(file, 'a known secret would be left');
  if (redactWhole(result, redactor, file) !== result)
    throw doubt(file, 'what was redacted does not look redacted to a second reading');
  return { text: result, changed: result !== text, found, unread };
}

/** In the order of the text, in one pass over it. */
function placesOf(text: string, offsets: number[], file: string): Place[] {
  let [line, lineStart] = [1, 0];
  return offsets
    .sort((a, b) => a - b)
    .map((offset) => {
      for (
        let end = text.indexOf('\n', lineStart);
        end >= 0 && end < offset;
        end = text.indexOf('\n', lineStart)
      ) {
        line += 1;
        lineStart = end + 1;
      }
      return { file, line, column: offset - lineStart + 1 };
    });
}

function redactWhole(text: string, redactor: Redactor, file: string): string {
  if (/^[\s\ufeff]*[[{]/.test(text)) return redactor.json(text);
  const binary = binaryYaml(text, redactor);
  const restored = binary?.restore(redactLines(binary.blanked, redactor));
  if (restored === undefined) throw doubt(file, 'it holds binary YAML where it is not looked into');
  return restored;
}

function redactLines(text: string, redactor: Redactor): string {
  // Messages as curl prints them: the head is lines, the body may be JSON and ends with the text or a next message.
  const pieces = text.split(/((?:^|\r?\n)\r?\n(?=\s*[[{]))/);
  const redacted: string[] = [];
  let offset = 0;
  for (const piece of pieces) {
    redactor.position.offset = offset;
    redacted.push(redactor.text(piece));
    offset += piece.length;
  }
  return redacted.join('');
}

function refuseUnreadable(text: string, file: string): void {
  if (text.includes('\0')) throw doubt(file, 'it holds NUL octets, so it is no text');
  if (
    /^%YAML|^---\s/m.test(text) &&
    /"(?:[^"\\]|\\.)*\\u[0-9a-f]{4}/i.test(text) &&
    !/^[\s\ufeff]*[[{]/.test(text)
  )
    throw doubt(file, 'it holds escaped YAML strings, which are not looked into');
}

function doubt(file: string, reason: string): InputError {
  return new InputError(`${reason}; nothing was written`, {
    place: { file },
    fix: 'record it again as HAR or NDJSON, or remove the secret by hand',
  });
}

// ---- binary values of YAML: `!!binary`, Ruby's `!binary`, and `base64_string` of VCR. While the text around is redacted NULs stand for them, so
// that nothing reads base64 as words; what they hold is redacted as octets.

type BinaryYaml = {
  /** The text with NULs instead of base64, of the same length. */
  readonly blanked: string;
  /** Puts the redacted values into the redacted text; undefined where one of them has no place any more. */
  readonly restore: (redacted: string) => string | undefined;
};

const MARK = /!!?binary\b|\bbase64_string:/;

const VALUE =
  /^([ \t]*(?:- +)*(?:(?:["']?([\w.-]{1,100})["']?:[ \t]+)?!!?binary[ \t]+|base64_string:[ \t]+(?:!!?binary[ \t]+)?)(?:[|>][-+\d]{0,3}[ \t]*\r?\n[ \t]+|["']?))([A-Za-z0-9+/=]+(?:[ \t]*\r?\n[ \t]+[A-Za-z0-9+/=]+(?=[ \t]*(?:\r?\n|(?![\s\S]))))*)(?=["']?[ \t]*(?:\r?\n|(?![\s\S])))/gm;

/** undefined: some binary value stands where it is not found, as the key of a map. */
function binaryYaml(text: string, redactor: Redactor): BinaryYaml | undefined {
  const values: { readonly base64: string; readonly name: string | undefined; readonly offset: number }[] =
    [];
  const blanked = text.replace(VALUE, (_, before: string, name: string | undefined, base64: string, at) => {
    const owner = name ?? (/^[ \t]*- /.test(before) ? listOwner(text, at) : undefined);
    values.push({ base64, name: owner, offset: at + before.length });
    return before + '\0'.repeat(base64.length);
  });
  if (blanked.replace(VALUE_MARKS, '').match(MARK) !== null) return undefined;
  return {
    blanked,
    restore: (redacted) => {
      if ((redacted.match(/\0+/g) ?? []).length !== values.length) return undefined;
      let next = 0;
      return redacted.replace(/\0+/g, (blank) => {
        const value = values[next++];
        if (value === undefined) return blank;
        redactor.position.offset = value.offset;
        return redactedValue(value.base64, value.name, redactor);
      });
    },
  };
}

/** The marks of values that were found. */
const VALUE_MARKS =
  /(?:!!?binary[ \t]+|base64_string:[ \t]+)+(?=(?:[|>][-+\d]{0,3}[ \t]*\r?\n[ \t]+|["']?)\0)/g;

function redactedValue(base64: string, name: string | undefined, redactor: Redactor): string {
  const octets = Buffer.from(base64.replace(/\s/g, ''), 'base64');
  const text = name !== undefined && redactor.isSecret(name) ? utf8(octets) : undefined;
  const result =
    text === undefined ? redactor.readableOctets(octets) : Buffer.from(redactor.named(name ?? '', text));
  if (result.equals(octets)) return base64;
  const [first = ''] = /^\S+/.exec(base64) ?? [];
  const separator = /\s+/.exec(base64)?.[0];
  const encoded = result.toString('base64');
  if (separator === undefined) return encoded;
  return (encoded.match(new RegExp(`.{1,${first.length}}`, 'g')) ?? []).join(separator);
}

/** The key above a list: its lines are those that begin further in or with a dash. */
function listOwner(text: string, at: number): string | undefined {
  const lines = text.slice(Math.max(0, at - 2000), at).split('\n');
  const owner = lines.findLast((line) => /^[ \t]*(?:- +)?["']?[\w.-]+["']?:[ \t]*\r?$/.test(line));
  return owner === undefined ? undefined : /([\w.-]+)["']?:/.exec(owner)?.[1];
}
