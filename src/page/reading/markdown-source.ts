// Rewrites what Markdown dialects add to CommonMark before parsing: front matter, MDX components without an end tag, and
// table rows that span several lines.

type MarkdownSource = {
  readonly text: string;
  /** The line of the page by the line of `text`; index 0 is line 1. undefined: they are the same. */
  readonly lines: readonly number[] | undefined;
};

const fence = /^\s{0,3}(```|~~~)/;

export function plainMarkdown(page: string): MarkdownSource {
  const lines = withoutFrontMatter(page.split('\n'));
  let open: string | undefined;
  const closed = lines.map((whole, index) => {
    const line = open === undefined ? withoutListMark(whole, lines[index + 1] ?? '') : whole;
    const mark = fence.exec(line)?.[1];
    if (mark !== undefined && (open === undefined || open === mark))
      open = open === undefined ? mark : undefined;
    return open === undefined ? withTypeArguments(withEndTags(line)) : line;
  });
  return joinedRows(closed);
}

/** The lines stay, but empty, so that line numbers do not change. */
function withoutFrontMatter(lines: readonly string[]): readonly string[] {
  if (lines[0]?.trim() !== '---') return lines;
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
  const isFields = lines
    .slice(1, end)
    .every((line) => line.trim() === '' || /^(?:\s|#|-|[\w.@-]+\s*:)/.test(line));
  return end === -1 || !isFields ? lines : lines.map((line, index) => (index <= end ? '' : line));
}

/** `- ```` before a line without indent: Markdown would end the item there, and the sample with it. */
function withoutListMark(line: string, next: string): string {
  const [, mark] = /^\s{0,3}[-*+]\s+((?:```|~~~)\w*\s*)$/.exec(line) ?? [];
  return mark === undefined || /^\s/.test(next) ? line : mark;
}

/**
 * HTML does not know `<Anchor id="x" />`: all that follows would stand inside it. An element with a method and a path is a request line; its
 * path becomes its text.
 */
function withEndTags(line: string): string {
  return line.replace(/<([A-Z][\w.]*)((?:\s[^<>]*)?)\/>/g, (_whole, tag: string, attributes: string) => {
    const path = /\smethod\s*=/i.test(attributes)
      ? /\s(?:path|url)\s*=\s*["']([^"']*)["']/i.exec(attributes)?.[1]
      : undefined;
    return `<${tag}${attributes}>${path ?? ''}</${tag}>`;
  });
}

/** `Array<String>`: HTML would take `<String>` for a tag and drop it. */
function withTypeArguments(line: string): string {
  if (!line.includes('<')) return line;
  const type =
    /((?:array|list|set|map|collection|dict)\s?|&lt;)<(?=\s*(?!BR\b)(?:[A-Z]\w*|string|integer|int|long|number|boolean|object|array|list|map)\s*[>,<])/gi;
  const isTag = (rest: string) =>
    /^<\s*[a-z][\w-]*\s*>/.test(rest) &&
    !/^<\s*(?:string|integer|int|long|number|boolean|object|array|list|map)\b/i.test(rest);
  // Code in backticks keeps its brackets.
  const parts = line.split(/(`[^`]*`)/);
  return parts
    .map((part, index) => {
      if (index % 2 === 1) return part;
      let text = part;
      for (let before = ''; before !== text; ) {
        before = text;
        text = text.replace(type, (whole, word: string, offset: number) =>
          isTag(text.slice(offset + word.length)) ? whole : `${word}&lt;`,
        );
      }
      return text;
    })
    .join('');
}

/** A row without its closing bar goes on to the line that ends with one, across blank lines and lists. */
function joinedRows(lines: readonly string[]): MarkdownSource {
  const joined: string[] = [];
  const numbers: number[] = [];
  let isTable = false;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const end = isTable && isOpenRow(line) ? endOfRow(lines, index) : index;
    joined.push(end === index ? line : [line, ...lines.slice(index + 1, end + 1).map(partOfCell)].join(''));
    numbers.push(index + 1);
    if (isDelimiterRow(line) && isClosedRow(lines[index - 1] ?? '')) isTable = true;
    else if (!/^\s*\|/.test(line)) isTable = false;
    index = end;
  }
  return { text: joined.join('\n'), lines: joined.length === lines.length ? undefined : numbers };
}

function isDelimiterRow(line: string): boolean {
  return line.includes('-') && /^\s*\|[\s|:-]*$/.test(line);
}

function isOpenRow(line: string): boolean {
  return /^\s*\|\s*\S/.test(line) && !endsInBar(line);
}

/** The index of the row's last line, or of the row itself where nothing closes it. */
function endOfRow(lines: readonly string[], start: number): number {
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (/^#{1,6}\s/.test(line) || /^\s*\|\s*[^\s|]/.test(line)) return start;
    if (endsInBar(line)) return index;
  }
  return start;
}

function isClosedRow(line: string): boolean {
  return line.trimStart().startsWith('|') && endsInBar(line);
}

function endsInBar(line: string): boolean {
  return /(?<!\\)\|$/.test(line.trimEnd());
}

function partOfCell(line: string): string {
  // A fence inside a cell is dropped: its bars are not the table's.
  if (fence.test(line.trim())) return '';
  const text = line.trim();
  const [, item] = /^[-*+]\s+(.*)$/.exec(text) ?? [];
  if (item === undefined) return text === '' ? '' : `<br>${text}`;
  return endsInBar(item) ? `<li>${item.slice(0, -1)}</li>|` : `<li>${item}</li>`;
}
