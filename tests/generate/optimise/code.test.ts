// What is taken out of generated code, and what stays because something depends on it.
import { _, CodeGen, Name } from 'ajv';
import { ValueScope } from 'ajv/dist/compile/codegen/scope.js';
import { describe, expect, test } from 'vitest';
import { simplified } from '../../../src/generate/optimise/code-flow.ts';
import { statementsOf, textOf } from '../../../src/generate/optimise/code-tree.ts';
import { withoutUnused } from '../../../src/generate/optimise/code-unused.ts';

const errors = new Name('errors');
const vErrors = new Name('vErrors');
const data = new Name('data');

/** As ajv starts and ends a function. */
function shortened(body: (gen: CodeGen) => void): string {
  const gen = new CodeGen(new ValueScope({ scope: {} }));
  gen.func(new Name('validate0'), data, false, () => {
    gen.let(vErrors, null).toString();
    gen.let(errors, 0);
    body(gen);
    gen.assign(_`validate0.errors`, vErrors);
    gen.return(_`${errors} === 0`);
  });
  return textOf(withoutUnused(simplified(statementsOf(gen))));
}

/** ajv's own way to say that something is wrong, inside a union. */
function fail(gen: CodeGen): void {
  const error = gen.const('err', _`{}`);
  gen.if(
    _`${vErrors} === null`,
    () => gen.assign(vErrors, _`[${error}]`),
    () => gen.code(_`${vErrors}.push(${error})`),
  );
  gen.code(_`${errors}++`);
}

/** A keyword of a subschema: `valid` is whether no error was counted. */
function keyword(gen: CodeGen, test: string, whenWrong: (gen: CodeGen) => void): Name {
  const before = gen.const('_errs', errors);
  gen.if(_`${data} !== ${test}`, () => whenWrong(gen));
  return gen.var('valid', _`${before} === ${errors}`);
}

function leave(gen: CodeGen): void {
  gen.assign(_`validate0.errors`, _`[{}]`);
  gen.return(false);
}

describe('outside of unions', () => {
  test('a keyword that was met needs no question', () => {
    const text = shortened((gen) => {
      gen.if(keyword(gen, 'a', leave));
      gen.if(keyword(gen, 'b', leave));
      gen.endIf().endIf();
    });
    expect(text).toBe('if(data !== "a")return false;if(data !== "b")return false;return true;');
  });

  test('nor does a loop over items', () => {
    const text = shortened((gen) => {
      const valid = gen.var('valid', true);
      gen.forRange('i', 0, _`${data}.length`, () => {
        gen.assign(valid, keyword(gen, 'a', leave));
        gen.if(_`!${valid}`, () => gen.break());
      });
      gen.if(valid, () => gen.code(_`more()`));
    });
    expect(text).toBe('for(let i0=0; i0<data.length; i0++)if(data !== "a")return false;more();return true;');
  });

  test('a branch that leaves makes the other one the way', () => {
    const text = shortened((gen) => {
      gen.if(
        _`isObject(${data})`,
        () => gen.code(_`look()`),
        () => leave(gen),
      );
    });
    expect(text).toBe('if(!(isObject(data)))return false;look();return true;');
  });
});

describe('inside of unions', () => {
  test('what counts is whether a branch failed', () => {
    const text = shortened((gen) => {
      const before = gen.const('_errs', errors);
      const valid = keyword(gen, 'a', fail);
      gen.if(
        _`!${valid}`,
        () => leave(gen),
        () => gen.assign(errors, before),
      );
    });
    expect(text).toBe(
      'let errors = 0;const _errs0 = errors;const _errs1 = errors;if(data !== "a")errors++;var valid0 = _errs1 === errors;if(!valid0)return false;errors = _errs0;return true;',
    );
  });

  test('after a failure nothing more is asked of the branch', () => {
    const text = shortened((gen) => {
      const before = gen.const('_errs', errors);
      fail(gen);
      gen.if(_`${before} === ${errors}`, () => gen.code(_`never()`));
      gen.if(_`tell(${data})`, () => leave(gen));
    });
    expect(text).toBe('if(tell(data))return false;return false;');
  });
});

test('a verdict that is only come to where a branch has left is none', () => {
  const text = shortened((gen) => {
    const valid = gen.name('valid');
    gen.if(_`${data}.length > 0`, () => {
      leave(gen);
      gen.var(valid, true);
    });
    gen.if(valid, () => gen.code(_`never()`));
  });
  expect(text).toBe('if(data.length > 0)return false;return true;');
});

test('numbers are told in one call', () => {
  const text = shortened((gen) => {
    gen.if(
      _`!(((typeof ${data} == "number") && (!(${data} % 1) && !isNaN(${data}))) && (isFinite(${data})))`,
      () => leave(gen),
    );
    gen.if(_`!((typeof ${data} == "number") && (isFinite(${data})))`, () => leave(gen));
  });
  expect(text).toBe(
    'if(!(Number.isInteger(data)))return false;if(!(Number.isFinite(data)))return false;return true;',
  );
});

test.each<[string, (gen: CodeGen) => void]>([
  ['a statement', (gen) => gen.throw(_`new Error()`)],
  [
    'a block',
    (gen) =>
      gen.try(
        () => gen.code(_`a()`),
        () => gen.code(_`b()`),
      ),
  ],
  ['a use of errors', (gen) => gen.code(_`use(${vErrors})`)],
])('%s that is not known ends in an error', (_name, body) => {
  expect(() => shortened(body)).toThrow('in a way not known here');
});
