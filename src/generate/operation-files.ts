// Of a contract with many operations each is a module of its own too, with the validators that it needs and no other: importing one costs
// no more than it did with one. Nothing is shared between them, since a generated module imports nothing.
import type { CompiledContract, CompiledOperation } from '../model.ts';
import type { GeneratedFile } from './generated-file.ts';
import { openOperation } from './operation-exports.ts';

export type OperationText = {
  readonly banner: string;
  readonly typesFrom: string;
  readonly literal: (value: unknown) => string;
};

/** `operations/<id>.js` and `.d.ts` of each. */
export function operationFiles(
  { operations }: CompiledContract,
  validators: string,
  { banner, typesFrom, literal }: OperationText,
): GeneratedFile[] {
  const pick = picker(validators);
  const names = fileNames(operations);
  return operations.flatMap((operation, index) => {
    const path = `operations/${names[index]}`;
    const own = `export const operation = ${literal(operation)};\n\nexport const open = ${literal(openOperation(operation))};\n`;
    return [
      { path: `${path}.js`, text: `${banner}${pick(functionNames(operation))}\n${own}` },
      { path: `${path}.d.ts`, text: banner + declarations(typesFrom) },
    ];
  });
}

function declarations(typesFrom: string): string {
  return `import type { CompiledOperation, OpenOperation } from '${typesFrom.startsWith('.') ? `../${typesFrom}` : typesFrom}';\n\nexport declare const operation: CompiledOperation;\nexport declare const open: OpenOperation;\n`;
}

/** Ids as file names on every system; of two that come out the same the later has a number. */
function fileNames(operations: readonly CompiledOperation[]): readonly string[] {
  const taken = new Map<string, number>();
  return operations.map(({ id }) => {
    const name = id.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'operation';
    const key = name.toLowerCase();
    const count = (taken.get(key) ?? 0) + 1;
    taken.set(key, count);
    return count === 1 ? name : `${name}-${count}`;
  });
}

function functionNames(operation: CompiledOperation): string[] {
  const names: string[] = [];
  JSON.stringify(operation, (_, value: unknown) => {
    if (typeof value === 'function') names.push(value.name);
    return value;
  });
  return names;
}

const ANYTHING = 'const anything = () => true;';

/** Lines of the validators' text that some names need, in their order: a line is a function, or constants before one. */
function picker(validators: string): (names: readonly string[]) => string {
  const lines = [ANYTHING, ...validators.split('\n')];
  const home = new Map<string, number>();
  for (const [index, line] of lines.entries()) for (const name of defined(line)) home.set(name, index);
  const needs = lines.map((line) => needed(line, home));
  return (names) => {
    const open = names.flatMap((name) => home.get(name) ?? []);
    const picked = new Set<number>();
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (picked.has(index)) continue;
      picked.add(index);
      open.push(...(needs[index] ?? []));
    }
    return [...picked]
      .sort((a, b) => a - b)
      .map((index) => `${lines[index]}\n`)
      .join('');
  };
}

function defined(line: string): string[] {
  const name = /^function (\w+)/.exec(line)?.[1];
  return name === undefined ? [...line.matchAll(/\bconst (\w+) = /g)].map((match) => match[1] ?? '') : [name];
}

/** A name inside a string may be taken for one of them: then a line more is there. */
function needed(line: string, home: ReadonlyMap<string, number>): number[] {
  const found = new Set<number>();
  for (const [name] of line.matchAll(/[A-Za-z_]\w*/g)) {
    const index = home.get(name);
    if (index !== undefined) found.add(index);
  }
  return [...found];
}
