// ajv's generated code as a tree of statements, without the error objects: nobody reads them, the explainer says what is wrong. That
// something is wrong is a statement of its own, `fail`, where ajv counts errors. What is not known here ends in an error, not in wrong code.
import { _, type CodeGen, Name, nil } from 'ajv';
import type { Code, SafeExpr } from 'ajv/dist/compile/codegen/index.js';

export type Statement =
  | Setting
  | { readonly kind: 'run'; readonly code: Code }
  | { readonly kind: 'fail' }
  | Choice
  | { readonly kind: 'loop'; readonly head: Code; readonly body: Block }
  | { readonly kind: 'return'; readonly value: SafeExpr }
  | { readonly kind: 'break' };

/** `how` is empty where the name was defined before. */
export type Setting = {
  readonly kind: 'set';
  readonly how: '' | 'const' | 'let' | 'var';
  readonly name: string;
  readonly value: SafeExpr | undefined;
};

export type Choice = {
  readonly kind: 'if';
  readonly test: SafeExpr;
  readonly yes: Block;
  readonly no: Block;
};

export type Block = readonly Statement[];

/** A node of ajv's own tree, whichever of its classes (ajv/lib/compile/codegen/index.ts). */
type Node = {
  readonly nodes?: readonly Node[];
  readonly varKind?: Name;
  readonly name?: Name;
  readonly rhs?: SafeExpr;
  readonly lhs?: Code;
  readonly op?: Code;
  readonly code?: SafeExpr;
  readonly condition?: SafeExpr;
  readonly else?: Node;
  readonly iterable?: Code;
  readonly loop?: string;
  readonly from?: SafeExpr;
  readonly to?: SafeExpr;
  readonly args?: Code;
  readonly label?: unknown;
};

/** The body of the one function that was generated. */
export function statementsOf(generator: CodeGen): Block {
  const { _root: root } = generator as unknown as { readonly _root: Node };
  const [only] = root.nodes ?? [];
  if (only?.args === undefined) throw unknown('something other than a function');
  return inside(only);
}

function inside(node: Node | undefined): Block {
  const block: Statement[] = [];
  for (const inner of node?.nodes ?? []) {
    const statement = read(inner);
    if (statement !== undefined) block.push(statement);
  }
  return block;
}

/** undefined: it did nothing but keep an error. */
function read(node: Node): Statement | undefined {
  const { nodes, lhs, condition, code } = node;
  if (condition !== undefined) return readIf(node, condition);
  if (nodes !== undefined) return readBlock(node, nodes);
  if (lhs !== undefined) return readAssignment(node, lhs);
  if (node.name !== undefined) return readDefinition(node, node.name);
  if (code !== undefined) return readCode(code);
  if ('label' in node && node.label === undefined) return { kind: 'break' };
  throw unknown(`a statement of ${Object.keys(node).join()}`);
}

function readIf(node: Node, test: SafeExpr): Statement | undefined {
  if (mentions(test, 'vErrors')) return undefined;
  return { kind: 'if', test, yes: inside(node), no: inside(node.else) };
}

function readBlock(node: Node, nodes: readonly Node[]): Statement {
  const { varKind, name, from, to, loop, iterable } = node;
  if (iterable !== undefined && loop !== undefined)
    return { kind: 'loop', head: _`${varKind} ${name} ${new Name(loop)} ${iterable}`, body: inside(node) };
  if (to !== undefined)
    return {
      kind: 'loop',
      head: _`${varKind} ${name}=${from}; ${name}<${to}; ${name}++`,
      body: inside(node),
    };
  const { kind } = node.constructor as { readonly kind?: string };
  const value = nodes[0]?.code;
  if (kind !== 'return' || value === undefined) throw unknown(`a block of ${Object.keys(node).join()}`);
  return { kind, value };
}

function readAssignment({ op, rhs }: Node, target: Code): Statement | undefined {
  if (mentions(target, 'vErrors') || /^validate\d+\.errors$/.test(String(target))) return undefined;
  const code = _`${target} ${op ?? nil}= ${rhs}`;
  if (op !== undefined) return { kind: 'run', code };
  if (target instanceof Name) return { kind: 'set', how: '', name: target.str, value: withoutPrototype(rhs) };
  const [whole, names = '', key = ''] = /^(props\d+)\[(key\d+)\]$/.exec(String(target)) ?? [];
  return whole === undefined ? { kind: 'run', code } : noteName(new Name(names), new Name(key));
}

/** ajv 8 notes a name that a pattern matched even where all names are spoken of already, and throws. */
function noteName(names: Name, key: Name): Statement {
  const note = { kind: 'run', code: _`(${names} ??= {__proto__:null})[${key}] = true` } as const;
  return { kind: 'if', test: _`${names} !== true`, yes: [note], no: [] };
}

function readDefinition({ varKind, rhs }: Node, { str: name }: Name): Statement | undefined {
  if (name === 'vErrors' || /^err\d+$/.test(name)) return undefined;
  const how = varKind?.str as Setting['how'];
  return { kind: 'set', how, name, value: withoutPrototype(rhs) };
}

/** Names that were spoken of are kept in an object, which must not have inherited names: `constructor` is a property like any other. */
function withoutPrototype(value: SafeExpr | undefined): SafeExpr | undefined {
  if (!isCode(value)) return value;
  const text = String(value);
  if (text === '{}') return _`{__proto__:null}`;
  const [, names] = /^(props\d+) \|\| \{\}$/.exec(text) ?? [];
  return names === undefined ? value : _`${new Name(names)} || {__proto__:null}`;
}

function readCode(code: SafeExpr): Statement {
  if (!isCode(code)) throw unknown(`the statement ${String(code)}`);
  return String(code) === 'errors++' ? { kind: 'fail' } : { kind: 'run', code };
}

export function isCode(value: SafeExpr | undefined): value is Code {
  return typeof value === 'object' && value !== null;
}

function mentions(value: SafeExpr, name: string): boolean {
  return isCode(value) && value.names[name] !== undefined;
}

function unknown(what: string): Error {
  return new Error(`ajv generated ${what}, in a way not known here`);
}

/** Nothing where nothing depends on it: a test has no effect of its own. */
export function choice(test: SafeExpr, yes: Block, no: Block): Block {
  if (yes.length > 0) return [{ kind: 'if', test, yes, no }];
  return no.length > 0 ? [{ kind: 'if', test: negated(test), yes: no, no: [] }] : [];
}

function negated(test: SafeExpr): SafeExpr {
  const [, name] = /^!(\w+)$/.exec(String(test)) ?? [];
  if (name !== undefined) return new Name(name);
  return test instanceof Name ? _`!${test}` : _`!(${test})`;
}

export function textOf(block: Block): string {
  const pieces: string[] = [];
  writeBlock(block, pieces);
  // Joined, not added up one to another: it is copied into many files, each time piece by piece otherwise.
  return pieces.join('');
}

function writeBlock(block: Block, pieces: string[]): void {
  for (const statement of block) write(statement, pieces);
}

function write(statement: Statement, pieces: string[]): void {
  switch (statement.kind) {
    case 'set': {
      const { how, name, value } = statement;
      pieces.push(how === '' ? name : `${how} ${name}`, value === undefined ? ';' : ` = ${String(value)};`);
      return;
    }
    case 'run':
      pieces.push(`${statement.code};`);
      return;
    case 'fail':
      pieces.push('errors++;');
      return;
    case 'if': {
      const { test, yes, no } = statement;
      pieces.push(`if(${testText(test)})`);
      if (no.length === 0) return writeBody(yes, pieces);
      pieces.push('{');
      writeBlock(yes, pieces);
      pieces.push('}else ');
      return writeBody(no, pieces);
    }
    case 'loop':
      pieces.push(`for(${statement.head})`);
      return writeBody(statement.body, pieces);
    case 'return':
      pieces.push(`return ${String(statement.value)};`);
      return;
    case 'break':
      pieces.push('break;');
  }
}

/** Without braces where there is but one statement, which defines nothing. */
function writeBody(block: Block, pieces: string[]): void {
  const [only] = block;
  const isBare = block.length === 1 && !(only?.kind === 'set' && only.how !== '');
  if (isBare) return writeBlock(block, pieces);
  pieces.push('{');
  writeBlock(block, pieces);
  pieces.push('}');
}

// How ajv asks whether a value is a whole number, or any that JSON has. No text of a contract looks like it: there quotes are escaped.
const WHOLE =
  /\(\(typeof (data\d*) == "number"\) && \(!\(\1 % 1\) && !isNaN\(\1\)\)\) && \(isFinite\(\1\)\)/g;
const FINITE = /\(typeof (data\d*) == "number"\) && \(isFinite\(\1\)\)/g;

function testText(test: SafeExpr): string {
  const text = String(test);
  if (!text.includes('isFinite(')) return text;
  return text.replaceAll(WHOLE, 'Number.isInteger($1)').replaceAll(FINITE, 'Number.isFinite($1)');
}
