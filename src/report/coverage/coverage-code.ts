// A plan as code: the same counts as coverage-walk.ts, with each property read where it stands, which V8 turns into a load at a known
// offset. A function a node, so that none is too long to be optimised. Names and values enter the text as JSON only.
import type { Node, Slot } from './coverage-plan.ts';
import { countBranch, type Fits, visit } from './coverage-walk.ts';

export type Count = (value: unknown, counts: Float64Array) => void;

/** Where code may not be made from text (--disallow-code-generation-from-strings), the walk goes on. */
export function counterCode(root: Node, fits: Fits): Count {
  const program: Program = { functions: [], constants: [] };
  const start = functionOf(root, program);
  const text = `"use strict";\n${program.functions.join('\n')}\nreturn ${start};`;
  try {
    return new Function('constants', 'branch', text)(program.constants, branchCounter(fits));
  } catch {
    return (value, counts) => visit({ counts, fits }, root, value);
  }
}

type Program = { readonly functions: string[]; readonly constants: unknown[] };

function branchCounter(fits: Fits) {
  return (union: Node['unions'][number], value: unknown, counts: Float64Array): void =>
    countBranch({ counts, fits }, union, value);
}

function functionOf(node: Node, program: Program): string {
  const lines = [valuesCode(node, program), ...node.unions.map((union) => unionCode(union, program))];
  const scalar = node.properties.length === 0 && node.items === undefined && node.further === undefined;
  if (scalar)
    lines.push(
      `if (typeof value === "object" && value !== null && !Array.isArray(value)) c[${node.count}]++;`,
    );
  else
    lines.push(
      'if (typeof value !== "object" || value === null) return;',
      `if (Array.isArray(value)) { ${itemsCode(node, program)} return; }`,
      `c[${node.count}]++;`,
      ...(node.properties.length === 0 ? [] : ['let own;']),
      ...node.properties.map((slot) => slotCode(slot, program)),
      furtherCode(node, program),
    );
  const name = `node${program.functions.length}`;
  program.functions.push(`function ${name}(value, c) {\n${lines.filter(Boolean).join('\n')}\n}`);
  return name;
}

function valuesCode({ values }: Node, program: Program): string {
  if (values === undefined) return '';
  if ([...values.keys()].every((value) => typeof value === 'string')) return stringsCode(values);
  return `{ const at = ${constant(values, program)}.get(value); if (at !== undefined) c[at]++; }`;
}

/** By length and then by content: a new string would have to be hashed before a map could be asked. */
function stringsCode(values: ReadonlyMap<unknown, number>): string {
  const byLength = Map.groupBy([...values], ([value]) => String(value).length);
  const cases = [...byLength].map(([length, list]) => {
    const tests = list.map(([value, at]) => `if (value === ${JSON.stringify(value)}) c[${at}]++;`);
    return `case ${length}: ${tests.join(' else ')} break;`;
  });
  return `if (typeof value === "string") switch (value.length) {\n${cases.join('\n')}\n}`;
}

function unionCode(union: Node['unions'][number], program: Program): string {
  return `branch(${constant(union, program)}, value, c);`;
}

function itemsCode({ items }: Node, program: Program): string {
  return items === undefined
    ? ''
    : `for (let i = 0; i < value.length; i++) ${functionOf(items, program)}(value[i], c);`;
}

function slotCode({ name, node, count }: Slot, program: Program): string {
  const key = JSON.stringify(name);
  const isThere = name in Object.prototype ? `Object.hasOwn(value, ${key}) && ` : '';
  const inner = node === undefined ? '' : ` ${functionOf(node, program)}(own, c);`;
  return `if (${isThere}(own = value[${key}]) !== undefined) { c[${count}]++;${inner} }`;
}

function furtherCode({ further, properties }: Node, program: Program): string {
  if (further === undefined) return '';
  const inner = functionOf(further, program);
  const names = constant(new Set(properties.map(({ name }) => name)), program);
  const isFurther = properties.length === 0 ? '' : `if (!${names}.has(name)) `;
  return `for (const name of Object.keys(value)) ${isFurther}${inner}(value[name], c);`;
}

function constant(value: unknown, program: Program): string {
  return `constants[${program.constants.push(value) - 1}]`;
}
