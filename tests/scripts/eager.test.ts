import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileCalledAhead, eager } from '../../scripts/eager.ts';

/** Of the functions that begin with one of the texts. */
function calledIn(code: string, beginnings: readonly string[]): ReadonlySet<number> {
  return new Set(beginnings.map((beginning) => code.indexOf(beginning)));
}

test.each<readonly [what: string, code: string, called: readonly string[], marked: string]>([
  ['an expression', 'const a=x=>x;', ['x=>x'], 'const a=(x=>x);'],
  ['one in another', 'const a=x=>y=>x;', ['x=>y', 'y=>x'], 'const a=(x=>(y=>x));'],
  ['none that is not called', 'const a=x=>y=>x;', ['y=>x'], 'const a=x=>(y=>x);'],
  ['an async one', 'run(async function(){});', ['async'], 'run((async function(){}));'],
  [
    'no method',
    'const a={m(){},get b(){return 1}};',
    ['(){}', '(){return'],
    'const a={m(){},get b(){return 1}};',
  ],
  ['a declaration, first', 'f();function f(){}', ['function f'], 'var f=(function f(){});f();'],
  ['a generator', 'async function*g(){}export{g};', ['async'], 'var g=(async function*g(){});export{g};'],
  [
    'a declaration in a function, first in it',
    'const a=()=>{f();function f(){}};',
    ['function f'],
    'const a=()=>{var f=(function f(){});f();};',
  ],
  [
    'a declaration in one that moves',
    'f();function f(){g();function g(){}}',
    ['function f', 'function g'],
    'var f=(function f(){var g=(function g(){});g();});f();',
  ],
  ['a declaration of a block stays', 'if(a){function f(){}}', ['function f'], 'if(a){function f(){}}'],
])('%s', (_, code, called, marked) => {
  expect(eager(code, calledIn(code, called))).toBe(marked);
});

test('what a command calls, and nothing that it does not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'eager-'));
  try {
    const file = join(folder, 'module.mjs');
    writeFileSync(file, 'main();function main(){for(const a of [1])[a].map(b=>b)}function other(){}');
    compileCalledAhead(file, [file], folder);
    expect(readFileSync(file, 'utf8')).toBe(
      'var main=(function main(){for(const a of [1])[a].map((b=>b))});main();function other(){}',
    );
    expect(() => compileCalledAhead(file, ['--eval', '0'], folder)).toThrow('--eval 0 calls nothing in');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
