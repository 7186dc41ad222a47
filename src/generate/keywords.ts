// Keywords of our own for ajv, as code by its public API: ajv-schema.ts and ajv-rewrites.ts put them into schemas. Some stand instead of
// ajv's own, whose code is wrong or takes more than linear time to write.
import {
  _,
  type Code,
  type CodeGen,
  type CodeKeywordDefinition,
  type KeywordCxt,
  type MacroKeywordDefinition,
  Name,
  stringify,
} from 'ajv';
import type { OwnFormats } from '../model.ts';
import { access, asLiteral, helpers, joined, raw } from './code-texts.ts';

function keyword(
  definition: Omit<CodeKeywordDefinition, 'code'>,
  code: (context: KeywordCxt) => void,
): CodeKeywordDefinition {
  return { ...definition, code };
}

/** Like properties, and at the same time: no own key but these. Counts instead of looking each key up. */
const closed = keyword({ keyword: 'x-closed', type: 'object', schemaType: 'object' }, (context) => {
  const { gen, data, it, schema, parentSchema } = context;
  const required = new Set((parentSchema.required ?? []) as string[]);
  const names = Object.keys(schema as object);
  const left = gen.let('left', -names.filter((name) => required.has(name)).length);
  gen.forIn('key', data, () => gen.code(_`${left}++`));
  for (const name of names) {
    const valid = gen.name('valid');
    const apply = () => context.subschema({ keyword: 'x-closed', schemaProp: name, dataProp: name }, valid);
    if (required.has(name)) apply();
    else
      gen.if(
        isPresent(data, name, it.opts.ownProperties === true),
        () => {
          gen.code(_`${left}--`);
          apply();
        },
        () => gen.var(valid, true),
      );
    context.ok(valid);
  }
  context.fail(_`${left} !== 0`);
});

/** Two properties whose values go together by a table; the absence of either lets the other be any value of its column. */
const table = keyword({ keyword: 'x-table', type: 'object', schemaType: 'object' }, (context) => {
  const { gen, data } = context;
  const { names, rows } = context.schema as { names: [string, string]; rows: [unknown, unknown][] };
  const forth = constant(gen, _`new Map(${stringify(rows)})`);
  const seconds = constant(gen, _`new Set(${stringify(rows.map((row) => row[1]))})`);
  const a = gen.const('a', _`${data}[${names[0]}]`);
  const b = gen.const('b', _`${data}[${names[1]}]`);
  context.pass(
    _`${b} === undefined ? ${a} === undefined || ${forth}.has(${a}) : ${a} === undefined ? ${seconds}.has(${b}) : ${forth}.get(${a}) === ${b}`,
  );
});

/** Once, however often it is mentioned. */
function constant(gen: CodeGen, code: Code): Name {
  return gen.scopeValue('schema', { key: String(code), ref: code, code });
}

/**
 * Makes room for what conditional parts speak of. Without it ajv 8 lets a failing first branch keep the names that its patterns matched
 * (mergeEvaluated takes over the variable of that branch); delete when https://github.com/ajv-validator/ajv tracks them by validity.
 */
const names = keyword({ keyword: 'x-names', before: 'not' }, ({ gen, it }) => {
  if (it.opts.unevaluated !== true) return;
  if (it.props !== true && !(it.props instanceof Name)) {
    const known = Object.keys(it.props ?? {});
    it.props = gen.var('props', _`{__proto__:null}`);
    for (const name of known) gen.assign(_`${it.props}${access(name)}`, true);
  }
  if (it.items !== true && !(it.items instanceof Name)) it.items = gen.var('items', it.items ?? 0);
});

/** ajv's own loops over all pairs of items that are no scalars, which is a hang for long lists of objects. */
const distinct = keyword({ keyword: 'x-distinct', type: 'array', schemaType: 'boolean' }, (context) => {
  const areDistinct = context.gen.scopeValue('func', { ref: helpers, code: raw(helpers.areDistinct) });
  context.pass(_`${areDistinct}(${context.data})`);
});

/** ajv's own rounds to a fixed number of decimals and takes 1e308 / 0.1 for whole; here as json/equal.ts has it. */
const multipleOf = keyword({ keyword: 'x-multiple-of', type: 'number', schemaType: 'number' }, (context) => {
  const { data, schema: divisor } = context;
  const exact = Number.isInteger(1 / divisor)
    ? _`${data} % ${divisor} === 0 || Number.isInteger(${data})`
    : _`${data} % ${divisor} === 0`;
  if (Number.isInteger(divisor)) return context.pass(exact);
  const quotient = context.gen.const('quotient', _`${data} / ${divisor}`);
  const rounded = _`Math.abs(Math.round(${quotient}) - ${quotient}) <= Math.abs(${quotient}) * 2 ** -50`;
  context.pass(_`${exact} || ${rounded}`);
});

/** ajv's own takes over a verdict of prefixItems when the list is empty (8.20). */
const contains = keyword(
  { keyword: 'x-contains', type: 'array', schemaType: 'object', trackErrors: true },
  (context) => {
    const { gen, data, it } = context;
    const { least, most } = context.schema as { least: number; most?: number };
    const count = gen.let('count', 0);
    const valid = gen.name('found');
    gen.forRange('index', 0, _`${data}.length`, (index) => {
      context.subschema(
        {
          keyword: 'x-contains',
          schemaProp: 'of',
          dataProp: index,
          // ajv's Type.Num, which it does not export.
          dataPropType: 0,
          compositeRule: true,
        },
        valid,
      );
      gen.if(valid, () => gen.code(_`${count}++`));
    });
    if (it.opts.unevaluated === true) it.items = true;
    context.reset();
    context.pass(
      most === undefined ? _`${count} >= ${least}` : _`${count} >= ${least} && ${count} <= ${most}`,
    );
  },
);

/** unevaluatedItems, where ajv does not know which items were spoken of: see leftItems in ajv-rewrites.ts. */
const leftItems = keyword(
  { keyword: 'x-left-items', type: 'array', schemaType: 'object', trackErrors: true },
  (context) => {
    const { gen, data, it } = context;
    const { first, ...parts } = context.schema as {
      first: readonly (number | 'all')[];
      [part: string]: unknown;
    };
    const holds = (schemaProp: string, item?: Name): Name => {
      const valid = gen.name('holds');
      const ofItem = item === undefined ? {} : { dataProp: item, dataPropType: 0 };
      context.subschema({ keyword: 'x-left-items', schemaProp, ...ofItem, compositeRule: true }, valid);
      return valid;
    };
    const guards = first.map((_each, index) =>
      parts[`guard${index}`] === undefined ? undefined : gen.const('guard', holds(`guard${index}`)),
    );
    const valid = gen.let('valid', true);
    gen.forRange('index', 0, _`${data}.length`, (item) => {
      const known = gen.let('known', false);
      for (const [index, count] of first.entries()) {
        const guard = guards[index] ?? _`true`;
        if (parts[`containing${index}`] === undefined)
          gen.if(count === 'all' ? guard : _`${guard} && ${item} < ${count}`, () => gen.assign(known, true));
        else gen.if(_`!${known} && ${guard}`, () => gen.assign(known, holds(`containing${index}`, item)));
      }
      gen.if(_`!${known}`, () => gen.assign(known, holds('of', item)));
      gen.if(_`!${known}`, () => gen.assign(valid, false));
    });
    if (it.opts.unevaluated === true) it.items = true;
    context.reset();
    context.pass(valid);
  },
);

/** Present is allowed, populated is not: text, lists and objects stay empty, numbers and booleans stay away. */
const notSupported: MacroKeywordDefinition = {
  keyword: 'x-not-supported',
  macro: (marked: boolean) =>
    marked ? { maxLength: 0, maxItems: 0, maxProperties: 0, not: { type: ['number', 'boolean'] } } : true,
};

/** ajv's own keeps the name that is missing, and takes it for the verdict: an empty one would be none. */
const required = keyword(
  { keyword: 'required', type: 'object', schemaType: 'array', before: 'propertyNames' },
  (context) => {
    const absent = absentIn(context, context.schema as string[]);
    if (absent !== undefined) context.fail(absent);
  },
);

const dependentRequired = keyword(
  { keyword: 'dependentRequired', type: 'object', schemaType: 'object' },
  (context) => {
    const { data, it } = context;
    for (const [name, needed] of Object.entries(context.schema as Record<string, string[]>)) {
      const absent = absentIn(context, needed);
      if (absent !== undefined)
        context.fail(_`${isPresent(data, name, it.opts.ownProperties === true)} && (${absent})`);
    }
  },
);

/** That one of the names is. */
function absentIn({ data, it }: KeywordCxt, absent: readonly string[]): Code | undefined {
  const isOwn = it.opts.ownProperties === true;
  const tests = absent.flatMap((name) => [
    _`${data}${access(name)} === undefined`,
    ...(isOwn ? [_`!${isPresent(data, name, true)}`] : []),
  ]);
  return tests.length === 0 ? undefined : joined(tests, ' || ');
}

/** ajv's own joins the values one to another. */
const enumeration = keyword({ keyword: 'enum', schemaType: 'array', before: 'not' }, (context) => {
  const values = context.schema as (string | number | boolean | null)[];
  if (values.length === 0) return context.fail(_`true`);
  context.fail(
    joined(
      values.map((value) => _`${context.data} !== ${value}`),
      ' && ',
    ),
  );
});

/** Lists of JSON texts: the value is one of each. */
const texts = keyword({ keyword: 'x-texts', schemaType: 'array', before: 'not' }, (context) => {
  const { data, gen } = context;
  const isEqual = gen.scopeValue('func', { ref: helpers.isEqual, code: raw(helpers.isEqual) });
  for (const choice of context.schema as string[][]) {
    const values = choice.map((text) => raw(asLiteral(text)));
    context.fail(
      joined(
        values.map((value) => _`!${isEqual}(${data}, ${value})`),
        ' && ',
      ),
    );
  }
});

/** A format of the config that is a function: it is asked of strings and numbers. */
export function ownFormat(formats: OwnFormats): CodeKeywordDefinition {
  return keyword({ keyword: 'x-format', schemaType: 'string' }, (context) => {
    const { data, gen } = context;
    const text = formats[String(context.schema)];
    const fits = gen.scopeValue('func', { key: text, ref: text, code: raw(`(${String(text)})`) });
    context.pass(_`(typeof ${data} != "string" && typeof ${data} != "number") || ${fits}(${data}) === true`);
  });
}

function isPresent(data: Name, name: string, ownProperties: boolean): Code {
  return ownProperties
    ? _`Object.prototype.hasOwnProperty.call(${data}, ${name})`
    : _`${data}${access(name)} !== undefined`;
}

/** They stand instead of ajv's own of the same name. */
export const replacedKeywords: readonly CodeKeywordDefinition[] = [
  required,
  dependentRequired,
  enumeration,
  texts,
];

export const ownKeywords: readonly (CodeKeywordDefinition | MacroKeywordDefinition)[] = [
  closed,
  table,
  names,
  distinct,
  multipleOf,
  contains,
  leftItems,
  notSupported,
];
