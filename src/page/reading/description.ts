// A description cell -> what it states formally: enum, default, limits, notes.
import type { FieldConstraints } from '../../model.ts';
import type { Lexicon } from './lexicon.ts';
import { type Node, type Point, plainText, pointOf } from './tree.ts';

type Line = {
  text: string;
  bold: string;
  /** The text with its code in backticks. */
  marked: string;
  readonly inList: boolean;
  readonly point: Point;
};

type Constraints = {
  readonly facts: FieldConstraints;
  readonly enumPoints: readonly Point[];
};

export function readConstraints(cell: Node | undefined, lexicon: Lexicon): Constraints {
  const lines = cell === undefined ? [] : linesOf(cell);
  const values = enumLines(lines, lexicon);
  const stated = values.map((line) => lexicon.withoutGloss(line.bold || line.text));
  const notesIn = (inList: boolean) =>
    lexicon.notesIn(lines.filter((line) => line.inList === inList).map(({ text }) => text));
  const [notes, valueNotes] = [notesIn(false), notesIn(true)];
  return {
    facts: {
      ...(stated.length > 0 && { enum: stated }),
      ...limitsOf(lines, stated, lexicon),
      ...(notes.length > 0 && { notes }),
      ...(valueNotes.length > 0 && { valueNotes }),
    },
    enumPoints: values.map((line) => line.point),
  };
}

/**
 * The list right under the label, each value in bold, alone or with a gloss after it; a list in prose is no enum. A value
 * may be bold with its gloss, or stand in bold before it. Where the layout says so, it need not be bold, and may start a
 * line as code; then the list is read whole or not at all.
 */
function enumLines(lines: readonly Line[], lexicon: Lexicon): readonly Line[] {
  const start = lines.findIndex((line) => !line.inList && lexicon.isEnumLabel(line.text));
  if (start === -1) {
    const listed = lines.map((line, index) => valuesOnLine(line, index === 0, lexicon));
    return listed.find(({ length }) => length > 1) ?? [];
  }
  const rest = lines.slice(start + 1);
  if (lexicon.layout.plainEnumValues !== true) return until(rest, (line) => !isValue(line, lexicon));
  const [next] = rest;
  const items = until(rest, (line) => !line.inList && !/^`[^`]+`\s*(?:$|[-–—:：(（])/.test(line.marked));
  if (next !== undefined && items[0]?.marked.startsWith('`') !== false && !next.inList) {
    const values = valuesIn(next, next.text);
    if (values.length > 1) return values;
  }
  const values = items.map((line) => lexicon.withoutGloss(line.text));
  const isList =
    values.some((value) => plainValue.test(value)) && values.every((value) => phrase.test(value));
  return isList ? items : [];
}

const plainValue = /^[\w.:/-]+$/;
/** `Windows Server 2003`: few words, and no sentence. */
const phrase = /^[\w.:/+-]+(?: [\w.:/+-]+){0,3}$/;

function until(lines: readonly Line[], ends: (line: Line) => boolean): readonly Line[] {
  const end = lines.findIndex(ends);
  return end === -1 ? lines : lines.slice(0, end);
}

/** `Enum: ON, OFF`: the label and all values on one line. A cell may also start with nothing but values in code. */
function valuesOnLine(line: Line, isFirst: boolean, lexicon: Lexicon): readonly Line[] {
  const [, label = '', list = ''] = /^([^:：]*)[:：]\s*(.+)$/s.exec(line.text) ?? [];
  if (line.inList) return [];
  if (lexicon.isEnumLabel(`${label}:`)) return valuesIn(line, list);
  const isAllCode = /^`[^`]+`(?:\s*(?:,|\||\/|,?\s*\bor\b)\s*`[^`]+`)+[.;]?$/.test(line.marked);
  return isFirst && isAllCode ? valuesIn(line, line.text) : [];
}

function valuesIn(line: Line, list: string): readonly Line[] {
  const values = list
    .replace(/[。.;；]$/, '')
    .split(/\s*(?:[、,，|/]|\bor\b|\band\b|或|和)\s*/u)
    .map((value) => value.replace(/^["'`“]|["'`”]$/g, ''));
  const stated = values.filter((value) => value !== '');
  return stated.every((value) => /^[\w.:+-]+$/.test(value))
    ? stated.map((text) => ({ ...line, text, bold: text }))
    : [];
}

function isValue({ text, bold, inList }: Line, lexicon: Lexicon): boolean {
  if (!inList || bold === '') return false;
  if (bold === text) return true;
  return text.startsWith(bold) && lexicon.withoutGloss(text) === lexicon.withoutGloss(bold);
}

/** Two defaults, each under a condition of its own, are none. */
function limitsOf(lines: readonly Line[], values: readonly string[], lexicon: Lexicon): FieldConstraints {
  const found: Record<string, string> = {};
  const defaults = new Set<string>();
  for (const line of lines) {
    const [, word, value] = /^([^:：]+)[:：]\s*(.+)$/s.exec(line.text) ?? [];
    const key = lexicon.limitOf(word ?? '');
    if (line.inList) continue;
    if (key !== undefined && value !== undefined && value === line.bold) found[key] ??= value;
    else
      for (const [name, plain] of lexicon.limitsIn(line.marked)) {
        found[name] ??= plain;
        if (name === 'default') defaults.add(plain);
      }
    const plain = value?.replace(/[.。]$/, '') ?? '';
    const isPlain =
      lexicon.layout.plainEnumValues === true && (plainValue.test(plain) || values.includes(plain));
    if (key === 'default' && isPlain) found.default ??= plain;
  }
  if (defaults.size > 1) delete found.default;
  return found;
}

/** A cell of a column of defaults; words such as `absent` are none. */
export function defaultIn(cell: Node | undefined): string | undefined {
  const [line] = cell === undefined ? [] : linesOf(cell);
  const stated = /^(?:`([^`\s]+)`|"([^"]+)"|(-?\d+(?:\.\d+)?|true|false))(?:\s*\(.*\))?$/i.exec(
    line?.marked ?? '',
  );
  const [, ...values] = stated ?? [];
  return values.find((value) => value !== undefined)?.replace(/^"(.*)"$/, '$1');
}

type Frame = {
  readonly node: Node;
  readonly bold: boolean;
  readonly code: boolean;
  readonly inList: boolean;
  readonly line: number;
};

/** The cell's text by line: a paragraph, a list item or what a line break ends. Tables inside it are left out. */
function linesOf(cell: Node): readonly Line[] {
  const lines: Line[] = [];
  let line: Line | undefined;
  const stack: (Frame | 'end')[] = [{ node: cell, bold: false, code: false, inList: false, line: 1 }];
  for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) {
    if (frame === 'end') {
      line = undefined;
      continue;
    }
    const { node, inList, code, bold } = frame;
    const { tagName: tag = '', value = '' } = node;
    if (tag === 'table' || tag === 'pre') continue;
    if (node.type === 'text') {
      if (line === undefined) {
        if (plainText(value) === '') continue;
        const point = node.position?.start ? pointOf(node) : { line: frame.line, column: 1 };
        line = { text: '', bold: '', marked: '', inList, point };
        lines.push(line);
      }
      line.text += value;
      line.marked += code ? `\`${plainText(value)}\`` : value;
      if (bold) line.bold += value;
      continue;
    }
    if (/^(p|li|ul|ol|div|br|td|th|dl|dd|dt|h[1-6])$/.test(tag)) {
      line = undefined;
      stack.push('end');
    }
    const below = {
      bold: bold || tag === 'strong' || tag === 'b',
      code: code || tag === 'code' || tag === 'tt',
      inList: inList || tag === 'li',
      line: node.position?.start?.line ?? frame.line,
    };
    for (const child of node.children?.toReversed() ?? []) stack.push({ node: child, ...below });
  }
  return lines.map(withPlainText).flatMap(withoutItem).map(withLiteralBold).map(asListItem);
}

function withPlainText({ text, bold, marked, ...line }: Line): Line {
  return { ...line, text: plainText(text), bold: plainText(bold), marked: plainText(marked) };
}

/** `Valid values:- ON`: the first item stands on the line of its label. */
function withoutItem(line: Line): readonly Line[] {
  const [, label, item] = /^(.*[:：])-\s(\S.*)$/s.exec(line.text) ?? [];
  if (label === undefined || item === undefined) return [line];
  return [
    { ...line, text: label, marked: label },
    { ...line, text: item, marked: item, inList: true },
  ];
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
