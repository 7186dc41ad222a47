// Names and values from responses and pages are untrusted: a terminal obeys control characters, an editor reorders
// by bidi ones (Unicode Technical Report 36). What a reader could not see becomes an escape.
import { isObject, setOwn } from './objects.ts';

// Most text is ASCII: only the rest is held against the costly classes.
const UNUSUAL = /[^ -~\n]+/g;
const UNUSUAL_IN_LINE = /[^ -~]+/g;

let unseen: RegExp | undefined;

/** Created on first use: collecting the characters of these classes takes as long as writing a report. */
function unseenCharacters(): RegExp {
  unseen ??= /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
  return unseen;
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

// CI runners obey `##[command]` and `##vso[command]` anywhere in a line of a log.
const LOG_COMMAND = /##(?=\w*\[)/g;

// A name may be as long as a response. JSON and SARIF's identities keep it whole; people see its beginning.
const LENGTH_LIMIT = 1000;

/** One line of text; control, bidi, zero-width and lone surrogate characters are written as escapes. */
export function visible(text: string): string {
  const rest = text.length - LENGTH_LIMIT;
  const shown = rest > 0 ? `${text.slice(0, LENGTH_LIMIT)}… and ${rest} more characters` : text;
  return shown
    .replace(UNUSUAL_IN_LINE, (run) => run.replace(unseenCharacters(), visibleEscape))
    .replace(LOG_COMMAND, '#\\u0023');
}

function visibleEscape(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return NAMED[character] ?? (hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`);
}

export type Leaving = {
  /** Keeps our own colours, and the sequences that rewrite a line in place. */
  readonly mayColor?: boolean;
  /** Lines that are meant for a GitHub runner. */
  readonly isCommands?: boolean;
};

const ESC = '\u001b';
const OWN = new RegExp(`(${ESC}\\[[0-9;]*m|\\r${ESC}\\[K|${ESC}\\[2J${ESC}\\[3J${ESC}\\[H)`);

/**
 * All text leaves through this function, to a terminal, a pipe or a file: it takes out what a terminal, an editor or a log runner obeys.
 * Strings of JSON, JavaScript and double-quoted YAML keep their values.
 */
export function outgoing(lines: string, { mayColor = false, isCommands = false }: Leaving = {}): string {
  const safe = isCommands ? inert : (text: string): string => withoutCommands(inert(text));
  if (!mayColor || !lines.includes(ESC)) return safe(lines);
  return lines
    .split(OWN)
    .map((part, at) => (at % 2 === 0 ? safe(part) : part))
    .join('');
}

function inert(lines: string): string {
  return lines
    .replace(UNUSUAL, (run) => run.replace(unseenCharacters(), escapeInLine))
    .replace(/\r(?!\n)/g, '\\r')
    .replace(LOG_COMMAND, '#\\u0023');
}

function escapeInLine(character: string): string {
  return character === '\t' || character === '\r' ? character : jsonEscape(character);
}

/** Without `::` at the start of a line, where the GitHub runner looks for commands. */
export function withoutCommands(lines: string): string {
  return lines.includes('::') ? lines.replace(/^([^\S\n]*):(?=:)/gm, '$1\\u003a') : lines;
}

/** JSON text with sorted keys and without characters that a terminal or a log runner obeys. */
export function inertJson(value: unknown): string {
  const text = JSON.stringify(sorted(value), undefined, 2);
  const seen = text.replace(UNUSUAL, (run) => run.replace(unseenCharacters(), jsonEscape));
  return `${seen.replace(LOG_COMMAND, '#\\u0023')}\n`;
}

function jsonEscape(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const object: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) setOwn(object, key, sorted(value[key]));
  return object;
}
