// The schemas of the books as functions that call each other by name. ajv's own way from many schemas to text (addSchema, getSchema,
// standalone) resolves each reference as a URL, evaluates every function only to drop it, and holds on to all of them.
import { _, type CodeGen, Name, nil } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { SchemaCxt } from 'ajv/dist/compile/index.js';
import { mergeEvaluated } from 'ajv/dist/compile/util.js';
import type { KeywordCxt } from 'ajv/dist/compile/validate/index.js';
import type { Evaluated } from 'ajv/dist/types/index.js';
import { isObject } from '../../lib/objects.ts';
import type { JsonSchema } from '../../model.ts';
import { dataLiteral } from '../code-texts.ts';
import type { Functions, Part } from '../standalone.ts';
import { type FunctionCode, functionCode } from './function-code.ts';
import { recallingText, recallPart, schemaRepetitions } from './repeated.ts';
import { deepestFirst, keyIn, REFERENCE, schemaFacts } from './schema-facts.ts';

type Spoken = {
  readonly name: Name;
  /** undefined: it is only begun. */
  evaluated: Evaluated | undefined;
  /** The code of a caller asks for it. */
  isAsked: boolean;
};

/** `isAwaited`: called when it was only begun, by the name that it had then. */
type Made = Spoken & { isAwaited: boolean; readonly isRepeated: boolean };

/** `ajv` is given the keyword `$ref` by this. */
export function shortened(ajv: Ajv2020): Functions {
  const schemas = new Map<string, JsonSchema>();
  const facts = schemaFacts();
  const repetitions = schemaRepetitions();
  const made = new Map<string, Made>();
  const byIdentity = new Map<string, Made>();
  const values = new Set<string>();
  const parts: Part[] = [];

  function functionFor(key: string): Made {
    const known = made.get(key);
    if (known !== undefined) {
      if (known.evaluated === undefined) known.isAwaited = true;
      return known;
    }
    const begun = {
      name: ajv.scope.name('validate'),
      evaluated: undefined,
      isAsked: false,
      isAwaited: false,
      isRepeated: repetitions.has(key),
    };
    made.set(key, begun);
    try {
      const finished = finish(begun, key);
      made.set(key, finished);
      return finished;
    } catch (error) {
      // Whoever asks again gets the same error, and no function that is only begun.
      made.delete(key);
      for (const [identity, other] of byIdentity) if (other === begun) byIdentity.delete(identity);
      throw error;
    }
  }

  /** Another one where that does the same. */
  function finish(begun: Made, key: string): Made {
    const schema = schemas.get(key);
    const options = facts.get(key);
    if (schema === undefined || options === undefined) throw new Error(`no schema stands at ${key}`);
    const target = isObject(schema) && Object.keys(schema).length === 1 ? schema.$ref : undefined;
    if (target !== undefined) {
      const other = functionFor(keyIn(target));
      if (other !== begun && !begun.isAwaited) return other;
    }
    const identity = `${identityOf(schema)} ${options.isCounting} ${begun.isRepeated}`;
    const same = byIdentity.get(identity);
    if (same !== undefined && !begun.isAwaited) return same;
    byIdentity.set(identity, begun);
    const code = functionCode(ajv, begun.name, schema, options);
    begun.evaluated = code.evaluated;
    for (const value of code.values) {
      if (values.has(value.name)) continue;
      values.add(value.name);
      parts.push(value);
    }
    if (begun.isRepeated && !values.has(recallPart.name)) {
      values.add(recallPart.name);
      parts.push(recallPart);
    }
    parts.push(partOf(begun, code));
    return begun;
  }

  /** Equal texts are equal schemas where what they refer to is named by what it is compiled to. */
  function identityOf(schema: JsonSchema): string {
    return JSON.stringify(schema).replaceAll(REFERENCE, (_whole, key: string) =>
      facts.get(key)?.isSmall === true ? identityOf(schemas.get(key) ?? true) : functionFor(key).name.str,
    );
  }

  ajv.removeKeyword('$ref');
  ajv.addKeyword({
    keyword: '$ref',
    schemaType: 'string',
    before: 'not',
    code(context: KeywordCxt): void {
      const key = keyIn(context.schema);
      const schema = schemas.get(key);
      if (schema !== undefined && facts.get(key)?.isSmall) return inline(context, schema);
      const callee = functionFor(key);
      context.failResult(_`!${callee.name}(${context.data})`, () => mergeSpoken(context.it, callee));
    },
  });

  return {
    add: (more) => {
      for (const [key, schema] of more) schemas.set(key, schema);
      for (const key of [...facts.add(more), ...repetitions.add(more)]) made.delete(key);
    },
    nameOf: (key) => {
      for (const each of deepestFirst(schemas, key, (other) => made.has(other)))
        if (facts.get(each)?.isSmall !== true) functionFor(each);
      return functionFor(key).name.str;
    },
    parts,
  };
}

function inline(context: KeywordCxt, schema: JsonSchema): void {
  const { gen } = context;
  const valid = gen.name('valid');
  const topSchemaRef = gen.scopeValue('schema', { ref: schema });
  const place = { schemaPath: nil, errSchemaPath: '#' };
  context.mergeEvaluated(context.subschema({ schema, topSchemaRef, dataTypes: [], ...place }, valid));
  context.ok(valid);
}

function partOf(made: Made, { text, calls, values }: FunctionCode): Part {
  const name = made.name.str;
  const body = made.isRepeated
    ? recallingText(name, text)
    : ['function ', name, '(data){', text, '}'].join('');
  return {
    name,
    // Whether what it speaks of is asked for may turn out later.
    get text() {
      return body + evaluatedText(made);
    },
    needs: [...calls, ...values.map((value) => value.name), ...(made.isRepeated ? [recallPart.name] : [])],
  };
}

/** For a caller, behind a call that succeeded. */
function mergeSpoken(it: SchemaCxt, callee: Spoken): void {
  if (it.opts.unevaluated !== true) return;
  const { gen } = it;
  const known = callee.evaluated;
  if (it.props !== true) {
    if (known?.dynamicProps !== false)
      it.props = mergeEvaluated.props(gen, askForProps(gen, callee), it.props, Name);
    else if (known.props !== undefined) it.props = mergeEvaluated.props(gen, known.props, it.props);
  }
  if (it.items === true) return;
  if (known?.dynamicItems !== false)
    it.items = mergeEvaluated.items(gen, askForItems(gen, callee), it.items, Name);
  else if (known.items !== undefined) it.items = mergeEvaluated.items(gen, known.items, it.items);
}

function askForProps(gen: CodeGen, callee: Spoken): Name {
  callee.isAsked = true;
  const props = gen.var('props', _`${callee.name}.evaluated.props`);
  // Names are added to it, and of a function that is only begun it may turn out to be the same in all calls.
  if (callee.evaluated === undefined)
    gen.if(_`typeof ${props} == "object"`, () => gen.assign(props, _`{__proto__:null, ...${props}}`));
  return props;
}

function askForItems(gen: CodeGen, callee: Spoken): Name {
  callee.isAsked = true;
  return gen.var('items', _`${callee.name}.evaluated.items`);
}

/** The statement that makes it known when the module is loaded; a function that finds out when it runs looks there too. */
function evaluatedText({ name, evaluated, isAsked }: Spoken): string {
  const isKept = isAsked || evaluated?.dynamicProps || evaluated?.dynamicItems;
  return isKept ? `${name}.evaluated = ${dataLiteral(evaluated)};` : '';
}
