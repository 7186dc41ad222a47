import { expect, test } from 'vitest';
import { withoutFacades } from '../../scripts/facades.ts';

type Files = Readonly<Record<string, string>>;

function pointed(files: Files): { readonly files: Files; readonly unused: readonly string[] } {
  const chunks = Object.entries(files).map(([fileName, code]) => ({ fileName, code }));
  const unused = withoutFacades(chunks);
  return { files: Object.fromEntries(chunks.map(({ fileName, code }) => [fileName, code])), unused };
}

test('whoever imports a facade is pointed to what is behind it', () => {
  const files = { 'a.js': 'import("./b.js")', 'b.js': 'import{b,c}from"./c.js";export{b};' };
  expect(pointed(files)).toEqual({ files: { ...files, 'a.js': 'import("./c.js")' }, unused: ['b.js'] });
});

test('a chunk asks itself for what it has, whatever it is called where it is asked', () => {
  const files = {
    'a.js': 'async function f(){const{b}=await import("./b.js");return b}const b$1=1;export{b$1 as c,f};',
    'b.js': 'import{c as b}from"./a.js";export{b};',
  };
  const { 'a.js': code = '' } = pointed(files).files;
  expect(code).toBe(
    'function $b$js(){return{b:b$1}}async function f(){const{b}=await Promise.resolve($b$js());return b}const b$1=1;export{b$1 as c,f};',
  );
});

test('a facade of other names, or one with code of its own, stays', () => {
  const files = {
    'a.js': 'import("./b.js");import("./d.js")',
    'b.js': 'import{c as b}from"./c.js";export{b};',
    'd.js': 'import{c}from"./c.js";c();export{c};',
  };
  expect(pointed(files)).toEqual({ files, unused: [] });
});
