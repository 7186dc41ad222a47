import type { SafeExpr } from 'ajv/dist/compile/codegen/index.js';
import type { Block, Statement } from './code-tree.ts';

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
