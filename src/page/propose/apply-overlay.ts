// Overlay actions -> edits of the contract's text. Text is inserted where the parser says a node ends, so that comments,
// order, quotes and layout stay as they are and a diff shows the lines concerned only.
import {
  type Document,
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
import { merged } from '../../contract/repair.ts';
import { InputError } from '../../lib/input-error.ts';
import { isObject, type JsonObject } from '../../lib/objects.ts';
import { appendToken, pointerTokens } from '../../lib/pointer.ts';
import { outgoing } from '../../lib/visible-text.ts';
import { parseIndented } from '../../lib/yaml-indent.ts';
import type { JsonPointer } from '../../model.ts';
import type { OverlayAction } from './overlay.ts';
import { isPlain, yamlText } from './yaml-text.ts';

type Action = Pick<OverlayAction, 'pointer' | 'update'>;

type Range = readonly [number, number, number];

type Edit = { readonly offset: number; readonly text: string };

/** The text is parsed once for all actions: what several of them add to one node is merged before it is written. */
export function applyOverlay(written: string, actions: readonly Action[], file: string): string {
  if (actions.length === 0) return written;
  let lines = new LineCounter();
  const { text, document, offsetOf } = parseIndented(written, (content) => {
    lines = new LineCounter();
    return parseDocument(content, { lineCounter: lines, keepSourceTokens: true });
  });
  const additions = additionsOf(document, actions, file);
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const pieces: string[] = [];
  let end = 0;
  for (const edit of editsOf(additions, text, lines)) {
    const offset = offsetOf(edit.offset);
    pieces.push(written.slice(end, offset), edit.text.replaceAll('\n', newLine));
    end = offset;
  }
  return pieces.join('') + written.slice(end);
}

type Additions = ReadonlyMap<YAMLMap | YAMLSeq, readonly unknown[]>;

/** What each node of a document gets: a list its new items, a map the members that it does not have. */
function additionsOf(document: Document.Parsed, actions: readonly Action[], file: string): Additions {
  const found = new Map<YAMLMap | YAMLSeq, unknown[]>();
  const resolved = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
  const take = (node: YAMLMap | YAMLSeq, value: unknown) => {
    const values = found.get(node) ?? [];
    values.push(value);
    found.set(node, values);
  };

  function add(target: unknown, update: unknown, pointer: JsonPointer): void {
    const node = resolved(target);
    if (isSeq(node)) take(node, update);
    else if (isMap(node) && isObject(update)) {
      const missing: [string, unknown][] = [];
      for (const [name, value] of Object.entries(update)) {
        const member = memberOf(node, name);
        // Overlay 1.0: lists are concatenated, objects are merged.
        if (member === undefined) missing.push([name, value]);
        else for (const each of [value].flat()) add(member, each, appendToken(pointer, name));
      }
      if (missing.length > 0) take(node, Object.fromEntries(missing));
    } else
      throw new InputError(`nothing to add to at ${pointer}`, {
        place: { file, pointer },
        fix: 'apply the overlay with another tool',
      });
  }

  for (const { pointer, update } of actions) {
    let node: unknown = document.contents;
    for (const token of pointerTokens(pointer)) node = memberOf(resolved(node), token);
    add(node, update, pointer);
  }
  return found;
}

function editsOf(additions: Additions, text: string, lines: LineCounter): readonly Edit[] {
  const start = ({ range }: YAMLMap | YAMLSeq): number => range?.[0] ?? 0;
  // Where two nodes end at one place, the inner one, which starts later, is written first.
  return [...additions]
    .toSorted(([one], [other]) => start(other) - start(one))
    .map(([node, values]) => {
      if (isSeq(node)) return appendTo(text, node, values, lines);
      const members = values.reduce((all, value) => merged(all, value)) as JsonObject;
      return addTo(text, node, Object.entries(members), lines);
    })
    .toSorted((one, other) => one.offset - other.offset);
}

/** A key may be written as a number: `404:`. */
function memberOf(node: unknown, token: string): unknown {
  if (isSeq(node)) return node.items[Number(token)];
  if (!isMap(node)) return undefined;
  return node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === token)?.value;
}

function appendTo(text: string, list: YAMLSeq, values: readonly unknown[], lines: LineCounter): Edit {
  const last = list.items.at(-1);
  const range = (last as { range?: Range } | undefined)?.range ?? list.range ?? [0, 0, 0];
  const quotes = like(last);
  if (list.flow === true) {
    const items = values.map((value) => flow(value, quotes)).join(', ');
    return last === undefined
      ? { offset: range[0] + 1, text: items }
      : { offset: range[1], text: `, ${items}` };
  }
  const column = lines.linePos(range[0]).col;
  const dash = text.lastIndexOf('-', range[0]);
  const indent = ' '.repeat(dash === -1 ? column - 1 : lines.linePos(dash).col - 1);
  const items = values.map((value) =>
    isObject(value) || Array.isArray(value)
      ? yamlText(value, { lineWidth: 0 }).trimEnd().replaceAll('\n', `\n${indent}  `)
      : flow(value, quotes),
  );
  const offset = lineEnd(text, contentEnd(text, range[1]));
  return { offset, text: items.map((item) => `\n${indent}- ${item}`).join('') };
}

function addTo(text: string, map: YAMLMap, entries: readonly [string, unknown][], lines: LineCounter): Edit {
  const last = map.items.at(-1) as Pair | undefined;
  const value = last?.value as { range?: Range } | undefined;
  const key = last?.key as { range?: Range } | undefined;
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
  const type = isScalar(neighbour) ? neighbour.type : undefined;
  return type === 'QUOTE_DOUBLE' ? 'double' : type === 'QUOTE_SINGLE' ? 'single' : 'plain';
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
