// ajv builds an error object at each failing keyword, also inside union branches that fail in a valid body. Nothing reads them here, the
// explainer says what is wrong; without them the code is a third of the size and a failing branch allocates nothing.
// The statements are ajv's own templates (ajv/lib/compile/errors.ts); whatever is left of them ends in an error, not in wrong code.

/** The source with its error bookkeeping taken out: same verdicts, no `errors` property. */
export function withoutErrors(source: string): string {
  const text = withoutPaths(withoutLiterals(source))
    .replaceAll(/if\(vErrors === null\)\{vErrors = \[err\d+\];\}else \{vErrors\.push\(err\d+\);\}/g, '')
    .replaceAll(
      /if\(vErrors !== null\)\{if\((_errs\d+)\)\{vErrors\.length = \1;\}else \{vErrors = null;\}\}/g,
      '',
    )
    .replaceAll(
      /vErrors = vErrors === null \? [\w$]+\.errors : vErrors\.concat\([\w$]+\.errors\);errors = vErrors\.length;/g,
      'errors++;',
    )
    .replaceAll(/validate\d*\.errors = vErrors;/g, '')
    .replaceAll('let vErrors = null;', '');
  const left = /.{0,60}(?:vErrors|\.errors\b).{0,60}/.exec(text);
  if (left !== null)
    throw new Error(`ajv's standalone code keeps errors in a way not known here: ${left[0]}`);
  return text;
}

const LITERAL = /const err\d+ = (?=\{)|validate\d*\.errors = (?=\[\{)/g;

function withoutLiterals(source: string): string {
  let kept = '';
  let from = 0;
  for (const match of source.matchAll(LITERAL)) {
    if (match.index < from) continue;
    kept += source.slice(from, match.index);
    from = endOfLiteral(source, match.index + match[0].length) + 1;
  }
  return kept + source.slice(from);
}

/** Instance paths serve error objects alone: neither taken nor handed on. */
function withoutPaths(source: string): string {
  let kept = '';
  let from = 0;
  for (const match of source.matchAll(/, (?=\{instancePath(?:=""|:))/g)) {
    kept += source.slice(from, match.index);
    from = endOfBrackets(source, match.index + 2);
    if (source.startsWith('={}', from)) from += 3;
  }
  return kept + source.slice(from);
}

/** The index behind the bracket that closes the one that opens here. */
function endOfBrackets(source: string, start: number): number {
  let depth = 0;
  for (let index = start; index < source.length; index++) {
    const character = source[index];
    if (character === '"') index = endOfString(source, index);
    else if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    if (depth === 0) return index + 1;
  }
  return source.length;
}

/** The index of the `;` behind the literal that starts here. */
function endOfLiteral(source: string, start: number): number {
  let depth = 0;
  for (let index = start; index < source.length; index++) {
    const character = source[index];
    if (character === '"') index = endOfString(source, index);
    else if (character === '{' || character === '[' || character === '(') depth += 1;
    else if (character === '}' || character === ']' || character === ')') depth -= 1;
    else if (character === ';' && depth === 0) return index;
  }
  return source.length;
}

function endOfString(source: string, start: number): number {
  let index = start + 1;
  while (source[index] !== '"' && index < source.length) index += source[index] === '\\' ? 2 : 1;
  return index;
}
