// Words messages about a page for a vendor's OpenAPI document: the same facts, other nouns.
import type { PageIssue } from '../model.ts';

const nouns: readonly (readonly [RegExp, string])[] = [
  [/the page's (?:own )?sample\b/g, "the vendor's own example"],
  [/the page's table\b/g, "the vendor's schema"],
  [/the page's list of statuses\b/g, "the vendor's list of responses"],
  [/\bits own sample\b/g, 'its own example'],
  [/\bits page\b/g, "the vendor's document"],
  [/\bthe reviewed page\b/g, 'the reviewed document'],
  [/\bno page\b/g, 'no document of the vendor'],
  [/\bthe page\b/g, "the vendor's document"],
  [/\bpage\b/g, "vendor's document"],
  [/\bthe sample\b/g, 'the example'],
  [/\bsample\b/g, 'example'],
  [/\bno such row\b/g, 'no such property'],
  [/\b(its|the|own) tables?\b/g, '$1 schema'],
  [/\bno table says what its body is\b/g, 'nothing says what its body is'],
  [/\btable\b/g, 'schema'],
];

/** Names of properties and values stand in quotes or after a slash, and stay as they are. */
function reworded(text: string): string {
  return text
    .split(/("[^"]*"|\/\S+)/)
    .map((part, index) =>
      index % 2 === 1 ? part : nouns.reduce((sum, [page, document]) => sum.replace(page, document), part),
    )
    .join('');
}

/** The issue in the words of what was read: a page, or a vendor's document. */
export function inWordsOf<T extends PageIssue>(kind: 'openapi' | undefined, issue: T): T {
  if (kind === undefined) return issue;
  const { message, oddOneOut, documented, fix } = issue;
  return {
    ...issue,
    message: reworded(message),
    fix: reworded(fix),
    ...(oddOneOut !== undefined && { oddOneOut: reworded(oddOneOut) }),
    ...(documented && { documented: { ...documented, text: reworded(documented.text) } }),
  };
}
