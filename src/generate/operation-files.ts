// Of a contract with many operations each is a module of its own too, with the validators that it needs and no other: importing one costs
// no more than it did with one. Nothing is shared between them, since a generated module imports nothing.
import type { CompiledContract, CompiledOperation } from '../model.ts';
import type { GeneratedFile } from './generated-file.ts';
import { openOperation } from './operation-exports.ts';
import type { Part } from './standalone.ts';

export type OperationText = {
  readonly banner: string;
  readonly typesFrom: string;
  readonly literal: (value: unknown) => string;
};

/** `operations/<id>.js` and `.d.ts` of each, made when it is asked for. */
export function* operationFiles(
  { operations }: CompiledContract,
  validators: readonly Part[],
  { banner, typesFrom, literal }: OperationText,
): Generator<GeneratedFile> {
  const pick = picker(validators);
  const names = fileNames(operations);
  for (const [index, operation] of operations.entries()) {
    const path = `operations/${names[index]}`;
    const own = `export const operation = ${literal(operation)};\n\nexport const open = ${literal(openOperation(operation))};\n`;
    yield { path: `${path}.js`, text: `${banner}${pick(functionNames(operation))}\n${own}` };
    yield { path: `${path}.d.ts`, text: banner + declarations(typesFrom) };
  }
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

const ANYTHING: Part = { name: 'anything', text: 'const anything = () => true;', needs: [] };

/** The parts that some names need, in their order, a line each. */
function picker(validators: readonly Part[]): (names: readonly string[]) => string {
  const parts = [ANYTHING, ...validators];
  const places = new Map(parts.map(({ name }, index) => [name, index]));
  return (names) => {
    const picked = new Set<number>();
    const open = [...names];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      const place = places.get(name);
      if (place === undefined || picked.has(place)) continue;
      picked.add(place);
      open.push(...(parts[place]?.needs ?? []));
    }
    const inOrder = [...picked].sort((a, b) => a - b);
    return inOrder.map((place) => `${parts[place]?.text}\n`).join('');
  };
}
