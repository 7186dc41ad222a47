import type { SafeExpr } from 'ajv/dist/compile/codegen/index.js';
import type { Block, Statement } from './code-tree.ts';

export function textOf(block: Block): string {
  let text = '';
  for (const statement of block) text += statementText(statement);
  return text;
}

function statementText(statement: Statement): string {
  switch (statement.kind) {
    case 'set': {
      const { how, name, value } = statement;
      return `${how === '' ? '' : `${how} `}${name}${value === undefined ? '' : ` = ${String(value)}`};`;
    }
    case 'run':
      return `${statement.code};`;
    case 'fail':
      return 'errors++;';
    case 'if': {
      const { test, yes, no } = statement;
      const rest = no.length === 0 ? '' : `else ${inBraces(no)}`;
      return `if(${testText(test)})${rest === '' ? inBraces(yes) : `{${textOf(yes)}}`}${rest}`;
    }
    case 'loop':
      return `for(${statement.head})${inBraces(statement.body)}`;
    case 'return':
      return `return ${String(statement.value)};`;
    case 'break':
      return 'break;';
  }
}

/** Without them where there is but one statement, which defines nothing. */
function inBraces(block: Block): string {
  const [only] = block;
  const isBare = block.length === 1 && !(only?.kind === 'set' && only.how !== '');
  return isBare ? textOf(block) : `{${textOf(block)}}`;
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
