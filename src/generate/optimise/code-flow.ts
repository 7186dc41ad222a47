// What is known of generated code without running it. ajv asks after each keyword whether errors were counted meanwhile; outside of unions
// the answer is always no, since a function returns at the first. Without the questions the code is a third of the size, and one straight
// line.
import { Name } from 'ajv';
import type { SafeExpr } from 'ajv/dist/compile/codegen/index.js';
import { type Block, type Choice, choice, isCode, type Setting, type Statement } from './code-tree.ts';

/** How many errors had been counted at some time: more than at the time `above`. */
type Count = { readonly above: Count | undefined };

type Value = boolean | Count | undefined;

/** Of the names that were set since `outer`. */
type Values = { readonly outer: Values | undefined; readonly own: Map<string, Value> };

type State = { errors: Count; readonly values: Values; isReached: boolean; readonly loop: Loop | undefined };

/** What a loop sets, and the values at each way out of it. */
type Loop = { readonly names: ReadonlySet<string>; readonly exits: Exit[] };

type Exit = { readonly errors: Count; readonly values: ReadonlyMap<string, Value> };

export function simplified(block: Block): Block {
  const none = { above: undefined };
  const own = new Map<string, Value>([['0', none]]);
  // A verdict that was not come to is undefined, which is as good as false.
  for (const name of namesSetIn(block)) if (/^_?valid\d+$/.test(name)) own.set(name, false);
  return follow(block, { errors: none, values: { outer: undefined, own }, isReached: true, loop: undefined });
}

/** What of the block is reached, and the state after it. */
function follow(block: Block, state: State): Block {
  const kept: Statement[] = [];
  for (const statement of block) {
    if (!state.isReached) break;
    kept.push(...step(statement, state));
  }
  return kept;
}

function step(statement: Statement, state: State): Block {
  switch (statement.kind) {
    case 'set':
      return [set(statement, state)];
    case 'fail':
      state.errors = { above: state.errors };
      return [statement];
    case 'if':
      return choose(statement, state);
    case 'loop':
      return [{ ...statement, body: repeat(statement.body, state) }];
    case 'return':
      state.isReached = false;
      return [{ kind: 'return', value: reduced(statement.value, state) }];
    case 'break':
      leave(state);
      state.isReached = false;
      return [statement];
    case 'run':
      return [statement];
  }
}

function set(setting: Setting, state: State): Setting {
  const { name } = setting;
  const value = setting.value === undefined ? undefined : reduced(setting.value, state);
  const known = knownAs(value, state);
  if (name !== 'errors') state.values.own.set(name, known);
  else if (value !== 0) state.errors = typeof known === 'object' ? known : { above: undefined };
  return { ...setting, value };
}

function knownAs(expression: SafeExpr | undefined, { values, errors }: State): Value {
  if (typeof expression === 'boolean') return expression;
  if (!(expression instanceof Name)) return undefined;
  return expression.str === 'errors' ? errors : lookUp(values, expression.str);
}

function lookUp(values: Values, name: string): Value {
  for (let at: Values | undefined = values; at !== undefined; at = at.outer)
    if (at.own.has(name)) return at.own.get(name);
  return undefined;
}

/** Of what is looked at here: two names and an operator. */
const LONGEST = 60;

/** The expression, or what it is known to be. */
function reduced(expression: SafeExpr, state: State): SafeExpr {
  if (!isCode(expression)) return expression;
  const text = String(expression);
  if (text.length > LONGEST) return expression;
  const [, earlier] = /^(?:errors === )?(\w+)(?: === errors)?$/.exec(text) ?? [];
  if (earlier !== undefined && earlier !== text) return isUnchanged(state, earlier) ?? expression;
  if (earlier !== undefined) return truth(state, text) ?? expression;
  const [, not = '', left = '', operator, right = ''] = /^(!?)(\w+)(?: (\|\||&&) (\w+))?$/.exec(text) ?? [];
  if (left === '') return expression;
  if (not !== '') return operator === undefined ? (opposite(truth(state, left)) ?? expression) : expression;
  const [one, other] = [truth(state, left), truth(state, right)];
  const decisive = operator === '||';
  if (one === decisive || other === decisive) return decisive;
  if (one !== undefined) return other ?? new Name(right);
  return other === undefined ? expression : new Name(left);
}

function opposite(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function truth({ values }: State, name: string): boolean | undefined {
  const value = lookUp(values, name);
  return typeof value === 'boolean' ? value : undefined;
}

/** Whether there are as many errors as there were when `earlier` was set. */
function isUnchanged({ values, errors }: State, earlier: string): boolean | undefined {
  const count = lookUp(values, earlier);
  if (typeof count !== 'object') return undefined;
  if (count === errors) return true;
  return isAbove(errors, count) || isAbove(count, errors) ? false : undefined;
}

function isAbove(count: Count, other: Count): boolean {
  for (let at = count.above; at !== undefined; at = at.above) if (at === other) return true;
  return false;
}

function choose({ test, yes, no }: Choice, state: State): Block {
  const answer = reduced(test, state);
  if (typeof answer === 'boolean') return follow(answer ? yes : no, state);
  const [held, failed] = [fork(state), fork(state)];
  const [first, second] = [follow(yes, held), follow(no, failed)];
  join(state, held, failed);
  // A branch that goes no further makes the other one the way.
  if (!held.isReached) return [...choice(answer, first, []), ...second];
  if (!failed.isReached) return [...choice(answer, [], second), ...first];
  return choice(answer, first, second);
}

function fork({ errors, values, loop }: State): State {
  return { errors, values: { outer: values, own: new Map() }, isReached: true, loop };
}

function join(state: State, one: State, other: State): void {
  state.isReached = one.isReached || other.isReached;
  const ways = [one, other].filter(({ isReached }) => isReached);
  for (const { values } of ways)
    for (const name of values.own.keys()) {
      const [first, ...others] = ways.map((way) => lookUp(way.values, name));
      state.values.own.set(name, others.every((value) => value === first) ? first : undefined);
    }
  const [first, ...others] = ways.map(({ errors }) => errors);
  if (first !== undefined)
    state.errors = others.every((count) => count === first) ? first : { above: undefined };
}

/** The body is followed once for every round: what it sets is not known at its start. */
function repeat(body: Block, state: State): Block {
  const names = namesSetIn(body);
  const loop: Loop = { names, exits: [] };
  const round = { ...fork(state), loop };
  for (const name of names) round.values.own.set(name, undefined);
  const start = names.has('errors') ? { above: undefined } : state.errors;
  round.errors = start;
  const kept = follow(body, round);
  if (round.isReached) leave(round);
  for (const name of names) {
    const before = lookUp(state.values, name);
    const isSame = loop.exits.every(({ values }) => values.get(name) === before);
    state.values.own.set(name, isSame ? before : undefined);
  }
  if (loop.exits.some(({ errors }) => errors !== start)) state.errors = { above: undefined };
  return kept;
}

function leave({ loop, errors, values }: State): void {
  if (loop === undefined) throw new Error('ajv leaves a loop outside of any');
  loop.exits.push({ errors, values: new Map([...loop.names].map((name) => [name, lookUp(values, name)])) });
}

function namesSetIn(block: Block, names: Set<string> = new Set()): Set<string> {
  for (const statement of block) {
    if (statement.kind === 'set') names.add(statement.name);
    else if (statement.kind === 'fail') names.add('errors');
    else if (statement.kind === 'loop') namesSetIn(statement.body, names);
    else if (statement.kind === 'if') namesSetIn(statement.no, namesSetIn(statement.yes, names));
  }
  return names;
}
