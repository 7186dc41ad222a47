// Names and values from responses and pages are untrusted: a terminal obeys control characters, an editor reorders
// by bidi ones (Unicode Technical Report 36). Everything that a reader could not see becomes an escape that he can.

const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

// CI runners obey `##[command]` and `##vso[command]` anywhere in a line of a log.
const LOG_COMMAND = /##(?=\w*\[)/g;

/** One line of text without control, bidi, zero-width and lone surrogate characters: those stand as escapes. */
export function visible(text: string): string {
  return text
    .replace(UNSEEN, (character) => NAMED[character] ?? escapeOf(character))
    .replace(LOG_COMMAND, '#\\u0023');
}

function escapeOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}

/** Without `::` at the start of a line, where the GitHub runner looks for commands. */
export function withoutCommands(lines: string): string {
  return lines.replace(/^(\s*):(?=:)/gm, '$1\\u003a');
}

/** The same JSON value in characters that neither a terminal nor a log runner obeys; keys are sorted. */
export function inertJson(value: unknown): string {
  return `${JSON.stringify(sorted(value), undefined, 2)
    .replace(UNSEEN_BUT_LAYOUT, jsonEscape)
    .replace(LOG_COMMAND, '#\\u0023')}\n`;
}

const UNSEEN_BUT_LAYOUT =
  /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

function jsonEscape(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  // A null prototype, so that a member called __proto__ stays a member.
  return entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .reduce<Record<string, unknown>>((object, [key, member]) => {
      object[key] = sorted(member);
      return object;
    }, Object.create(null));
}
