// One schema -> the code of one function: ajv writes it, keyword by keyword, and what nothing depends on is taken out again.
import { _, CodeGen, Name, nil } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValueScopeName } from 'ajv/dist/compile/codegen/index.js';
import { type SchemaCxt, SchemaEnv } from 'ajv/dist/compile/index.js';
import { validateFunctionCode } from 'ajv/dist/compile/validate/index.js';
import type { Evaluated } from 'ajv/dist/types/index.js';
import type { JsonSchema } from '../../model.ts';
import { dataLiteral, REQUIRED } from '../code-texts.ts';
import type { Part } from '../standalone.ts';
import { simplified } from './code-flow.ts';
import { type Block, isCode, statementsOf, textOf } from './code-tree.ts';
import { readsOf, withoutUnused } from './code-unused.ts';
import type { SchemaFacts } from './schema-facts.ts';

export type FunctionCode = {
  /** What stands between its braces; `data` is the value. */
  readonly text: string;
  /** Functions that it calls. */
  readonly calls: readonly string[];
  /** What else it refers to. */
  readonly values: readonly Part[];
  readonly evaluated: Evaluated;
};

export function functionCode(
  ajv: Ajv2020,
  name: Name,
  schema: JsonSchema,
  { isCounting, ownProperties }: SchemaFacts,
): FunctionCode {
  const gen = new CodeGen(ajv.scope, { ownProperties });
  const opts = { ...ajv.opts, unevaluated: isCounting, ownProperties };
  const context: SchemaCxt = {
    ...contextOf(schema),
    gen,
    opts,
    validateName: name,
    self: ajv,
    topSchemaRef: gen.scopeValue('schema', { ref: schema }),
  };
  validateFunctionCode(context);
  const evaluated = evaluatedBy(context);
  const block = withoutUnused(simplified(withoutReset(statementsOf(gen), context, evaluated)));
  const reads = new Set(readsOf(block).keys());
  const calls = [...reads].filter((read) => /^validate\d+$/.test(read));
  return { text: textOf(block), calls, values: valueParts(gen, reads), evaluated };
}

const DATA = new Name('data');

/** As ajv/lib/compile/index.ts has it; paths in values and in schemas serve errors alone. */
function contextOf(schema: JsonSchema) {
  return {
    schema,
    schemaEnv: new SchemaEnv({ schema }),
    rootId: '',
    baseId: '',
    schemaPath: nil,
    errSchemaPath: '#',
    errorPath: _`""`,
    // The objects that are made where something is wrong are dropped: let them be empty.
    createErrors: false,
    data: DATA,
    parentData: new Name('parentData'),
    parentDataProperty: new Name('parentDataProperty'),
    dataNames: [DATA],
    dataPathArr: [nil],
    dataLevel: 0,
    dataTypes: [],
    definedProperties: new Set<string>(),
  };
}

/** What a function spoke of the last time is forgotten at its start; it is kept only where it depends on the value. */
function withoutReset(
  block: Block,
  { evaluated: kept }: SchemaCxt,
  { dynamicProps, dynamicItems }: Evaluated,
): Block {
  if (kept === undefined || dynamicProps || dynamicItems) return block;
  return block.filter(
    (statement) =>
      !(statement.kind === 'set' && statement.name === kept.str) &&
      !(statement.kind === 'if' && isCode(statement.test) && statement.test.names[kept.str] !== undefined),
  );
}

/** Those of the names that stand for values of `generator`. */
function valueParts({ _values: byPrefix }: CodeGen, names: ReadonlySet<string>): Part[] {
  const values = Object.values(byPrefix).flatMap((set) => [...(set ?? [])]);
  return values
    .filter(({ str }) => names.has(str))
    .map((name) => ({ name: name.str, text: `const ${name} = ${valueText(name)};`, needs: [] }));
}

function valueText({ str, value }: ValueScopeName): string {
  const code = value?.code === undefined ? dataLiteral(value?.ref) : String(value.code);
  const text = REQUIRED[code] ?? code;
  if (text.startsWith('require('))
    throw new Error(`ajv's code requires what code-texts.ts lacks for ${str}: ${text}`);
  return text;
}

function evaluatedBy({ props, items }: SchemaCxt): Evaluated {
  return {
    ...(props === undefined || props instanceof Name ? {} : { props }),
    ...(items === undefined || items instanceof Name ? {} : { items }),
    dynamicProps: props instanceof Name,
    dynamicItems: items instanceof Name,
  };
}
