// Text from outside goes into Markdown as code, where links, mentions, references, HTML and emphasis do not work.
import { visible } from './visible-text.ts';

/** A code span whose fence is longer than any run of backticks in it (CommonMark 6.1). */
export function codeSpan(text: string): string {
  const shown = visible(text).trim() || '(empty)';
  const longestRun = (shown.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
  const fence = '`'.repeat(longestRun + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Plain words stay as they are. */
export function plainOrCode(text: string): string {
  return /^[A-Za-z0-9 ,:;'"]+$/.test(text) ? text : codeSpan(text);
}
