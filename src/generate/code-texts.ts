// Text that stands in generated code, which imports nothing. tests/generate/generated-code.test.ts holds the helpers against json/.
import { _, type Code } from 'ajv';
import { LONGEST_FOR_SLOW_PATTERN, MOST_STEPS } from '../lib/regex.ts';

const canonicalJson: string = `function canonicalJson(value) {
 if (typeof value !== "object" || value === null) return JSON.stringify(value);
 if (Array.isArray(value)) return "[" + value.map(canonicalJson).join() + "]";
 return "{" + Object.keys(value).sort().map((name) => JSON.stringify(name) + ":" + canonicalJson(value[name])).join() + "}";
}`.replaceAll('\n', '');

export const helpers: Readonly<Record<'areDistinct' | 'isEqual' | 'codePoints', string>> = {
  areDistinct: `(() => { ${canonicalJson} return (items) => { const scalars = new Set(); const structures = new Set(); for (const item of items) { if (typeof item === "object" && item !== null) structures.add(canonicalJson(item)); else scalars.add(item); } return scalars.size + structures.size === items.length; }; })()`,
  isEqual: `(() => { ${canonicalJson} return (a, b) => a === b || (typeof a === "object" && typeof b === "object" && a !== null && b !== null && canonicalJson(a) === canonicalJson(b)); })()`,
  codePoints: '(text) => { let count = 0; for (const _ of text) count++; return count; }',
};

/** What ajv's own keywords would require at run time. */
export const REQUIRED: Readonly<Record<string, string>> = {
  'require("ajv/dist/runtime/ucs2length").default': helpers.codePoints,
};

/**
 * A pattern that takes quadratic time at worst, and the functions that hold a value to it: the steps of one call are bounded (lib/regex.ts), and
 * `untried` names the patterns that some text of it was not held against.
 */
export const BOUNDED = 'bounded';
export const STEPS = 'withSteps';
export const stepsText: string = `const ${STEPS} = (validate) => Object.assign((data) => { ${STEPS}.left = ${MOST_STEPS}; ${STEPS}.untried = []; return validate(data); }, { untried: () => ${STEPS}.untried });`;
export const boundedText: string = `const ${BOUNDED} = (source, flags) => { const pattern = new RegExp(source, flags); return { test: (text) => { if (text.length > ${2 * LONGEST_FOR_SLOW_PATTERN} || (${STEPS}.left -= Math.min(text.length, ${LONGEST_FOR_SLOW_PATTERN}) ** 2) >= 0) return pattern.test(text); if (!${STEPS}.untried.includes(source)) ${STEPS}.untried.push(source); return true; } }; };`;

/** The function that stands where the contract says nothing of a value. */
export const ANYTHING = 'anything';

/** Text as ajv's code: the caller vouches for it. */
export function raw(text: string): Code {
  return template([text], []);
}

/** Tests joined in one step: ajv's `or` and `and` copy all that was joined before at each further test. */
export function joined(tests: readonly Code[], operator: ' || ' | ' && '): Code {
  return template(['', ...tests.slice(1).map(() => operator), ''], tests);
}

function template(texts: readonly string[], codes: readonly Code[]): Code {
  return _(Object.assign([...texts], { raw: texts }), ...codes);
}

/** `.name` or `["name"]`. */
export function access(name: string): Code {
  return /^[a-z$_][a-z$_0-9]*$/i.test(name) ? raw(`.${name}`) : _`[${name}]`;
}

export function dataLiteral(value: unknown): string {
  return asLiteral(JSON.stringify(value));
}

/** JSON as JavaScript reads it: there `"__proto__":` in a literal would set the prototype. */
export function asLiteral(json: string): string {
  return json.replaceAll('"__proto__":', '["__proto__"]:');
}
