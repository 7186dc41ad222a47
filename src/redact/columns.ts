// CSV and similar tables (RFC 4180): the first line has the names, and the cells below secret names are redacted.
import type { Redactor } from './redactor.ts';

const SEPARATORS = [',', ';', '\t'];

export function redactColumns(text: string, redactor: Redactor): string {
  const [head = ''] = /^[^\r\n]{3,10000}(?=\r?\n)/.exec(text) ?? [];
  const separator = SEPARATORS.find((each) => head.includes(each));
  if (separator === undefined) return text;
  const names = cellsOf(head, separator).map((cell) => cell.replace(/^\s*"?|"?\s*$/g, ''));
  const isNamed =
    names.length > 1 &&
    names.every((name) => /^[\p{L}\p{N}_.-]{1,100}(?: [\p{L}\p{N}_.-]{1,100}){0,2}$/u.test(name));
  if (!isNamed || !names.some(redactor.isSecret)) return text;
  const lines = text.slice(head.length).match(/[^\r\n]+/g) ?? [];
  // A sentence may also contain a comma and a secret word.
  if (!lines.some((line) => cellsOf(line, separator).length === names.length)) return text;
  const rest = text.slice(head.length).replace(/[^\r\n]+/g, (line) => {
    const cells = cellsOf(line, separator);
    // The cells can't be matched to names, for example where a cell has several lines.
    if (cells.length !== names.length) redactor.unread.add(redactor.position.offset);
    else return cells.map((cell, at) => redactedCell(names[at] ?? '', cell, redactor)).join(separator);
    return line;
  });
  return head + rest;
}

/** With the quotes around them. */
function cellsOf(line: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at <= line.length; at++) {
    if (line[at] === '"') isQuoted = !isQuoted;
    if (at < line.length && (isQuoted || line[at] !== separator)) continue;
    cells.push(line.slice(start, at));
    start = at + 1;
  }
  return cells;
}

function redactedCell(name: string, cell: string, redactor: Redactor): string {
  const [, before = '', value = '', after = ''] = /^(\s*"?)([\s\S]*?)("?\s*)$/.exec(cell) ?? [];
  return value === '' || !redactor.isSecret(name) ? cell : before + redactor.named(name, value) + after;
}
