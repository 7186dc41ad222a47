// The text of one member of a JSON document that JSON.parse took: what a parsed value no longer says stands in it.

/** The last one, as JSON.parse has it, where an object has the name twice. */
export function memberText(text: string, [name, ...inner]: readonly string[]): string | undefined {
  if (name === undefined) return text;
  const found = membersOf(text)
    .filter((member) => member.name === name)
    .at(-1);
  return found === undefined ? undefined : memberText(text.slice(found.start, found.end), inner);
}

type Member = { readonly name: string; readonly start: number; readonly end: number };

/** Of an object, the members and where their values stand; nothing of any other value. */
function membersOf(text: string): readonly Member[] {
  const members: Member[] = [];
  let depth = 0;
  let name = '';
  let quoted = '';
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      quoted = text.slice(at, end + 1);
      at = end;
    } else if (character === '{' || character === '[') {
      depth += 1;
      if (depth === 1 && character === '[') return [];
    } else if (character === ':' && depth === 1) {
      name = JSON.parse(quoted) as string;
      start = at + 1;
    } else if (depth === 1 && (character === ',' || character === '}') && start > 0) {
      members.push({ name, start, end: at });
      start = 0;
    }
    if (character === '}' || character === ']') depth -= 1;
  }
  return members;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
