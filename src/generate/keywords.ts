// ajv keywords of our own, as code: see ajv-schema.ts for where they come from.
import {
  _,
  type CodeKeywordDefinition,
  type KeywordCxt,
  type MacroKeywordDefinition,
  type Name,
  stringify,
} from 'ajv';

/** Like properties, and at the same time: no own key but these. Counts instead of looking each key up. */
const closed: CodeKeywordDefinition = {
  keyword: 'x-closed',
  type: 'object',
  schemaType: 'object',
  code(context: KeywordCxt): void {
    const { gen, data, it, schema } = context;
    const left = gen.let('left', 0);
    gen.forIn('key', data, () => gen.code(_`${left}++`));
    const valid = gen.name('valid');
    for (const name of Object.keys(schema as object)) {
      gen.if(isPresent(data, name, it.opts.ownProperties === true));
      gen.code(_`${left}--`);
      context.subschema({ keyword: 'x-closed', schemaProp: name, dataProp: name }, valid);
      gen.else();
      gen.var(valid, true);
      gen.endIf();
      context.ok(valid);
    }
    context.fail(_`${left} !== 0`);
  },
};

/** Two properties whose values go together by a table; the absence of either lets the other be any value of its column. */
const table: CodeKeywordDefinition = {
  keyword: 'x-table',
  type: 'object',
  schemaType: 'object',
  code(context: KeywordCxt): void {
    const { gen, data } = context;
    const { names, rows } = context.schema as { names: [string, string]; rows: [unknown, unknown][] };
    const forth = gen.scopeValue('schema', { ref: rows, code: _`new Map(${stringify(rows)})` });
    const column = rows.map((row) => row[1]);
    const seconds = gen.scopeValue('schema', { ref: column, code: _`new Set(${stringify(column)})` });
    const a = gen.const('a', _`${data}[${names[0]}]`);
    const b = gen.const('b', _`${data}[${names[1]}]`);
    context.pass(
      _`${b} === undefined ? ${a} === undefined || ${forth}.has(${a}) : ${a} === undefined ? ${seconds}.has(${b}) : ${forth}.get(${a}) === ${b}`,
    );
  },
};

/** Present is allowed, populated is not: text, lists and objects stay empty, numbers and booleans stay away. */
const notSupported: MacroKeywordDefinition = {
  keyword: 'x-not-supported',
  macro: (marked: boolean) =>
    marked ? { maxLength: 0, maxItems: 0, maxProperties: 0, not: { type: ['number', 'boolean'] } } : true,
};

export const keywords: readonly (CodeKeywordDefinition | MacroKeywordDefinition)[] = [
  closed,
  table,
  notSupported,
];

function isPresent(data: Name, name: string, ownProperties: boolean) {
  return ownProperties
    ? _`Object.prototype.hasOwnProperty.call(${data}, ${name})`
    : _`${data}[${name}] !== undefined`;
}
