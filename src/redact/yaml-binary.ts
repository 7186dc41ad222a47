// Binary values of YAML: `!!binary`, Ruby's `!binary`, and `base64_string` of VCR. While the text around is redacted NULs stand for them, so that
// nothing reads base64 as words; what they hold is redacted as octets.
import { utf8 } from './octets.ts';
import type { Redactor } from './redactor.ts';

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
export function binaryYaml(text: string, redactor: Redactor): BinaryYaml | undefined {
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
