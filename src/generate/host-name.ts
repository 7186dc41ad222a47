// The format hostname with internationalised labels (RFC 1123 section 2.1; RFC 5890 to 5892). No regular expression tells whether an A-label
// stands for a valid U-label, so this is a function, which generated code and detail hold as text: it refers to nothing outside of itself.

/** Of text; the Bidi rule (RFC 5893) and unassigned code points are not looked at. */
export function isHostName(host: unknown): boolean {
  const labels =
    /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;
  const virama =
    /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039\u103a\u1714\u1715\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\ua806\ua82c\ua8c4\ua953\ua9c0\uaaf6\uabed]/u;
  const joining =
    /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Mandaic}\p{Script=Adlam}]/u;

  /** RFC 3492 section 6.2. */
  function decoded(text: string): string | undefined {
    const end = text.lastIndexOf('-');
    const points = Array.from(text.slice(0, Math.max(end, 0)), (letter) => letter.charCodeAt(0));
    let point = 128;
    let index = 0;
    let bias = 72;
    for (let at = end < 1 ? Math.max(end, 0) : end + 1; at < text.length; ) {
      const before = index;
      let weight = 1;
      for (let base = 36; ; base += 36) {
        const digit = 'abcdefghijklmnopqrstuvwxyz0123456789'.indexOf(text.charAt(at++) || ' ');
        if (digit < 0) return undefined;
        index += digit * weight;
        const threshold = Math.min(Math.max(base - bias, 1), 26);
        if (digit < threshold) break;
        weight *= 36 - threshold;
        if (index > 0x10ffff * 64) return undefined;
      }
      const count = points.length + 1;
      let delta = Math.floor((index - before) / (before === 0 ? 700 : 2));
      delta += Math.floor(delta / count);
      let shift = 0;
      for (; delta > 455; shift += 36) delta = Math.floor(delta / 35);
      bias = shift + Math.floor((36 * delta) / (delta + 38));
      point += Math.floor(index / count);
      index %= count;
      if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return undefined;
      points.splice(index++, 0, point);
    }
    return String.fromCodePoint(...points);
  }

  /** RFC 5892 section 2 and appendix A, for one code point of a label. */
  function isAllowed(letter: string, before: string, after: string, label: string): boolean {
    if (letter === '\u00b7') return before === 'l' && after === 'l';
    if (letter === '\u0375') return /^\p{Script=Greek}$/u.test(after);
    if (letter === '\u05f3' || letter === '\u05f4') return /^\p{Script=Hebrew}$/u.test(before);
    if (letter === '\u30fb') return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(label);
    if (letter === '\u200d') return virama.test(before);
    if (letter === '\u200c') return virama.test(before) || (joining.test(before) && joining.test(after));
    if (/[\u0660-\u0669]/u.test(letter)) return !/[\u06f0-\u06f9]/u.test(label);
    if (/[\u0640\u07fa\u302e\u302f\u3031-\u3035\u303b]/u.test(letter)) return false;
    if (/[\u00df\u03c2\u06fd\u06fe\u0f0b\u3007]/u.test(letter)) return true;
    return (
      /[\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}-]/u.test(letter) &&
      letter.normalize('NFKC').toLowerCase() === letter
    );
  }

  function isLabel(label: string): boolean {
    if (!label.startsWith('xn--')) return true;
    const text = decoded(label.slice(4));
    if (text === undefined || !/[^ -~]/.test(text) || text.normalize('NFC') !== text) return false;
    if (/^[\p{M}-]|-$/u.test(text) || text.slice(2, 4) === '--') return false;
    const letters = Array.from(text);
    return letters.every((letter, at) =>
      isAllowed(letter, letters[at - 1] ?? '', letters[at + 1] ?? '', text),
    );
  }

  if (typeof host !== 'string') return true;
  return labels.test(host) && host.toLowerCase().split('.').every(isLabel);
}
