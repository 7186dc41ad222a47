// A vendor's reference page -> what it states, and where. Pure: the text comes in, facts come out, or an InputError.
import { createHash } from 'node:crypto';
import { InputError } from '../lib/input-error.ts';
import { listOf } from '../lib/suggest.ts';
import { type Layout, resolveLayout } from './layout.ts';
import { layouts } from './layouts.ts';
import type { PagePlace, PagePlaces } from './places.ts';
import { type Lexicon, lexiconOf } from './reading/lexicon.ts';
import { outlineOf } from './reading/outline.ts';
import type { PageContext, PageNote } from './reading/page-context.ts';
import { type Note, parsePage } from './reading/parse.ts';
import { type OperationContent, readOperation } from './reading/read-operation.ts';
import { type Sections, sectionsOf } from './reading/sections.ts';

export type PageReading = OperationContent & {
  readonly places: PagePlaces;
  /** What is not read, or read by a guess. */
  readonly notes: readonly PageNote[];
  /** sha256 of the text, line ends as LF, without a byte order mark. */
  readonly hash: string;
};

export function readPage(text: string, file: string, known: readonly Layout[] = layouts): PageReading {
  const normalized = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const notes: PageNote[] = [];
  const note: Note = ({ line }, message) => {
    if (!notes.some((each) => each.message === message)) notes.push({ line, message });
  };
  const root = parsePage(normalized, file, note);
  const blocks = outlineOf(root);
  const { sections, lexicon } = bestFit(
    known.map((layout) => {
      const lexicon = lexiconOf(resolveLayout(layout, known));
      return { lexicon, sections: sectionsOf(blocks, lexicon, file) };
    }),
    known,
    file,
  );
  const places: Record<string, PagePlace> = {};
  const page: PageContext = { file, source: normalized.split('\n'), root, sections, lexicon, places, note };
  const content = readOperation(page);
  return { ...content, places, notes: notes.toSorted((a, b) => a.line - b.line), hash: hashOf(normalized) };
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

type Fit = { readonly lexicon: Lexicon; readonly sections: Sections };

/** The layout that knows the most sections of the page, the first of equals; a page without body and samples has none. */
function bestFit(fits: readonly Fit[], known: readonly Layout[], file: string): Fit {
  const rank = ({ sections }: Fit) =>
    sections.known.has('request') || sections.known.has('response') ? sections.known.size : 0;
  const best = fits.toSorted((a, b) => rank(b) - rank(a))[0];
  if (best === undefined || rank(best) === 0) throw unknownLayout(fits, known, file);
  if (best.sections.refused !== undefined) throw best.sections.refused;
  return best;
}

function unknownLayout(fits: readonly Fit[], known: readonly Layout[], file: string): InputError {
  const wanted = known
    .map(({ name, headings }) => `${name}: ${wordsOf(headings?.request)} and ${wordsOf(headings?.response)}`)
    .join('; ');
  const { headings, titlePoint } = fits[0]?.sections ?? { headings: [], titlePoint: { line: 1, column: 1 } };
  const found = headings.length === 0 ? 'none' : listOf(headings);
  return new InputError(`unknown page layout; looked for the headings of ${wanted}; found ${found}`, {
    place: { file, ...titlePoint },
    fix: 'pass the reference page of one operation, as Markdown or HTML',
  });
}

function wordsOf(headings: readonly string[] = []): string {
  return headings.slice(0, 2).join('/');
}
