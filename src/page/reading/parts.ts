// Walks the known sections: each table and sample with what the lines before it say of it.
import { isObject } from '../../lib/objects.ts';
import type { SectionKind } from '../layout.ts';
import type { Side } from '../places.ts';
import type { Caption, CaptionRole } from './lexicon.ts';
import type { Block } from './outline.ts';
import { type PageContext, refusal } from './page-context.ts';
import { isCommand, looksLikeJson, readCode, readSample, type Sample, statusOf } from './samples.ts';
import {
  type ParameterRow,
  type ParameterTable,
  readParameterTable,
  tableKind,
  unknownTable,
} from './tables.ts';
import { type Point, rawText, textOf } from './tree.ts';

export type PlacedTable = {
  readonly table: ParameterTable;
  readonly section: 'uri' | 'request' | 'response';
  readonly role: CaptionRole;
  readonly status: string | undefined;
  /** A label says that it describes errors. */
  readonly isFailure: boolean;
};

/** The side whose body the table describes; `success` where no status is stated. */
export function sideOfTable({ section, status, isFailure }: PlacedTable, success: string): Side {
  return section === 'request' ? section : (status ?? (isFailure ? 'default' : success));
}

export type PlacedSample = {
  readonly side: 'request' | 'response';
  /** Its side is `request`, a status, or `success` and `failure` where no status is stated. */
  readonly sample: Sample;
};

export type Parts = {
  readonly tables: PlacedTable[];
  readonly samples: PlacedSample[];
  /** Statuses that lines of the sections name, and where. */
  readonly statuses: Map<string, Point>;
  /** Those that come under a condition, with a sample of their own: not the success of the operation. */
  readonly asides: Set<string>;
};

type Part = 'uri' | 'request' | 'response';

/** Where the heading does not settle the side, the labels below it do. */
const parts: readonly { readonly kind: SectionKind; readonly side?: Part; readonly maySwitch?: true }[] = [
  { kind: 'uri', side: 'uri' },
  { kind: 'request', side: 'request', maySwitch: true },
  { kind: 'response', side: 'response', maySwitch: true },
  { kind: 'requestExamples', side: 'request' },
  { kind: 'responseExamples', side: 'response' },
  { kind: 'examples', maySwitch: true },
];

/** `method`: tells whose an unlabelled sample is, where the file has several operations. */
export function partsOf(page: PageContext, method: string): Parts {
  const found: Parts = { tables: [], samples: [], statuses: new Map(), asides: new Set() };
  for (const { kind, side, maySwitch = false } of parts) {
    const blocks = page.sections.known.get(kind)?.blocks ?? [];
    refuseTableless(blocks, page);
    const unlabelled = unlabelledSide(side, method, page);
    readSection(
      blocks,
      { side, maySwitch, unlabelled, label: '', isFailure: false, isForeign: false },
      found,
      page,
    );
  }
  return found;
}

/** The side of an unlabelled sample: a response where the vendor shows responses by samples alone. */
function unlabelledSide(side: Part | undefined, method: string, { lexicon }: PageContext): Part | undefined {
  const { operations, responsesBySample } = lexicon.layout;
  if (operations !== 'headings' || side !== 'request') return side;
  return responsesBySample === true || ['GET', 'HEAD', 'DELETE'].includes(method) ? 'response' : side;
}

/** What the lines so far say of the next table or sample. */
type State = {
  side: Part | undefined;
  /** The heading does not settle the side of what is below it. */
  readonly maySwitch: boolean;
  status?: string | undefined;
  isFailure: boolean;
  caption?: Caption | undefined;
  label: string;
  /** Of a sample before any line that says its side. */
  unlabelled: Part | undefined;
  /** A line says the other side than the heading: the sample is of another step. */
  isForeign: boolean;
  /** A line says that all parameters are optional but these. */
  optionalBut?: ReadonlySet<string> | undefined;
  /** A line says under which condition the sample right below it comes, and with which status. */
  aside?: string | undefined;
};

function readSection(blocks: readonly Block[], state: State, found: Parts, page: PageContext): void {
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'paragraph' || block.kind === 'heading') readText(block, state, found, page);
    else if (block.kind === 'table') {
      const placed = readTable(block, state, page);
      if (placed !== undefined) found.tables.push(placed);
      state.caption = undefined;
      state.label = '';
    } else if (state.side !== 'uri' && !isRequestLineOf(block, page)) {
      const why = whyNotRead(state, found.tables);
      const title = itemTitle(blocks, index);
      const sample = why === undefined ? readCodeBlock(block, title, state, page) : undefined;
      if (sample !== undefined) found.samples.push(sample);
      if (why !== undefined) page.note(block.point, `${why} is not read`);
      state.aside = undefined;
    } else if (state.side === 'uri' && looksLikeJson(block.node))
      page.note(block.point, 'a sample beside the address is not read: nothing tells whose it is');
  }
}

type Text = Block & { readonly kind: 'paragraph' | 'heading' };

function readText(block: Text, state: State, { statuses, asides }: Parts, page: PageContext): void {
  const { kind, text, point } = block;
  const { lexicon } = page;
  if (kind === 'paragraph' || lexicon.allOptionalBut(text) === undefined) readLine(text, state, page);
  if (kind === 'heading' && isCaption(page)) state.caption = { title: text };
  refuseStrayRow(block, page);
  if (kind === 'paragraph' && isListedParameter(block))
    page.note(point, 'a list of parameters is not read; only tables are');
  const inText = lexicon.statusesIn(text);
  state.aside = text.endsWith(':') ? inText.find(({ isAside }) => isAside)?.status : undefined;
  if (state.aside !== undefined) asides.add(state.aside);
  for (const status of [...inText.map((each) => each.status), state.status])
    if (status !== undefined && !statuses.has(status)) statuses.set(status, point);
}

function whyNotRead({ label, isForeign }: State, tables: readonly PlacedTable[]): string | undefined {
  const row = rowOfSample(label, tables);
  if (row !== undefined) return `a sample of "${row}" alone`;
  return isForeign ? `a sample of the other side than its heading, "${label}",` : undefined;
}

/** `limits example:` with the name of a row: the sample below it is the value of that row, not a body. */
function rowOfSample(label: string, tables: readonly PlacedTable[]): string | undefined {
  const name = /^([\w-]+)\s*的?(?:示例|样例|examples?\b|samples?\b)/i.exec(label)?.[1];
  return name !== undefined && tables.some(({ table }) => table.rows.some((row) => row.name === name))
    ? name
    : undefined;
}

/** Where each table has a heading of its own, that is its caption, whatever prose stands between. */
function isCaption({ lexicon }: PageContext): boolean {
  return lexicon.layout.operations !== undefined || lexicon.layout.repeatedHeadings === true;
}

/** Rows after a broken row are text to Markdown and would be lost. */
function refuseStrayRow({ text, point }: Text, page: PageContext): void {
  if (!/^\|[^|]+\|[^|]+\|/.test(text)) return;
  const message = `this row stands outside of any table: "${text.slice(0, 40)}"`;
  throw refusal(page, point, message, 'compare with the page as published; a row above it may be broken');
}

/** `- id (required) - its number` */
function isListedParameter({ listItem, text }: Block & { readonly kind: 'paragraph' }): boolean {
  return listItem !== undefined && /^[\w.[\]-]+\s*\((?:required|optional)\b/i.test(text);
}

/** In a file of several operations the request line stands with what it takes, in a block of its own. */
function isRequestLineOf(block: Block & { readonly kind: 'code' }, { lexicon }: PageContext): boolean {
  if (lexicon.layout.operations !== 'headings') return false;
  const lines = textOf(block.node) === '' ? [] : rawText(block.node).trim().split('\n');
  return lines.length > 0 && lines.every((line) => lexicon.requestLine(line.trim()) !== undefined);
}

/** `Status codes: 4XX/5XX`: what follows is of any error. */
const severalErrors =
  /^(?:(?:http)?状态码|返回码|响应码|status codes?)\s*[:：]?\s*[45](?:\d\d|xx)(?:\s*[/、,，~-]\s*[45](?:\d\d|xx))+\s*[:：]?$/i;

function readLine(text: string, state: State, page: PageContext): void {
  const { lexicon } = page;
  const caption = lexicon.captionOf(text);
  if (caption !== undefined) {
    if (text.length <= 80) state.caption = caption;
    if (lexicon.sideOf(caption.title) === 'failure' && state.side === 'response') state.isFailure = true;
    return;
  }
  const status = lexicon.statusMark(text);
  if (status !== undefined) {
    state.status = status;
    state.isFailure = false;
  } else if (state.side === 'response' && severalErrors.test(text)) {
    state.status = undefined;
    state.isFailure = true;
  }
  state.optionalBut ??= lexicon.allOptionalBut(text);
  if (text.length > (text.endsWith(':') ? 160 : 60)) return;
  state.label = text;
  const side = lexicon.sideOf(text);
  if (side === undefined) return;
  const own = side === 'request' ? 'request' : 'response';
  if (state.maySwitch) {
    state.side = own;
    state.unlabelled = own;
  }
  state.isForeign = side !== 'failure' && state.side !== own;
  if (state.side !== 'response') return;
  // A status of an error that is stated above the label stays.
  state.isFailure = side === 'failure' && !/^[45]/.test(state.status ?? '');
  if (state.isFailure) state.status = undefined;
}

function readTable(
  block: Block & { readonly kind: 'table' },
  state: State,
  page: PageContext,
): PlacedTable | undefined {
  const { grid } = block;
  const { caption: title } = grid;
  const own = title === undefined ? undefined : (page.lexicon.captionOf(title) ?? { title });
  const caption = own ?? state.caption ?? { title: state.label.replace(/[:：]\s*$/, '') };
  const kind = tableKind(grid, caption.title, page.lexicon);
  if (kind === 'operation') return undefined;
  if (kind === 'unknown') throw unknownTable(grid, page);
  if (kind !== 'parameters') {
    const columns = grid.header.join(', ');
    page.note(block.point, `the table "${caption.title}" is not read: its columns are ${columns}`);
    return undefined;
  }
  if (state.side === undefined)
    throw refusal(
      page,
      block.point,
      'nothing tells whether this table is of the request or of the response',
      'name the side in a line above it',
    );
  const table = readParameterTable(grid, caption, page);
  const but = page.lexicon.allOptionalBut(caption.title) ?? state.optionalBut;
  const optional = (row: ParameterRow) => (but?.has(row.name) === false ? { ...row, required: false } : row);
  return {
    table: state.side === 'request' ? { ...table, rows: table.rows.map(optional) } : table,
    section: state.side,
    role: page.lexicon.roleOf(caption.title),
    status: state.side === 'response' ? state.status : undefined,
    isFailure: state.isFailure,
  };
}

function readCodeBlock(
  { node, point }: Block & { readonly kind: 'code' },
  title: string | undefined,
  state: State,
  page: PageContext,
): PlacedSample | undefined {
  const code = readCode(node, page.source);
  const text = code.text.trim();
  // An indented caption is code to Markdown.
  const caption = page.lexicon.captionOf(text.replace(/[*\\]/g, ''));
  if (caption !== undefined && !text.includes('\n')) {
    state.caption = caption;
    return undefined;
  }
  refuseSwallowed(text, point, page);
  if (isCommand(text)) {
    page.note(point, 'a command or program is not read as a sample');
    return undefined;
  }
  const ownSide = sideOfText(text, page) ?? state.unlabelled;
  const status = ownSide === 'request' || text.includes('\n') ? undefined : statusOf(text, page.lexicon);
  if (status !== undefined) {
    state.status = status;
    return undefined;
  }
  if (ownSide === undefined || ownSide === 'uri')
    throw refusal(
      page,
      point,
      'nothing tells whether this sample is a request or a response',
      'looked for 请求示例 or 响应示例 (Example Request, Example Response) above it',
    );
  const side =
    ownSide === 'request'
      ? 'request'
      : (state.aside ?? state.status ?? (state.isFailure ? 'failure' : 'success'));
  const own = title !== undefined && page.lexicon.sideOf(title) === undefined ? title : undefined;
  const sample = readSample(code, side, own, page.lexicon);
  if (sample === undefined || !isOtherText(sample.value)) return sample && { side: ownSide, sample };
  page.note(point, 'a sample of another form than JSON is not read');
  return undefined;
}

/** A sample of a whole message says itself what it is, where the heading leaves it open. */
function sideOfText(text: string, { lexicon }: PageContext): 'request' | 'response' | undefined {
  const { operations, repeatedHeadings } = lexicon.layout;
  if (operations === undefined && repeatedHeadings === undefined) return undefined;
  if (/^HTTP\/\d/.test(text)) return 'response';
  return /^(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)\s+(?:\/|https?:)/.test(text) ? 'request' : undefined;
}

/** Prose, XML or a form: nothing in it opens an object or a list. An indented quotation is code to Markdown. */
function isOtherText(value: unknown): boolean {
  return (
    isObject(value) && typeof value.$invalid === 'string' && !/^(?!>)(?:.*[:=,\s])?[{[]/m.test(value.$invalid)
  );
}

/** A heading or a table inside a sample means that the end of the sample is lost. */
function refuseSwallowed(text: string, point: Point, page: PageContext): void {
  const isHeading = ([, heading = '']: RegExpMatchArray) => page.lexicon.sectionOf(heading) !== undefined;
  const found =
    /^#{1,6}\s.*<a\s+name=|<table[\s>]/m.exec(text) ??
    [...text.matchAll(/^#{1,6}[ \t]+(\S.{0,80})$/gm)].find(isHeading);
  if (found === undefined) return;
  const message = `this sample holds a part of the page: "${found[0].slice(0, 40)}"`;
  throw refusal(page, point, message, 'compare with the page as published; the end of the sample is lost');
}

/** The paragraph before the code in the same list item. */
function itemTitle(blocks: readonly Block[], index: number): string | undefined {
  const code = blocks[index];
  const item = code?.kind === 'code' ? code.listItem : undefined;
  if (item === undefined) return undefined;
  const isEnd = (block: Block) => block.kind !== 'paragraph' || block.listItem === item;
  const above = blocks.slice(0, index).findLast(isEnd);
  return above?.kind === 'paragraph' ? above.text : undefined;
}

/** A caption without its table. A sentence that starts with the number is not one if the table follows later. */
function refuseTableless(blocks: readonly Block[], page: PageContext): void {
  let last: string | undefined;
  const open = new Map<string, { readonly text: string; readonly point: Point }>();
  for (const block of blocks) {
    if (block.kind === 'table') {
      if (last !== undefined) open.delete(last);
      last = undefined;
    } else if (block.kind !== 'code') {
      const number = page.lexicon.captionOf(block.text)?.number;
      if (number === undefined || block.text.length > 80) continue;
      last = number;
      if (!/[.。;；]$/.test(block.text)) open.set(number, block);
    }
  }
  const fix = 'compare with the page as published; a tag of the table was lost';
  for (const { text, point } of open.values())
    throw refusal(page, point, `no table follows the caption "${text}"`, fix);
}
