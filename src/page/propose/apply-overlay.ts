// Overlay actions -> edits of the contract's text. Text is inserted where the parser says a node ends, so that comments,
// order, quotes and layout stay as they are and a diff shows the lines concerned only.
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { InputError } from '../../lib/input-error.ts';
import { appendToken, pointerTokens } from '../../lib/pointer.ts';
import { outgoing } from '../../lib/visible-text.ts';
import type { JsonPointer } from '../../model.ts';
import type { OverlayAction } from './overlay.ts';
import { isPlain, yamlText } from './yaml-text.ts';

type Edit = { readonly offset: number; readonly text: string };

export function applyOverlay(
  text: string,
  actions: readonly Pick<OverlayAction, 'pointer' | 'update'>[],
  file: string,
): string {
  let result = text;
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  // One by one: each sees what the one before it wrote.
  for (const action of actions) {
    const edit = editOf(result, action, file);
    result = result.slice(0, edit.offset) + edit.text.replaceAll('\n', newLine) + result.slice(edit.offset);
  }
  return result;
}

function editOf(
  text: string,
  { pointer, update }: Pick<OverlayAction, 'pointer' | 'update'>,
  file: string,
): Edit {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, keepSourceTokens: true });
  let node = document.getIn(pointerTokens(pointer), true);
  if (isAlias(node)) node = node.resolve(document);
  if (isSeq(node)) return appendTo(text, node, update, lines);
  if (isMap(node) && typeof update === 'object' && update !== null)
    return addTo(text, node, Object.entries(update), lines);
  throw new InputError(`nothing to add to at ${pointer}`, {
    place: { file, pointer },
    fix: 'apply the overlay with another tool',
  });
}

function appendTo(text: string, list: YAMLSeq, value: unknown, lines: LineCounter): Edit {
  const last = list.items.at(-1);
  const range = (last as { range?: [number, number, number] } | undefined)?.range ?? list.range ?? [0, 0, 0];
  if (list.flow === true)
    return { offset: range[1], text: `${list.items.length > 0 ? ', ' : ''}${flow(value, like(last))}` };
  const column = lines.linePos(range[0]).col;
  const dash = text.lastIndexOf('-', range[0]);
  const indent = ' '.repeat(dash === -1 ? column - 1 : lines.linePos(dash).col - 1);
  const offset = lineEnd(text, contentEnd(text, range[1]));
  if (typeof value !== 'object' || value === null)
    return { offset, text: `\n${indent}- ${flow(value, like(last))}` };
  const block = yamlText(value, { lineWidth: 0 }).trimEnd().replaceAll('\n', `\n${indent}  `);
  return { offset, text: `\n${indent}- ${block}` };
}

function addTo(text: string, map: YAMLMap, entries: readonly [string, unknown][], lines: LineCounter): Edit {
  const last = map.items.at(-1) as Pair | undefined;
  const value = last?.value as { range?: [number, number, number] } | undefined;
  const key = last?.key as { range?: [number, number, number] } | undefined;
  if (map.flow === true || key?.range === undefined) {
    const offset = value?.range?.[1] ?? (map.range?.[0] ?? 0) + 1;
    const pairs = entries.map(([name, each]) => `${inJson(name)}: ${inJson(each)}`).join(', ');
    return { offset, text: `${last === undefined ? ' ' : ', '}${pairs}` };
  }
  const indent = ' '.repeat(lines.linePos(key.range[0]).col - 1);
  const block = yamlText(Object.fromEntries(entries), { lineWidth: 0 }).trimEnd();
  const offset = lineEnd(text, contentEnd(text, value?.range?.[1] ?? key.range[1]));
  return { offset, text: `\n${block.replace(/^(?=.)/gm, indent)}` };
}

/** The pointer, in one file of a contract, of what stands at a line and column: a key, or a value in a list. */
export function pointerAt(text: string, line: number, column: number): JsonPointer | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  let found: JsonPointer | undefined;
  const walk = (node: unknown, pointer: JsonPointer): void => {
    const range = (node as { range?: [number, number, number] } | undefined)?.range;
    const at = range && lines.linePos(range[0]);
    if (at?.line === line && at.col === column) found ??= pointer;
    if (isSeq(node))
      for (const [index, each] of node.items.entries()) walk(each, appendToken(pointer, index));
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      const below = appendToken(pointer, String(isScalar(key) ? key.value : key));
      const keyRange = (key as { range?: [number, number, number] }).range;
      const keyAt = keyRange && lines.linePos(keyRange[0]);
      if (keyAt?.line === line && keyAt.col === column) found = below;
      walk(value, below);
    }
  };
  walk(document.contents, '');
  return found;
}

/** The last character that is no white space: a block's own range takes in the blank lines after it. */
function contentEnd(text: string, offset: number): number {
  let end = offset;
  while (end > 0 && /\s/.test(text[end - 1] ?? '')) end--;
  return end;
}

/** A comment at the end of the line stays where it is. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end > 0 && text[end - 1] === '\r' ? end - 1 : end;
}

/** In the quotes of its neighbour. */
function like(neighbour: unknown): 'plain' | 'single' | 'double' {
  if (!isScalar(neighbour)) return 'plain';
  return neighbour.type === 'QUOTE_DOUBLE'
    ? 'double'
    : neighbour.type === 'QUOTE_SINGLE'
      ? 'single'
      : 'plain';
}

function flow(value: unknown, quotes: 'plain' | 'single' | 'double'): string {
  if (typeof value !== 'string' || quotes === 'double' || !isPlain(value)) return inJson(value);
  if (quotes === 'single') return `'${value.replaceAll("'", "''")}'`;
  return /^[A-Za-z][\w.-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value)
    ? value
    : inJson(value);
}

function inJson(value: unknown): string {
  return outgoing(JSON.stringify(value));
}
