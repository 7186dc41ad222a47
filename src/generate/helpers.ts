// Functions that stand in generated code, which imports nothing. tests/generate/helpers.test.ts holds them against lib/json-equal.ts.

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
