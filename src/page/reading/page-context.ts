// What every step of reading one page has at hand, and what it collects on the way.
import { InputError } from '../../lib/input-error.ts';
import type { PagePlace } from '../places.ts';
import type { Lexicon } from './lexicon.ts';
import type { Note } from './parse.ts';
import type { Sections } from './sections.ts';
import type { Node, Point } from './tree.ts';

/** Something on the page that is not read, or read by a guess. It is reported and refuses nothing. */
export type PageNote = { readonly line: number; readonly message: string };

export type PageContext = {
  readonly file: string;
  /** Lines without their ends; line 1 is at index 0. */
  readonly source: readonly string[];
  readonly root: Node;
  readonly sections: Sections;
  readonly lexicon: Lexicon;
  /** Where each fact stands; reading fills it. */
  readonly places: Record<string, PagePlace>;
  readonly note: Note;
};

export function refusal(
  { file }: Pick<PageContext, 'file'>,
  point: Point,
  message: string,
  fix: string,
): InputError {
  return new InputError(message, { place: { file, line: point.line, column: point.column }, fix });
}

export const savePage = 'save the whole page';
export const comparePage = 'compare with the page as published; a part of it may be lost';
export const lostCell = 'compare with the page as published; a cell was lost';
