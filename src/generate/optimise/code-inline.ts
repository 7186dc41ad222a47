// Generated code in which a value that is read but once, by the test after it, stands there itself.
import { _Code, type Code, type CodeItem, Name } from 'ajv/dist/compile/codegen/code.js';
import { type Block, isCode, type Statement } from './code-tree.ts';

export function inlined(block: Block, reads: ReadonlyMap<string, number>): Block {
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
