// Text is escaped unless it is already markup: a page made of these templates can not be broken by a name in it.
import { visible } from '../../../lib/visible-text.ts';

export type Markup = { readonly markup: string };

type Part = string | number | Markup | undefined | readonly Markup[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Attributes in templates are always in double quotes; undefined becomes nothing. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const markup = literals.reduce((text, literal, index) => text + markupOf(parts[index - 1]) + literal);
  return { markup };
}

function markupOf(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  if ('markup' in part) return part.markup;
  return part.map(({ markup }) => markup).join('');
}

function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
