// Generated code without what nothing reads.
import { _Code, type Code, type CodeItem, Name } from 'ajv/dist/compile/codegen/code.js';
import type { SafeExpr } from 'ajv/dist/compile/codegen/index.js';
import { type Block, choice, isCode, type Statement } from './code-tree.ts';

/** How often each name is read. */
type Reads = Map<string, number>;

export function withoutUnused(block: Block): Block {
  const reads = readsOf(block);
  if (reads.has('vErrors')) throw new Error('ajv keeps errors in a way not known here');
  for (let kept = block; ; ) {
    const before = reads.size;
    kept = prune(kept, reads);
    if (reads.size === before) return inlined(kept, reads);
  }
}

export function readsOf(block: Block): Reads {
  const reads: Reads = new Map();
  count(block, reads);
  return reads;
}

function count(block: Block, reads: Reads): void {
  for (const statement of block) {
    note(reads, statement, 1);
    if (statement.kind === 'loop') count(statement.body, reads);
    if (statement.kind !== 'if') continue;
    count(statement.yes, reads);
    count(statement.no, reads);
  }
}

/** What a statement reads by itself, without those inside; a name that is set from itself is not read by that. */
function note(reads: Reads, statement: Statement, factor: 1 | -1): void {
  const expression = readBy(statement);
  if (!isCode(expression)) return;
  const { names } = expression;
  for (const name in names) {
    if (statement.kind === 'set' && statement.name === name) continue;
    const sum = (reads.get(name) ?? 0) + factor * (names[name] ?? 0);
    if (sum === 0) reads.delete(name);
    else reads.set(name, sum);
  }
}

function readBy(statement: Statement): SafeExpr | undefined {
  switch (statement.kind) {
    case 'set':
      return statement.value;
    case 'run':
      return statement.code;
    case 'if':
      return statement.test;
    case 'loop':
      return statement.head;
    case 'return':
      return statement.value;
    default:
      return undefined;
  }
}

/** From the end: what is read last decides on what stands before it. */
function prune(block: Block, reads: Reads): Block {
  const kept: Statement[] = [];
  for (const statement of block.toReversed()) {
    const left = pruned(statement, reads);
    if (left.length === 0) note(reads, statement, -1);
    kept.push(...left.toReversed());
  }
  return kept.reverse();
}

function pruned(statement: Statement, reads: Reads): Block {
  if (statement.kind === 'set') return reads.has(statement.name) ? [statement] : [];
  if (statement.kind === 'fail') return reads.has('errors') ? [statement] : [];
  if (statement.kind === 'loop') {
    const body = prune(statement.body, reads);
    return body.length > 0 ? [{ ...statement, body }] : [];
  }
  if (statement.kind !== 'if') return [statement];
  const no = prune(statement.no, reads);
  return choice(statement.test, prune(statement.yes, reads), no);
}

/** A value that is read only once, by the test after it, stands in that test. */
function inlined(block: Block, reads: ReadonlyMap<string, number>): Block {
  const kept: Statement[] = [];
  for (const statement of block) {
    const after = inside(statement, reads);
    const merged = mergedWith(kept.at(-1), after, reads);
    if (merged !== undefined) kept.pop();
    kept.push(merged ?? after);
  }
  return kept;
}

function inside(statement: Statement, reads: ReadonlyMap<string, number>): Statement {
  if (statement.kind === 'loop') return { ...statement, body: inlined(statement.body, reads) };
  if (statement.kind !== 'if') return statement;
  return { ...statement, ...{ yes: inlined(statement.yes, reads), no: inlined(statement.no, reads) } };
}

function mergedWith(
  before: Statement | undefined,
  after: Statement,
  reads: ReadonlyMap<string, number>,
): Statement | undefined {
  if (before?.kind !== 'set' || before.how !== 'let' || !isCode(before.value)) return undefined;
  if (after.kind !== 'if' || !isCode(after.test)) return undefined;
  const { name, value } = before;
  if (!/^data\d+$/.test(name) || reads.get(name) !== 1 || after.test.names[name] !== 1) return undefined;
  return { ...after, test: replaced(after.test, name, value) };
}

function replaced(code: Code, name: string, value: Code): Code {
  if (code instanceof Name) return value;
  const items = (code as _Code)._items.flatMap((item): readonly CodeItem[] => {
    if (!(item instanceof Name) || item.str !== name) return [item];
    return value instanceof Name ? [value] : (value as _Code)._items;
  });
  return new _Code(items);
}
