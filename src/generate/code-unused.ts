// Generated code without what nothing reads.
import type { SafeExpr } from 'ajv/dist/compile/codegen/index.js';
import { inlined } from './code-inline.ts';
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
    for (const [name, times] of readBy(statement)) note(reads, name, times);
    if (statement.kind === 'loop') count(statement.body, reads);
    if (statement.kind !== 'if') continue;
    count(statement.yes, reads);
    count(statement.no, reads);
  }
}

function note(reads: Reads, name: string, times: number): void {
  const sum = (reads.get(name) ?? 0) + times;
  if (sum === 0) reads.delete(name);
  else reads.set(name, sum);
}

/** What a statement reads by itself, without those inside. */
function readBy(statement: Statement): [name: string, times: number][] {
  switch (statement.kind) {
    case 'set':
      return namesOf(statement.value).filter(([name]) => name !== statement.name);
    case 'run':
      return namesOf(statement.code);
    case 'if':
      return namesOf(statement.test);
    case 'loop':
      return namesOf(statement.head);
    case 'return':
      return namesOf(statement.value);
    default:
      return [];
  }
}

function namesOf(expression: SafeExpr | undefined): [name: string, times: number][] {
  if (!isCode(expression)) return [];
  return Object.entries(expression.names).map(([name, times]) => [name, times ?? 0]);
}

/** From the end: what is read last decides on what stands before it. */
function prune(block: Block, reads: Reads): Block {
  const kept: Statement[] = [];
  for (const statement of block.toReversed()) {
    const left = pruned(statement, reads);
    if (left.length === 0) for (const [name, times] of readBy(statement)) note(reads, name, -times);
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
