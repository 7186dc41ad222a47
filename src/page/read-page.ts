// A vendor's reference page -> what it states, and where. Pure: the text comes in, facts come out, or an InputError.
import { createHash } from 'node:crypto';
import { InputError } from '../lib/input-error.ts';
import { listOf } from '../lib/suggest.ts';
import { type Layout, resolveLayout } from './layout.ts';
import { layouts } from './layouts.ts';
import type { PagePlace, PagePlaces } from './places.ts';
import { type Lexicon, lexiconOf } from './reading/lexicon.ts';
import { operationBlocks } from './reading/operation-blocks.ts';
import { type Block, outlineOf, withBoldHeadings } from './reading/outline.ts';
import type { PageNote } from './reading/page-context.ts';
import { type Note, parsePage } from './reading/parse.ts';
import { type OperationContent, readOperation } from './reading/read-operation.ts';
import { type Sections, sectionsOf } from './reading/sections.ts';
import { tableKind } from './reading/tables.ts';

export type PageReading = OperationContent & {
  /** `openapi`: read from an OpenAPI document of the vendor. */
  readonly kind?: 'openapi';
  readonly places: PagePlaces;
  /** What is not read, or read by a guess. */
  readonly notes: readonly PageNote[];
  /** sha256 of the text, line ends as LF, without a byte order mark. */
  readonly hash: string;
};

/** A file of several operations: some may be refused, and the others are read. */
export type FileReading = {
  readonly readings: readonly PageReading[];
  readonly refused: readonly InputError[];
};

/** The page of one operation. */
export function readPage(text: string, file: string, known: readonly Layout[] = layouts): PageReading {
  const { readings, refused } = readOperations(text, file, known);
  const [reading, ...more] = readings;
  if (refused[0] !== undefined) throw refused[0];
  if (reading === undefined || more.length > 0)
    throw new InputError(`this file has ${readings.length} operations`, {
      place: { file },
      fix: 'pass the reference page of one operation',
    });
  return reading;
}

/** One reading for each operation of the file; throws where no layout fits. */
export function readOperations(text: string, file: string, known: readonly Layout[] = layouts): FileReading {
  const normalized = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  refuseOtherMarkup(normalized, file);
  const parsing: PageNote[] = [];
  const root = parsePage(normalized, file, noteInto(parsing));
  const { lexicon, parts } = bestFit(fitsOf(outlineOf(root), known, file), known, file);
  const source = normalized.split('\n');
  const starts = parts.map(({ titlePoint }) => titlePoint.line);
  const readings: PageReading[] = [];
  const refused: InputError[] = [];
  for (const [index, sections] of parts.entries()) {
    const places: Record<string, PagePlace> = {};
    const from = isWhole(lexicon) ? 1 : (starts[index] ?? 1);
    const to = starts[index + 1] ?? source.length + 1;
    const notes = parsing.filter(({ line }) => line >= from && line < to);
    const note = noteInto(notes);
    const hash = hashOf(source.slice(from - 1, to - 1).join('\n'));
    try {
      const content = readOperation({ file, source, root, sections, lexicon, places, note });
      readings.push({ ...content, places, notes: notes.toSorted((a, b) => a.line - b.line), hash });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused.push(error);
    }
  }
  return { readings, refused };
}

function noteInto(notes: PageNote[]): Note {
  return ({ line }, message) => {
    if (!notes.some((each) => each.message === message)) notes.push({ line, message });
  };
}

/** Pages in other markup would be read as Markdown without any table. */
function refuseOtherMarkup(text: string, file: string): void {
  const lines = text.split('\n');
  const isUnderlined = (line: string, index: number) =>
    /^([=\-~^"'+*#])\1{2,}\s*$/.test(line) && (lines[index - 1]?.trim() ?? '') !== '';
  const directives = lines.filter((line) => /^\s*\.\. (?:[\w-]+::|_[^:]+:)/.test(line)).length;
  const isGrid = (line: string) => /^\s*(?:\+(?:[-=]{3,}\+)+|={2,}(?:\s+={2,})+)\s*$/.test(line);
  const grids = lines.filter(isGrid).length;
  const isAsciiDoc = /^={1,6} \S/m.test(text) && /^\|===/m.test(text);
  const isRst = lines.some(isUnderlined) && directives + grids > 0;
  if ((!isRst && !isAsciiDoc) || /^#{1,6}\s/m.test(text)) return;
  const line = 1 + lines.findIndex((each) => isGrid(each) || /^(?:\|===|\.\. )/.test(each.trim()));
  const [name, from] = isAsciiDoc ? ['AsciiDoc', 'asciidoc'] : ['reStructuredText', 'rst'];
  throw new InputError(`this is ${name}, which is not read`, {
    place: { file, line, column: 1 },
    fix: `convert it first, with pandoc -f ${from} -t gfm PAGE, and pass the result`,
  });
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A layout, and the sections that it knows of each operation of the file. */
type Fit = { readonly lexicon: Lexicon; readonly parts: readonly Sections[]; readonly rank: number };

/** A file of one operation; in others each operation has a heading. */
function isWhole({ layout }: Lexicon): boolean {
  return layout.operations === undefined;
}

function fitsOf(blocks: readonly Block[], known: readonly Layout[], file: string): readonly Fit[] {
  const lexicons = known.map((layout) => lexiconOf(resolveLayout(layout, known)));
  const fits = lexicons.map((lexicon) => fitOf(blocks, lexicon, file));
  if (fits.some(({ lexicon, rank }) => isWhole(lexicon) && rank > 0)) return fits;
  // A page may have its headings in bold lines only.
  const bold = withBoldHeadings(blocks);
  return [...fits, ...lexicons.filter(isWhole).map((lexicon) => fitOf(bold, lexicon, file))];
}

function fitOf(blocks: readonly Block[], lexicon: Lexicon, file: string): Fit {
  const outline = lexicon.layout.boldHeadings === true ? withBoldHeadings(blocks) : blocks;
  const groups = isWhole(lexicon) ? [outline] : operationBlocks(outline, lexicon);
  const parts = groups.map((group) => sectionsOf(group, lexicon, file));
  return { lexicon, parts, rank: Math.max(0, ...parts.map((sections) => rankOf(sections, lexicon))) };
}

/** How many sections of the page a layout knows; a page without body and samples has none. */
function rankOf({ known, knownHeadings, title }: Sections, lexicon: Lexicon): number {
  if (isWhole(lexicon)) {
    const isShown = known.has('uri') && (known.has('requestExamples') || known.has('responseExamples'));
    if (!known.has('request') && !known.has('response') && !isShown) return 0;
    const isNamed = known.has('uri') || isCalledByName(title, lexicon);
    // Without a request line, a heading of a sample or response alone is found on pages of any vendor.
    if (!known.has('uri') && (isNamed ? !known.has('request') : lexicon.layout.requestDefault !== undefined))
      return 0;
    // Of two layouts that know as much, the one that can tell the operation.
    return known.size - (isNamed ? 0 : 0.5);
  }
  // Of an operation among others its request line is known already; what it takes stands below, often without a heading.
  const blocks = known.get('request')?.blocks ?? [];
  const hasTable = blocks.some(
    (block) => block.kind === 'table' && tableKind(block.grid, '', lexicon) === 'parameters',
  );
  const hasLabel = blocks.some(
    (block) => block.kind === 'paragraph' && lexicon.sideOf(block.text) === 'response',
  );
  const hasElement = lexicon.layout.requestElement !== undefined;
  return knownHeadings + [hasTable, hasLabel, hasElement].filter(Boolean).length;
}

/** The page has no request line, and its title is an operation's name: `DescribeLamps`. */
function isCalledByName(title: string, { layout }: Lexicon): boolean {
  return layout.requestDefault !== undefined && /^[A-Za-z]\w*$/.test(title.trim());
}

/** The layout that knows the most sections of the page, the first of equals. */
function bestFit(fits: readonly Fit[], known: readonly Layout[], file: string): Fit {
  const best = fits.toSorted((a, b) => b.rank - a.rank)[0];
  if (best === undefined || best.rank === 0) throw unknownLayout(fits, known, file);
  const [only] = best.parts;
  if (isWhole(best.lexicon) && only?.refused !== undefined) throw only.refused;
  return best;
}

function unknownLayout(fits: readonly Fit[], known: readonly Layout[], file: string): InputError {
  const wanted = known.flatMap(({ name, headings }) => {
    const [request, response] = [wordsOf(headings?.request), wordsOf(headings?.response)];
    return request === '' || response === '' ? [] : [`${name}: ${request} and ${response}`];
  });
  const whole = fits.find(({ lexicon }) => isWhole(lexicon))?.parts[0];
  const { headings, titlePoint } = whole ?? { headings: [], titlePoint: { line: 1, column: 1 } };
  const found = headings.length === 0 ? 'none' : listOf(headings);
  return new InputError(
    `unknown page layout; looked for the headings of ${wanted.join('; ')}; found ${found}`,
    {
      place: { file, ...titlePoint },
      fix: 'pass the reference page of one operation, as Markdown or HTML',
    },
  );
}

function wordsOf(headings: readonly string[] = []): string {
  return headings
    .filter((word) => !word.startsWith('^'))
    .slice(0, 2)
    .join('/');
}
