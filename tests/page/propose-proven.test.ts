import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { applied, proven, textsOf } from '../../src/cli/run/apply-proposal.ts';
import type { Contract } from '../../src/contract/openapi.ts';
import { InputError } from '../../src/lib/input-error.ts';
import type { OverlayAction } from '../../src/page/propose/overlay.ts';

const operations = 300;
const perOperation = 5;

/** Of each operation `oN` the list `/oN`, to which values are to be added. */
function contractIn(folder: string): Contract {
  const file = join(folder, 'api.yaml');
  writeFileSync(file, Array.from({ length: operations }, (_, at) => `o${at}: [none]\n`).join(''));
  return { files: [file], positionOf: () => undefined } as unknown as Contract;
}

function action(operation: number, value: string): OverlayAction {
  return {
    target: `$.o${operation}`,
    pointer: `/o${operation}`,
    description: `add ${value}`,
    update: value,
    'x-evidence': { fingerprint: `o${operation} ${value}`, code: 'enum-value-undocumented', occurrences: 1 },
  };
}

function actionsWith(faulty: ReadonlyMap<number, string>): readonly OverlayAction[] {
  return Array.from({ length: operations * perOperation }, (_, at) => {
    const operation = Math.floor(at / perOperation);
    const fault = at % perOperation === 2 ? faulty.get(operation) : undefined;
    return action(operation, fault ?? `v${at % perOperation}`);
  });
}

/** How a contract is judged that refuses, keeps silent about or is upset by values of a certain name; `compiled` counts. */
async function prove(actions: readonly OverlayAction[]) {
  const contract = contractIn(mkdtempSync(join(tmpdir(), 'driftgate-proven-')));
  const before = new Map(
    actions.map(({ pointer, 'x-evidence': { fingerprint } }) => [fingerprint, pointer.slice(1)]),
  );
  let compiled = 0;
  const proposal = await proven({ actions, left: ['one before'] }, contract, before, async (file) => {
    compiled++;
    const lists = parse(readFileSync(file, 'utf8')) as Record<string, string[]>;
    const declared = Object.entries(lists).flatMap(([name, values]) => values.map((value) => [name, value]));
    if (declared.some(([, value]) => value === 'refused')) throw new InputError('a value is refused');
    const has = new Set(declared.map(([name, value]) => `${name} ${value}`));
    const upset = declared.filter(([, value]) => value === 'upset').map(([name]) => [`new in ${name}`, name]);
    const remaining = [...before].filter(([print]) => !has.has(print) || print.endsWith(' ignored'));
    return new Map([...remaining, ...upset] as [string, string][]);
  });
  return { ...proposal, compiled, contract };
}

test.each<[string, readonly [number, string][], number]>([
  ['nothing at fault', [], 1],
  ['one finding that remains', [[7, 'ignored']], 3],
  ['many findings that remain', Array.from({ length: 100 }, (_, at) => [at, 'ignored']), 3],
  ['one that leads to another finding', [[7, 'upset']], 9],
  ['one that makes the contract wrong', [[7, 'refused']], 24],
  [
    'one of each',
    [
      [3, 'ignored'],
      [100, 'upset'],
      [299, 'refused'],
    ],
    30,
  ],
])('of 1,500 actions with %s the others are kept', async (_, faulty, most) => {
  const { actions, left, compiled } = await prove(actionsWith(new Map(faulty)));
  expect(actions.length).toBe(operations * perOperation - faulty.length);
  expect(left.length).toBe(1 + faulty.length);
  for (const [operation, value] of faulty)
    expect(left.join('\n')).toMatch(new RegExp(`\\$\\.o${operation}, add ${value}: (the|something)`));
  expect(compiled).toBeLessThanOrEqual(most);
});

test('where nearly everything is at fault the trials end, and each action that is left is named', async () => {
  const faults = new Map(Array.from({ length: operations }, (_, at) => [at, 'refused']));
  const { actions, left, compiled } = await prove(actionsWith(faults));
  expect(actions.length + left.length).toBe(operations * perOperation + 1);
  expect(left.some((line) => line.includes('not tried: 30 trials'))).toBe(true);
  expect(compiled).toBe(30);
});

test('what is kept together is what is written', async () => {
  const { actions, contract } = await prove(actionsWith(new Map([[0, 'ignored']])));
  const [text = ''] = applied(textsOf(contract), actions, contract).values();
  expect(text.split('\n').slice(0, 2)).toEqual([
    'o0: [none, v0, v1, v3, v4]',
    'o1: [none, v0, v1, v2, v3, v4]',
  ]);
});
