// JSON text as tokens with their places; tolerant, so that malformed and cut-off text has tokens too.
import { contentOf as contentIn, readToken, tokenAt } from '../json/tokens.ts';

export type Token = { readonly start: number; readonly end: number; readonly text: string };

export function* tokensOf(text: string): Generator<Token> {
  const token = tokenAt(text);
  while (readToken(text, token) !== 'end') {
    const { start, end } = token;
    yield { start, end, text: text.slice(start, end) };
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

export function contentOf({ text }: Token): string {
  return contentIn(text, { kind: 'string', start: 0, end: text.length });
}
