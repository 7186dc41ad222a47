// The text of generated modules: the contract with its validators, its detail, and each operation on its own. None of them imports anything.

import { remember } from '../lib/remember.ts';
import type { CompiledContract, CompiledOperation, ContractDetail, OpenOperation } from '../model.ts';
import { ANYTHING, asLiteral, dataLiteral } from './code-texts.ts';
import type { CompiledSource } from './compile.ts';
import type { Part } from './standalone.ts';

export type GeneratedFile = { readonly path: string; readonly text: string };

/** What all files of one run have in common: their first line, and the module from which declarations import the model's types. */
export type Frame = { readonly banner: string; readonly typesFrom: string };

export function contractFiles(
  contract: CompiledContract,
  parts: readonly Part[],
  { banner, typesFrom }: Frame,
): GeneratedFile[] {
  const pick = picker(parts);
  const operations = contract.operations.flatMap((operation, index) => [
    `const operation${index} = ${literal(operation)};\n`,
    `const openOf${index} = ${literal(openOperation(operation))};\n`,
  ]);
  const names = contract.operations.map((_, index) => `${MARK}operation${index}`);
  const whole = `export const contract = ${literal({ ...contract, operations: names })};\n`;
  const exported = exportable(contract.operations);
  const exports = exported.map(
    ({ id, index }) => `export { operation${index} as ${id}, openOf${index} as ${id}$open };\n`,
  );
  const declarations = exported.map(
    ({ id, index }) =>
      `declare const operation${index}: CompiledOperation;\ndeclare const openOf${index}: OpenOperation;\nexport { operation${index} as ${id}, openOf${index} as ${id}$open };\n`,
  );
  return [
    {
      path: 'contract.js',
      text: `${banner}${pick(functionNames(contract.operations))}\n${operations.join('')}\n${whole}\n${exports.join('')}`,
    },
    {
      path: 'contract.d.ts',
      text: `${banner}import type { CompiledContract, CompiledOperation, OpenOperation } from '${typesFrom}';\n\nexport declare const contract: CompiledContract;\n${declarations.join('')}`,
    },
  ];
}

/**
 * Each operation is an export of its own, and its open validators once more without the rest: a bundler keeps what an application imports and
 * drops the others. An id that is no identifier is reached through `contract.operations` alone.
 */
function exportable(operations: readonly CompiledOperation[]): { id: string; index: number }[] {
  return operations
    .map(({ id }, index) => ({ id, index }))
    .filter(({ id }) => /^[A-Za-z_]\w*$/.test(id) && id !== 'default' && id !== 'contract');
}

function openOperation({ responses }: CompiledOperation): OpenOperation {
  return {
    responses: responses.map(({ status, content }) => ({
      status,
      content: content.map(({ open }) => ({ open })),
    })),
  };
}

/**
 * `operations/<id>.js` and `.d.ts` of each, made when it is asked for. Importing one costs no more than a contract of one operation: it holds
 * the validators that it needs and no other, and shares none.
 */
export function* operationFiles(
  { operations }: CompiledContract,
  parts: readonly Part[],
  { banner, typesFrom }: Frame,
): Generator<GeneratedFile> {
  const pick = picker(parts);
  const names = fileNames(operations);
  const from = typesFrom.startsWith('.') ? `../${typesFrom}` : typesFrom;
  const declarations = `import type { CompiledOperation, OpenOperation } from '${from}';\n\nexport declare const operation: CompiledOperation;\nexport declare const open: OpenOperation;\n`;
  for (const [index, operation] of operations.entries()) {
    const path = `operations/${names[index]}`;
    const own = `export const operation = ${literal(operation)};\n\nexport const open = ${literal(openOperation(operation))};\n`;
    yield { path: `${path}.js`, text: `${banner}${pick(functionNames([operation]))}\n${own}` };
    yield { path: `${path}.d.ts`, text: banner + declarations };
  }
}

/** The body of a function that gives one operation and its formats, with what they need and nothing else: for the gate alone. */
export function operationText({ parts, operations: [operation], detail }: CompiledSource): string {
  const functions = picker(parts)(functionNames(operation === undefined ? [] : [operation]));
  const own = `{ operation: ${literal(operation)}, formats: ${formatsLiteral(detail.formats)} }`;
  return `'use strict';\n${functions}\nreturn ${own};\n`;
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

export function detailFiles(detail: ContractDetail, { banner, typesFrom }: Frame): GeneratedFile[] {
  const { schemas, formats, examples = {} } = detail;
  const places = Object.entries(detail.places).map(
    ([pointer, position]) => `${JSON.stringify(pointer)}:${JSON.stringify(position)}`,
  );
  const text = [
    `export const schemas = ${dataLiteral(schemas)};\n`,
    `export const formats = ${formatsLiteral(formats)};\n`,
    `export const places = {\n${places.join(',\n')}\n};\n`,
    `export const examples = ${dataLiteral(examples)};\n`,
    `export const detail = { hash: ${JSON.stringify(detail.hash)}, files: ${JSON.stringify(detail.files)}, schemas, formats, places, examples };\n`,
  ];
  return [
    { path: 'detail.js', text: banner + text.join('') },
    {
      path: 'detail.d.ts',
      text: `${banner}import type { ContractDetail } from '${typesFrom}';\n\n${DETAIL_DECLARATIONS}`,
    },
  ];
}

function formatsLiteral(formats: ContractDetail['formats']): string {
  const members = Object.entries(formats).map(
    ([name, format]) =>
      `${JSON.stringify(name)}:${typeof format === 'function' ? String(format) : dataLiteral(format)}`,
  );
  return asLiteral(`{${members.join()}}`);
}

const DETAIL_DECLARATIONS = `export declare const schemas: ContractDetail['schemas'];
export declare const formats: ContractDetail['formats'];
export declare const places: ContractDetail['places'];
export declare const examples: NonNullable<ContractDetail['examples']>;
export declare const detail: ContractDetail;
`;

/** Before a name in a literal: it stands for what it names. */
const MARK = '\u0000';

/** As JSON, with the validators by name. */
function literal(source: unknown): string {
  const text = JSON.stringify(
    source,
    (_, value: unknown) => (typeof value === 'function' ? MARK + value.name : value),
    2,
  );
  return text.replaceAll(/"\\u0000(\w+)"/g, '$1');
}

function functionNames(operations: readonly CompiledOperation[]): string[] {
  const names: string[] = [];
  JSON.stringify(operations, (_, value: unknown) => {
    if (typeof value === 'function') names.push(value.name);
    return value;
  });
  return names;
}

type Picked = (names: readonly string[]) => string;

/** The parts that some names need, in their order, a line each. Parts may be added later. */
const picker: (parts: readonly Part[]) => Picked = remember((parts) => {
  const places = new Map<string, number>();
  return (names) => {
    for (let place = places.size; place < parts.length; place++) places.set(parts[place]?.name ?? '', place);
    const picked = new Set<number>();
    const open = [...names];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      const place = places.get(name);
      if (place === undefined || picked.has(place)) continue;
      picked.add(place);
      open.push(...(parts[place]?.needs ?? []));
    }
    const anything = names.includes(ANYTHING) ? `const ${ANYTHING} = () => true;\n` : '';
    const inOrder = [...picked].sort((a, b) => a - b);
    return anything + inOrder.map((place) => `${parts[place]?.text}\n`).join('');
  };
});
