// Walks the known sections: each table and sample with what the lines before it say of it.
import { isObject } from '../../lib/objects.ts';
import type { SectionKind } from '../layout.ts';
import type { Caption, CaptionRole } from './lexicon.ts';
import type { Block } from './outline.ts';
import { type PageContext, refusal } from './page-context.ts';
import { type Code, isCommand, readCode, readSample, type Sample, statusOf } from './samples.ts';
import { type ParameterTable, readParameterTable, tableKind, unknownTable } from './tables.ts';
import type { Node, Point } from './tree.ts';

export type PlacedTable = {
  readonly table: ParameterTable;
  readonly section: 'uri' | 'request' | 'response';
  readonly role: CaptionRole;
  readonly status: string | undefined;
  /** A label says that it describes errors. */
  readonly isFailure: boolean;
};

export type PlacedSample = {
  readonly side: 'request' | 'response';
  /** Its side is `request`, a status, or `success` and `failure` where no status is stated. */
  readonly sample: Sample;
};

export type Parts = { readonly tables: readonly PlacedTable[]; readonly samples: readonly PlacedSample[] };

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

export function partsOf(page: PageContext): Parts {
  const tables: PlacedTable[] = [];
  const samples: PlacedSample[] = [];
  for (const { kind, side, maySwitch = false } of parts) {
    const blocks = page.sections.known.get(kind)?.blocks ?? [];
    refuseTableless(blocks, page);
    const state: State = {
      side,
      maySwitch,
      status: undefined,
      isFailure: false,
      caption: undefined,
      label: '',
    };
    readSection(blocks, state, { page, tables, samples });
  }
  return { tables, samples };
}

type Collected = {
  readonly page: PageContext;
  readonly tables: PlacedTable[];
  readonly samples: PlacedSample[];
};

/** What the lines so far say of the next table or sample. */
type State = {
  side: Part | undefined;
  /** The heading does not settle the side of what is below it. */
  readonly maySwitch: boolean;
  status: string | undefined;
  isFailure: boolean;
  caption: Caption | undefined;
  label: string;
};

function readSection(blocks: readonly Block[], state: State, { page, tables, samples }: Collected): void {
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'paragraph' || block.kind === 'heading') readLine(block.text, state, page);
    else if (block.kind === 'table') {
      const placed = readTable(block, state, page);
      if (placed !== undefined) tables.push(placed);
      state.caption = undefined;
      state.label = '';
    } else if (state.side !== 'uri') {
      const code = readCode(block.node, page.source);
      const sample = readCodeBlock(code, itemTitle(blocks, index), block.point, state, page);
      if (sample !== undefined) samples.push(sample);
    }
  }
}

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
  }
  if (text.length > 60) return;
  state.label = text;
  const side = lexicon.sideOf(text);
  if (side === undefined) return;
  if (state.maySwitch) state.side = side === 'request' ? 'request' : 'response';
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
  const own =
    grid.caption === undefined
      ? undefined
      : (page.lexicon.captionOf(grid.caption) ?? { title: grid.caption, number: undefined });
  const caption = own ?? state.caption ?? { title: state.label.replace(/[:：]\s*$/, ''), number: undefined };
  const kind = tableKind(grid, caption.title, page.lexicon);
  if (kind === 'operation') return undefined;
  if (kind === 'unknown') throw unknownTable(grid, page);
  if (kind !== 'parameters') {
    page.note(
      block.point,
      `the table "${caption.title}" is not read: its columns are ${grid.header.join(', ')}`,
    );
    return undefined;
  }
  if (state.side === undefined)
    throw refusal(
      page,
      block.point,
      'nothing tells whether this table is of the request or of the response',
      'name the side in a line above it',
    );
  return {
    table: readParameterTable(grid, caption, page),
    section: state.side,
    role: page.lexicon.roleOf(caption.title),
    status: state.side === 'response' ? state.status : undefined,
    isFailure: state.isFailure,
  };
}

function readCodeBlock(
  code: Code,
  title: string | undefined,
  point: Point,
  state: State,
  page: PageContext,
): PlacedSample | undefined {
  const text = code.text.trim();
  // An indented caption is code to Markdown.
  const caption = page.lexicon.captionOf(text.replace(/[*\\]/g, ''));
  if (caption !== undefined && !text.includes('\n')) {
    state.caption = caption;
    return undefined;
  }
  refuseSwallowed(text, point, page);
  if (isCommand(text)) {
    page.note(point, 'a command is not read as a sample');
    return undefined;
  }
  const status = state.side === 'request' || text.includes('\n') ? undefined : statusOf(text, page.lexicon);
  if (status !== undefined) {
    state.status = status;
    return undefined;
  }
  if (state.side === undefined || state.side === 'uri')
    throw refusal(
      page,
      point,
      'nothing tells whether this sample is a request or a response',
      'looked for 请求示例 or 响应示例 (Example Request, Example Response) above it',
    );
  const side =
    state.side === 'request' ? 'request' : (state.status ?? (state.isFailure ? 'failure' : 'success'));
  const own = title !== undefined && page.lexicon.sideOf(title) === undefined ? title : undefined;
  const sample = readSample(code, side, own, page.lexicon);
  if (sample === undefined || !isOtherText(sample.value)) return sample && { side: state.side, sample };
  page.note(point, 'a sample of another form than JSON is not read');
  return undefined;
}

/** Prose, XML or a form: nothing in it opens an object or a list. */
function isOtherText(value: unknown): boolean {
  return isObject(value) && typeof value.$invalid === 'string' && !/[{[]/.test(value.$invalid);
}

/** A heading or a table in a sample: the end of the sample is lost, and the rest of the page stands in it. */
function refuseSwallowed(text: string, point: Point, page: PageContext): void {
  const found = /^#{1,6}\s.*<a\s+name=|<table[\s>]/m.exec(text);
  if (found === null) return;
  throw refusal(
    page,
    point,
    `this sample holds a part of the page: "${found[0].slice(0, 40)}"`,
    'compare with the page as published; the end of the sample is lost',
  );
}

/** The paragraph before the code in the same list item. */
function itemTitle(blocks: readonly Block[], index: number): string | undefined {
  const code = blocks[index];
  const item: Node | undefined = code?.kind === 'code' ? code.listItem : undefined;
  if (item === undefined) return undefined;
  for (let i = index - 1; i >= 0; i--) {
    const block = blocks[i];
    if (block?.kind === 'paragraph' && block.listItem === item) return block.text;
    if (block?.kind !== 'paragraph') return undefined;
  }
  return undefined;
}

/** A caption whose table is gone. A sentence may start with its number too, if the table follows later. */
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
  for (const { text, point } of open.values())
    throw refusal(
      page,
      point,
      `no table follows the caption "${text}"`,
      'compare with the page as published; a tag of the table was lost',
    );
}
