// The text of generated modules: the contract with its validators, its detail, a module for each operation, and the index of all.

import { remember } from '../lib/remember.ts';
import type { CompiledContract, CompiledOperation, ContractDetail, OpenOperation } from '../model.ts';
import { hasUnion } from '../schema/applicators.ts';
import { ANYTHING, asLiteral, dataLiteral } from './code-texts.ts';
import type { CompiledSource } from './compile.ts';
import { hasItems, ITEM_MEMBERS, MEMBERS, type OperationName } from './operation-names.ts';
import type { Part } from './standalone.ts';

export type GeneratedFile = { readonly path: string; readonly text: string };

/** What all files of one run have in common. */
export type Frame = {
  /** The first line. */
  readonly banner: string;
  /** The modules from which the model's types and the runtime are imported. */
  readonly typesFrom: string;
  readonly runtimeFrom: string;
  /** `.js` and `.mjs` are ES modules, `.cjs` are CommonJS modules. */
  readonly extension: '.js' | '.mjs' | '.cjs';
  /** Whether there is a types.ts. */
  readonly hasTypes: boolean;
};

/** A module and its declaration. */
function moduleFiles(
  name: string,
  code: string,
  declaration: string,
  { banner, extension }: Frame,
): GeneratedFile[] {
  return [
    { path: `${name}${extension}`, text: banner + (extension === '.cjs' ? asCommonJs(code) : code) },
    { path: `${name}.d${extension.replace('js', 'ts')}`, text: banner + declaration },
  ];
}

/** The forms of import and export that this file writes, as CommonJS: jest without transforms can't load ES modules. */
function asCommonJs(code: string): string {
  const body = code
    .replaceAll(
      /^import \{ (.+) \} from (.+);$/gm,
      (_, names: string, from: string) => `const { ${names.replaceAll(' as ', ': ')} } = require(${from});`,
    )
    .replaceAll(/^export const (\S+) = /gm, 'const $1 = exports.$1 = ')
    .replaceAll(/^export \* as (\S+) from (.+);$/gm, 'exports.$1 = require($2);')
    .replaceAll(/^export \{ (.+) \} from (.+);$/gm, (_, names: string, from: string) =>
      exported(names, (own) => `require(${from}).${own}`),
    )
    .replaceAll(/^export \{ (.+) \};$/gm, (_, names: string) => exported(names, (own) => own))
    .replaceAll(/\bawait import\(('[^']+')\)/g, 'require($1)');
  return `'use strict';\n${body}`;
}

function exported(names: string, valueAt: (own: string) => string): string {
  return names
    .split(', ')
    .map((name) => name.split(' as '))
    .map(([own = '', outer = own]) => `exports.${outer} = ${valueAt(own)};`)
    .join('\n');
}

export function contractFiles(
  contract: CompiledContract,
  parts: readonly Part[],
  names: readonly OperationName[],
  frame: Frame,
): GeneratedFile[] {
  const pick = picker(parts);
  const operations = contract.operations.flatMap((operation, index) => [
    `const operation${index} = ${literal(operation)};\n`,
    `const openOf${index} = ${literal(openOperation(operation))};\n`,
  ]);
  const listed = contract.operations.map((_, index) => `${MARK}operation${index}`);
  const whole = `export const contract = ${literal({ ...contract, operations: listed })};\n`;
  // Each operation is an export of its own, and its open validators once more without the rest: a bundler keeps what an application imports.
  const exports = names.map(
    ({ name }, index) => `export { operation${index} as ${name}, openOf${index} as ${name}$open };\n`,
  );
  const typed = frame.hasTypes ? TYPED : () => '';
  const typeImports = frame.hasTypes
    ? `import type { Typed } from '${declared(frame.runtimeFrom)}';\nimport type { operations } from './types.js';\n`
    : '';
  const declarations = contract.operations.flatMap(({ id }, index) => [
    `declare const operation${index}: CompiledOperation${typed(id)};\n`,
    `declare const openOf${index}: OpenOperation${typed(id)};\n`,
  ]);
  return moduleFiles(
    'contract',
    `${pick(functionNames(contract.operations))}\n${operations.join('')}\n${whole}\n${exports.join('')}`,
    `import type { CompiledContract, CompiledOperation, OpenOperation } from '${frame.typesFrom}';
${typeImports}
export declare const contract: CompiledContract;
${declarations.join('')}${exports.join('')}`,
    frame,
  );
}

const TYPED = (id: string): string => ` & Typed<operations[${JSON.stringify(id)}]>`;

function openOperation({ responses }: CompiledOperation): OpenOperation {
  return {
    responses: responses.map(({ status, content }) => ({
      status,
      content: content.map(({ open, items }) => ({
        open,
        ...(items?.one && { items: { one: { open: items.one.open } } }),
      })),
    })),
  };
}

/** Where a relative module is imported from one folder further down. */
function below(module: string): string {
  return module.startsWith('.') ? `../${module}` : module;
}

/** In declarations TypeScript wants the name of what runs. */
function declared(module: string): string {
  return module.replace(/^(\..*)\.ts$/, '$1.js');
}

type OperationFiles = {
  readonly operations: readonly CompiledOperation[];
  /** Of the contract's detail. */
  readonly schemas: ContractDetail['schemas'];
  readonly names: readonly OperationName[];
  /** Where each module holds what it needs itself. */
  readonly sourceOf: ((operation: CompiledOperation) => CompiledSource) | undefined;
};

/**
 * `operations/<name>.js` of each, made when it is asked for: its operation, `is`, `check` and `responses`. They import the operation from the
 * contract; with `sources` each holds what it needs itself, so that importing one costs no more than a contract of one operation.
 */
export function* operationFiles(
  { operations, schemas, names, sourceOf }: OperationFiles,
  frame: Frame,
): Generator<GeneratedFile> {
  for (const [index, operation] of operations.entries()) {
    const own = names[index];
    if (own === undefined) continue;
    const source = sourceOf?.(operation);
    const uses = { hasItems: hasItems(operation), hasUnions: hasUnion(source?.detail.schemas ?? schemas) };
    const text = source === undefined ? importingText(own, uses, frame) : standingText(source, uses, frame);
    const self = `export * as ${own.name} from './${own.file}${frame.extension}';\n`;
    yield* moduleFiles(
      `operations/${own.file}`,
      text + operationExports(uses) + self,
      operationDeclaration(operation, own, frame) + self,
      frame,
    );
  }
}

/** What a module needs of the runtime. */
type Uses = { readonly hasItems: boolean; readonly hasUnions: boolean };

function importingText({ name }: OperationName, uses: Uses, { runtimeFrom, extension }: Frame): string {
  return `import { ${name} as operation, ${name}$open as open } from '../contract${extension}';
import { formats, schemas } from '../detail${extension}';
import { ${runtimeNames(uses)} } from '${below(runtimeFrom)}';

`;
}

function standingText(
  { parts, operations, detail }: CompiledSource,
  uses: Uses,
  { runtimeFrom }: Frame,
): string {
  const [operation] = operations;
  const open = operation && openOperation(operation);
  return `import { ${runtimeNames(uses)} } from '${below(runtimeFrom)}';

${picker(parts)(functionNames(operations))}
const operation = ${literal(operation)};
const open = ${literal(open)};
const schemas = ${dataLiteral(detail.schemas)};
const formats = ${formatsLiteral(detail.formats)};

`;
}

function runtimeNames({ hasItems, hasUnions }: Uses): string {
  return `checker, guard, ${hasItems ? 'itemsOf, ' : ''}responseSchemas${hasUnions ? ', unions' : ''}`;
}

function operationExports({ hasItems, hasUnions }: Uses): string {
  const detail = hasUnions ? '{ schemas, formats, unions }' : '{ schemas, formats }';
  const items = `export const isItem = /* @__PURE__ */ guard(/* @__PURE__ */ itemsOf(open));
export const checkItem = /* @__PURE__ */ checker(/* @__PURE__ */ itemsOf(operation), ${detail});
export const items = /* @__PURE__ */ responseSchemas(/* @__PURE__ */ itemsOf(operation), ${detail});
`;
  return `export { operation };
export const is = /* @__PURE__ */ guard(open);
export const check = /* @__PURE__ */ checker(operation, ${detail});
export const responses = /* @__PURE__ */ responseSchemas(operation, ${detail});
${hasItems ? items : ''}`;
}

function operationDeclaration(
  operation: CompiledOperation,
  { name }: OperationName,
  { typesFrom, runtimeFrom }: Frame,
): string {
  const { id, method, path } = operation;
  const said = `${method} ${path}`.replaceAll('*/', '*\\/');
  const isSequence = hasItems(operation);
  return `import type { CompiledOperation } from '${below(typesFrom)}';
import type { BodyOf, Check, ${isSequence ? 'ItemTypes, ' : ''}ResponseSchemas, Typed } from '${below(declared(runtimeFrom))}';
import type { operations } from '../types.js';

type Types = operations[${JSON.stringify(id)}];
/** ${said}: its parameters, request body and responses. */
export interface Operation extends Types {}
/** The body of a response to ${said} by its status: \`${name}.Body<200>\`. */
export type Body<Status extends number = 200> = BodyOf<Operation, Status>;
/** ${said} as the gate knows it. */
export declare const operation: CompiledOperation & Typed<Types>;
/** Whether a body fits what the contract declares for the status; further properties are allowed. */
export declare function is<Status extends number>(status: Status, body: unknown): body is Body<Status>;
/** What the gate would say of a body: nothing where it is as declared. */
export declare const check: Check;
/** Each response's body as a Standard Schema, by status. */
export declare const responses: ResponseSchemas<Operation>;
${isSequence ? itemDeclaration(said, name) : ''}`;
}

function itemDeclaration(said: string, name: string): string {
  return `/** One item of a response to ${said} that is a sequence of items: \`${name}.Item<200>\`. JSON in the data of an event is parsed. */
export type Item<Status extends number = 200> = BodyOf<ItemTypes<Operation>, Status>;
/** Whether an item fits what the contract declares for those of the status; further properties are allowed. */
export declare function isItem<Status extends number>(status: Status, item: unknown): item is Item<Status>;
/** What the gate would say of an item: nothing where it is as declared. */
export declare const checkItem: Check;
/** One item of each response as a Standard Schema, by status. */
export declare const items: ResponseSchemas<ItemTypes<Operation>>;
`;
}

/** What an application imports: each operation as a namespace, its members by name, and the contract for \`watch\`. */
export function indexFiles(
  operations: readonly CompiledOperation[],
  names: readonly OperationName[],
  frame: Frame,
): GeneratedFile[] {
  const { extension, runtimeFrom } = frame;
  const detail = `'./detail${extension}'`;
  // esbuild keeps all of a namespace that a module exports (https://github.com/evanw/esbuild/issues/1420), so each member has a name of its own too.
  const all = names
    .map(({ name, file }, index) => {
      const own = hasItems(operations[index]) ? [...MEMBERS, ...ITEM_MEMBERS] : MEMBERS;
      const from = `from './operations/${file}${extension}';\n`;
      const members = own.map((member) => `${member} as ${name}$${member}`).join(', ');
      return `export * as ${name} ${from}export { ${members} } ${from}`;
    })
    .join('');
  return moduleFiles(
    'index',
    `import { contract as compiled } from './contract${extension}';

export const contract = /* @__PURE__ */ Object.assign(
  { detail: async () => (await import(${detail})).detail },
  compiled,
);
${all}`,
    `import type { WatchedContract } from '${declared(runtimeFrom)}';

/** The whole contract, for \`watch\` and the matchers; what explains a drift is loaded when there is one. */
export declare const contract: WatchedContract;
${all}`,
    frame,
  );
}

/** The body of a function that gives one operation and its formats, with what they need and nothing else: for the gate alone. */
export function operationText({ parts, operations: [operation], detail }: CompiledSource): string {
  const functions = picker(parts)(functionNames(operation === undefined ? [] : [operation]));
  const own = `{ operation: ${literal(operation)}, formats: ${formatsLiteral(detail.formats)} }`;
  return `'use strict';\n${functions}\nreturn ${own};\n`;
}

export function detailFiles(detail: ContractDetail, frame: Frame): GeneratedFile[] {
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
  const declaration = `import type { ContractDetail } from '${frame.typesFrom}';\n\n${DETAIL_DECLARATIONS}`;
  return moduleFiles('detail', text.join(''), declaration, frame);
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
