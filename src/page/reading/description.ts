// A description cell -> what it states formally: enum, default, limits, notes.
import type { FieldConstraints } from '../../model.ts';
import type { Lexicon } from './lexicon.ts';
import { type Node, type Point, plainText, pointOf } from './tree.ts';

type Line = { text: string; bold: string; readonly inList: boolean; readonly point: Point };

export type Constraints = {
  readonly facts: FieldConstraints;
  readonly enumPoints: readonly Point[];
};

export function readConstraints(cell: Node | undefined, lexicon: Lexicon): Constraints {
  const lines = cell === undefined ? [] : linesOf(cell);
  const values = enumLines(lines, lexicon);
  const notes = lexicon.notesIn(textsOf(lines.filter((line) => !line.inList)));
  const valueNotes = lexicon.notesIn(textsOf(lines.filter((line) => line.inList)));
  return {
    facts: {
      ...(values.length > 0 && { enum: values.map((line) => lexicon.withoutGloss(line.bold || line.text)) }),
      ...limitsOf(lines, lexicon),
      ...(notes.length > 0 && { notes }),
      ...(valueNotes.length > 0 && { valueNotes }),
    },
    enumPoints: values.map((line) => line.point),
  };
}

function textsOf(lines: readonly Line[]): readonly string[] {
  return lines.map((line) => line.text);
}

/**
 * The list right under the label, each value in bold, alone or with a gloss after it; a list in prose is no enum. A value
 * may be bold with its gloss, or stand in bold before it; where the layout says so, it need not be bold.
 */
function enumLines(lines: readonly Line[], lexicon: Lexicon): readonly Line[] {
  const start = lines.findIndex((line) => !line.inList && lexicon.isEnumLabel(line.text));
  if (start === -1)
    return lines.map((line) => valuesOnLine(line, lexicon)).find(({ length }) => length > 1) ?? [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => !line.inList || !isValue(line, lexicon));
  return end === -1 ? rest : rest.slice(0, end);
}

/** `Enum: ON, OFF`: the label and all values on one line. */
function valuesOnLine(line: Line, lexicon: Lexicon): readonly Line[] {
  const [, label = '', list = ''] = /^([^:：]*)[:：]\s*(.+?)[。.;；]?$/s.exec(line.text) ?? [];
  if (line.inList || !lexicon.isEnumLabel(`${label}:`)) return [];
  const values = list
    .split(/\s*(?:[、,，|/]|\bor\b|\band\b|或|和)\s*/u)
    .map((value) => value.replace(/^["'`“]|["'`”]$/g, ''));
  const stated = values.filter((value) => value !== '');
  return stated.every((value) => /^[\w.:+-]+$/.test(value))
    ? stated.map((text) => ({ ...line, text, bold: text }))
    : [];
}

function isValue({ text, bold }: Line, lexicon: Lexicon): boolean {
  if (bold === '')
    return lexicon.layout.plainEnumValues === true && /^[\w.:/-]+$/.test(lexicon.withoutGloss(text));
  if (bold === text) return true;
  return text.startsWith(bold) && lexicon.withoutGloss(text) === lexicon.withoutGloss(bold);
}

function limitsOf(lines: readonly Line[], lexicon: Lexicon): FieldConstraints {
  const found: Record<string, string> = {};
  for (const line of lines) {
    const [, word, value] = /^([^:：]+)[:：]\s*(.+)$/s.exec(line.text) ?? [];
    const key = lexicon.limitOf(word ?? '');
    if (line.inList) continue;
    if (key !== undefined && value !== undefined && value === line.bold) found[key] ??= value;
    else for (const [name, plain] of lexicon.limitsIn(line.text)) found[name] ??= plain;
  }
  return found;
}

type Frame = { readonly node: Node; readonly bold: boolean; readonly inList: boolean; readonly line: number };

/** The cell's text by line: a paragraph, a list item or what a line break ends. Tables inside it are left out. */
function linesOf(cell: Node): readonly Line[] {
  const lines: Line[] = [];
  let id = 0;
  let currentId = -1;
  const stack: (Frame | 'end')[] = [{ node: cell, bold: false, inList: false, line: 1 }];
  for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) {
    if (frame === 'end') {
      id++;
      continue;
    }
    const { node } = frame;
    const tag = node.tagName ?? '';
    if (tag === 'table' || tag === 'pre') continue;
    if (node.type === 'text') {
      if (currentId !== id && plainText(node.value ?? '') === '') continue;
      if (currentId !== id)
        lines.push({
          text: '',
          bold: '',
          inList: frame.inList,
          point: node.position?.start ? pointOf(node) : { line: frame.line, column: 1 },
        });
      currentId = id;
      const line = lines.at(-1);
      if (line === undefined) continue;
      line.text += node.value ?? '';
      if (frame.bold) line.bold += node.value ?? '';
      continue;
    }
    const breaks = /^(p|li|ul|ol|div|br|td|th|dl|dd|dt|h[1-6])$/.test(tag);
    if (breaks) {
      id++;
      stack.push('end');
    }
    const below = {
      bold: frame.bold || tag === 'strong' || tag === 'b',
      inList: frame.inList || tag === 'li',
      line: node.position?.start?.line ?? frame.line,
    };
    const children = node.children ?? [];
    for (let i = children.length - 1; i >= 0; i--) stack.push({ node: children[i] as Node, ...below });
  }
  return lines.map((line) =>
    asListItem(withLiteralBold({ ...line, text: plainText(line.text), bold: plainText(line.bold) })),
  );
}

/** A cell of a Markdown table has no lists; `<br>- ON<br>- OFF` is one all the same. */
function asListItem(line: Line): Line {
  const [, item] = /^[-*•·]\s+(\S.*)$/s.exec(line.text) ?? [];
  return item === undefined ? line : { ...line, text: item, inList: true };
}

/** Markdown's marks stay as they are inside HTML cells (CommonMark section 4.6); they mean the same there. */
function withLiteralBold(line: Line): Line {
  const marked = /\*\*(\S(?:.*?\S)?)\*\*/gs;
  if (line.bold !== '' || !line.text.includes('**')) return line;
  const bold = [...line.text.matchAll(marked)].map((found) => found[1]).join('');
  return { ...line, bold, text: line.text.replace(marked, '$1') };
}
