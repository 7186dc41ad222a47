// JSON text as tokens with their places; tolerant, so that malformed and cut-off text has tokens too.

export type Token = { readonly start: number; readonly end: number; readonly text: string };

export function* tokensOf(text: string): Generator<Token> {
  const bare = /[^\s{}[\],:"]+/y;
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? '';
    let end = at + 1;
    if (character === '"') end = stringEnd(text, at);
    else if (!'{}[],: \t\r\n'.includes(character)) {
      bare.lastIndex = at;
      end = at + (bare.exec(text)?.[0].length ?? 1);
    }
    if (!' \t\r\n'.includes(character)) yield { start: at, end, text: text.slice(at, end) };
    at = end;
  }
}

function stringEnd(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return text.length;
    let slashes = quote;
    while (slashes > start + 1 && text[slashes - 1] === '\\') slashes -= 1;
    if ((quote - slashes) % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

/** The string token with its content replaced; as it was where the content stays. */
export function rewritten(token: Token, rewrite: (content: string) => string): string {
  const content = contentOf(token);
  const result = rewrite(content);
  if (result === content) return token.text;
  const text = JSON.stringify(result);
  return token.text.length > 1 && token.text.endsWith('"') ? text : text.slice(0, -1);
}

export function contentOf(token: Token): string {
  try {
    return String(JSON.parse(token.text));
  } catch {
    return token.text.replace(/^"|"$/g, '');
  }
}
