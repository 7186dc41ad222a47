// ajv builds an error object at each failing keyword, also inside union branches that fail in a valid body. Nothing reads them here, the
// explainer says what is wrong; without them the code is a third of the size and a failing branch allocates nothing.
// The statements are ajv's own templates (ajv/lib/compile/errors.ts); whatever is left of them ends in an error, not in wrong code.

/** Code (see code-edit.ts) with its error bookkeeping taken out: same verdicts, no `errors` property. */
export function withoutErrors(code: string): string {
  const text = withoutPaths(withoutErrorObjects(code))
    .replaceAll(/if\(vErrors === null\)\{vErrors = \[err\d+\];\}else \{vErrors\.push\(err\d+\);\}/g, '')
    .replaceAll(
      /if\(vErrors !== null\)\{if\((_errs\d+)\)\{vErrors\.length = \1;\}else \{vErrors = null;\}\}/g,
      '',
    )
    .replaceAll(
      /vErrors = vErrors === null \? [\w$.]+\.errors : vErrors\.concat\([\w$.]+\.errors\);errors = vErrors\.length;/g,
      'errors++;',
    )
    .replaceAll(/(?<![.\w$])validate\d*\.errors = (?:vErrors|null);/g, '')
    .replaceAll('let vErrors = null;', '');
  const left = /(?<![.\w$])(?:vErrors|validate\d*\.errors)\b/.exec(text);
  if (left !== null)
    throw new Error(
      `ajv's standalone code keeps errors in a way not known here: ${text.slice(Math.max(0, left.index - 60), left.index + 120)}`,
    );
  return text;
}

const ERROR_OBJECT = /(?<![.\w$])(?:const err\d+ = (?=\{)|validate\d*\.errors = (?=\[\{))/g;

function withoutErrorObjects(code: string): string {
  let kept = '';
  let from = 0;
  for (const match of code.matchAll(ERROR_OBJECT)) {
    if (match.index < from) continue;
    kept += code.slice(from, match.index);
    from = endOfBrackets(code, match.index + match[0].length) + 1;
  }
  return kept + code.slice(from);
}

/** Instance paths serve error objects alone: neither taken nor handed on. */
function withoutPaths(code: string): string {
  let kept = '';
  let from = 0;
  for (const match of code.matchAll(/, (?=\{instancePath[=:,])/g)) {
    kept += code.slice(from, match.index);
    from = endOfBrackets(code, match.index + 2);
    if (code.startsWith('={}', from)) from += 3;
  }
  return kept + code.slice(from);
}

/** The index behind the bracket that closes the one that opens here. */
export function endOfBrackets(code: string, start: number): number {
  let depth = 0;
  for (let index = start; index < code.length; index++) {
    const character = code[index];
    if (character === '{' || character === '[' || character === '(') depth += 1;
    else if (character === '}' || character === ']' || character === ')') depth -= 1;
    if (depth === 0) return index + 1;
  }
  return code.length;
}
