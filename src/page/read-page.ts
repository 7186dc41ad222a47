// A vendor's reference page -> what it states, and where. Pure: the text comes in, facts come out, or an InputError.
import { createHash } from 'node:crypto';
import { InputError } from '../lib/input-error.ts';
import { listOf } from '../lib/suggest.ts';
import type { PageContent } from './dialect.ts';
import { dialects } from './dialects.ts';
import { outlineOf } from './reading/outline.ts';
import { parsePage } from './reading/parse.ts';
import { type Sections, sectionsOf } from './reading/sections.ts';

export type PageReading = PageContent & {
  /** sha256 of the text, line ends as LF, without a byte order mark. */
  readonly hash: string;
};

export function readPage(text: string, file: string): PageReading {
  const normalized = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const root = parsePage(normalized, file);
  const sections = sectionsOf(outlineOf(root), file);
  const dialect = dialects.find((candidate) => candidate.recognises(sections));
  if (dialect === undefined) throw unknownLayout(sections, file);
  const content = dialect.read({ file, source: normalized.split('\n'), root, sections });
  return { ...content, hash: hashOf(normalized) };
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function unknownLayout(sections: Sections, file: string): InputError {
  const wanted = dialects
    .map(({ name, headings }) => `${name}: ${headings.map((words) => words.join('/')).join(' and ')}`)
    .join('; ');
  const found = sections.headings.length === 0 ? 'none' : listOf(sections.headings);
  return new InputError(`unknown page layout; looked for the headings of ${wanted}; found ${found}`, {
    place: { file, ...sections.titlePoint },
    fix: 'pass the reference page of one operation, as Markdown or HTML',
  });
}
