// Redacts the text of a whole recording: JSON as JSON, anything else by its patterns. Refuses a text where it can't be sure of the result.
import { InputError } from '../lib/input-error.ts';
import type { Place } from '../model.ts';
import { utf8 } from './octets.ts';
import type { Redactor } from './redactor.ts';

export type RedactedRecording = {
  readonly text: string;
  readonly changed: boolean;
  /** Where secrets were found, most frequent first: names such as that of a header, never values. */
  readonly found: readonly { readonly where: string; readonly count: number }[];
  /** Where values start that could not be inspected. */
  readonly unread: readonly Place[];
};

/** `file` is for messages only. Throws an InputError where the result may still hold a secret. */
export function redactRecording(text: string, redactor: Redactor, file: string): RedactedRecording {
  refuseUnreadable(text, file);
  redactor.learned.forget();
  redactWhole(text, redactor, file);
  // The first pass learns secrets: a value may appear before the header that names it.
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

/** Sorted, found in one pass over the text. */
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
  // Messages as curl prints them: a head of lines, then a body that may be JSON and that ends with the text or before the next message.
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

// Binary values of YAML (`!!binary`, Ruby's `!binary`, `base64_string` of VCR) are redacted as octets. NULs take their place while the text around
// them is redacted, so that base64 is not read as words.

type BinaryYaml = {
  /** The text with NULs instead of base64, of the same length. */
  readonly blanked: string;
  /** Puts the redacted values back; undefined where the place of a value is gone. */
  readonly restore: (redacted: string) => string | undefined;
};

const MARK = /!!?binary\b|\bbase64_string:/;

const VALUE =
  /^([ \t]*(?:- +)*(?:(?:["']?([\w.-]{1,100})["']?:[ \t]+)?!!?binary[ \t]+|base64_string:[ \t]+(?:!!?binary[ \t]+)?)(?:[|>][-+\d]{0,3}[ \t]*\r?\n[ \t]+|["']?))([A-Za-z0-9+/=]+(?:[ \t]*\r?\n[ \t]+[A-Za-z0-9+/=]+(?=[ \t]*(?:\r?\n|(?![\s\S]))))*)(?=["']?[ \t]*(?:\r?\n|(?![\s\S])))/gm;

/** undefined where a binary value stands in a place that VALUE does not find, such as the key of a map. */
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

/** The tags of the values that were found. */
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

/** The key that a list belongs to: the nearest line above that has a key and no value. */
function listOwner(text: string, at: number): string | undefined {
  const lines = text.slice(Math.max(0, at - 2000), at).split('\n');
  const owner = lines.findLast((line) => /^[ \t]*(?:- +)?["']?[\w.-]+["']?:[ \t]*\r?$/.test(line));
  return owner === undefined ? undefined : /([\w.-]+)["']?:/.exec(owner)?.[1];
}
