// Word wrap by columns: East Asian wide characters take two and may be broken between (UAX 11, UAX 14 in short).

const WIDE =
  '\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}';
const PIECE = new RegExp(`[${WIDE}]|[^ ${WIDE}]+| +`, 'gu');
const IS_WIDE = new RegExp(`^[${WIDE}]`, 'u');
const ANY_WIDE = new RegExp(`[${WIDE}]`, 'gu');

/** How many terminal columns a text without control characters takes. */
export function columns(text: string): number {
  return text.length + (text.match(ANY_WIDE) ?? []).filter((wide) => wide.length === 1).length;
}

/** Breaks at spaces so that `indent + line` fits the width; a longer word stays whole. */
export function wrap(text: string, width: number, indent: number): string {
  // No character is wider than two columns.
  if (indent + 2 * text.length <= width || indent + columns(text) <= width) return text;
  const lines: string[] = [];
  let line = '';
  let used = indent;
  for (const piece of text.match(PIECE) ?? []) {
    const length = IS_WIDE.test(piece) ? 2 : piece.length;
    if (used + length > width && line.trim() !== '' && piece.trim() !== '') {
      lines.push(line.trimEnd());
      [line, used] = ['', indent];
    }
    line += piece;
    used += length;
  }
  return [...lines, line.trimEnd()].join(`\n${' '.repeat(indent)}`);
}
