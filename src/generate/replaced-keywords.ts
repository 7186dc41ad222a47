// Keywords of ajv whose code it writes in another way than is needed here.
import { _, type CodeKeywordDefinition, type KeywordCxt, type Name } from 'ajv';
import { _Code, type Code, type CodeItem, getProperty } from 'ajv/dist/compile/codegen/code.js';
import { helpers } from './helpers.ts';
import { asLiteral } from './value-parts.ts';

/** ajv's own keeps the name that is missing, and takes it for the verdict: an empty one would be none. */
const required: CodeKeywordDefinition = {
  keyword: 'required',
  type: 'object',
  schemaType: 'array',
  before: 'propertyNames',
  code(context: KeywordCxt): void {
    const absent = absentIn(context, context.schema as string[]);
    if (absent !== undefined) context.fail(absent);
  },
};

const dependentRequired: CodeKeywordDefinition = {
  keyword: 'dependentRequired',
  type: 'object',
  schemaType: 'object',
  code(context: KeywordCxt): void {
    const { data, it } = context;
    for (const [name, needed] of Object.entries(context.schema as Record<string, string[]>)) {
      const absent = absentIn(context, needed);
      if (absent !== undefined)
        context.fail(_`${isPresent(data, name, it.opts.ownProperties === true)} && (${absent})`);
    }
  },
};

/** That one of the names is. */
function absentIn({ data, it }: KeywordCxt, absent: readonly string[]): Code | undefined {
  const isOwn = it.opts.ownProperties === true;
  const tests = absent.flatMap((name) => [
    _`${data}${getProperty(name)} === undefined`,
    ...(isOwn ? [_`!${isPresent(data, name, true)}`] : []),
  ]);
  return tests.length === 0 ? undefined : joined(tests, ' || ');
}

/** In one go: ajv's `or` copies all that was joined before each time. */
function joined(tests: readonly Code[], operator: ' || ' | ' && '): Code {
  return new _Code(
    tests.flatMap((test, index) => (index === 0 ? [test] : [operator, test])).flatMap(itemsOf),
  );
}

function itemsOf(code: Code | string): readonly CodeItem[] {
  return code instanceof _Code ? code._items : [code];
}

/** ajv's own joins the values one to another. */
const enumeration: CodeKeywordDefinition = {
  keyword: 'enum',
  schemaType: 'array',
  before: 'not',
  code(context: KeywordCxt): void {
    const values = context.schema as (string | number | boolean | null)[];
    context.fail(
      joined(
        values.map((value) => _`${context.data} !== ${value}`),
        ' && ',
      ),
    );
  },
};

/** Lists of JSON texts: the value is one of each. */
const texts: CodeKeywordDefinition = {
  keyword: 'x-texts',
  schemaType: 'array',
  before: 'not',
  code(context: KeywordCxt): void {
    const { data, gen } = context;
    const isEqual = gen.scopeValue('func', { ref: helpers.isEqual, code: new _Code(helpers.isEqual) });
    for (const choice of context.schema as string[][]) {
      const values = choice.map((text) => new _Code(asLiteral(text)));
      context.fail(
        joined(
          values.map((value) => _`!${isEqual}(${data}, ${value})`),
          ' && ',
        ),
      );
    }
  },
};

export const replacedKeywords: readonly CodeKeywordDefinition[] = [
  required,
  dependentRequired,
  enumeration,
  texts,
];

export function isPresent(data: Name, name: string, ownProperties: boolean): Code {
  return ownProperties
    ? _`Object.prototype.hasOwnProperty.call(${data}, ${name})`
    : _`${data}${getProperty(name)} !== undefined`;
}
