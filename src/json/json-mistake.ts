/** Why a text is no JSON, in words that hold nothing of it: another language, or what stands where. */
export function describeMistake(text: string, offset: number, message: string): string {
  if (/^\ufeff?\s*<(?:!doctype|html|\?xml|[a-z])/i.test(text))
    return `${/^\ufeff?\s*<\?xml/i.test(text) ? 'XML' : 'HTML'} instead of JSON`;
  const before = text.slice(0, offset).split('\n');
  return `${message} (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}
