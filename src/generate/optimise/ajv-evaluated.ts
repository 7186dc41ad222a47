// Which properties and items a called function speaks of (JSON Schema 2020-12 core, section 11): known when its code is written or, where
// it depends on the value or the function is only begun, asked for when the code runs. As ajv/lib/vocabularies/core/ref.ts has it.
import { _, type CodeGen, Name } from 'ajv';
import type { SchemaCxt } from 'ajv/dist/compile/index.js';
import { mergeEvaluated } from 'ajv/dist/compile/util.js';
import type { Evaluated } from 'ajv/dist/types/index.js';
import { dataLiteral } from '../value-parts.ts';

export type Spoken = {
  readonly name: Name;
  /** undefined: it is only begun. */
  evaluated: Evaluated | undefined;
  /** The code of a caller asks for it. */
  isAsked: boolean;
};

export function evaluatedBy({ props, items }: SchemaCxt): Evaluated {
  return {
    ...(props === undefined || props instanceof Name ? {} : { props }),
    ...(items === undefined || items instanceof Name ? {} : { items }),
    dynamicProps: props instanceof Name,
    dynamicItems: items instanceof Name,
  };
}

/** For a caller, behind a call that succeeded. */
export function mergeSpoken(it: SchemaCxt, callee: Spoken): void {
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
export function evaluatedText({ name, evaluated, isAsked }: Spoken): string {
  const isKept = isAsked || evaluated?.dynamicProps || evaluated?.dynamicItems;
  return isKept ? `${name}.evaluated = ${dataLiteral(evaluated)};` : '';
}
