// Text that comes in pieces -> what stands between its separators.

export type Splitter = {
  readonly push: (text: string) => void;
  /** What stands behind the last separator; undefined where that is longer than what is kept. */
  readonly rest: () => string | undefined;
};

/**
 * `separator`: a global expression that matches a whole separator of one or two characters, the second of them a line feed. One at the
 * end of a piece counts at once; a line feed that may still belong to it is left out of the next piece.
 */
export function createSplitter(
  separator: RegExp,
  most: number,
  found: (text: string | undefined) => void,
): Splitter {
  let pieces: string[] = [];
  let length = 0;
  let mayBeginWithLineFeed = false;

  function keep(text: string): void {
    length += text.length;
    if (length <= most) pieces.push(text);
    else pieces = [];
  }

  function taken(): string | undefined {
    const text = length > most ? undefined : pieces.join('');
    pieces = [];
    length = 0;
    return text;
  }

  return {
    push: (text) => {
      if (text === '') return;
      let from = mayBeginWithLineFeed && text.startsWith('\n') ? 1 : 0;
      separator.lastIndex = from;
      for (let match = separator.exec(text); match !== null; match = separator.exec(text)) {
        keep(text.slice(from, match.index));
        from = separator.lastIndex;
        found(taken());
      }
      if (from < text.length) keep(text.slice(from));
      mayBeginWithLineFeed = from === text.length && text.endsWith('\r');
    },
    rest: () => (length > most ? undefined : pieces.join('')),
  };
}
