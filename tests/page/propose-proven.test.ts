import { expect, test } from 'vitest';
import type { OverlayAction } from '../../src/page/propose/overlay.ts';
import { type Findings, type FoundAt, MOST_TRIALS, proven } from '../../src/page/propose/proven.ts';

const operations = 300;
const perOperation = 5;

function action(operation: number, value: string): OverlayAction {
  return {
    target: `$.o${operation}`,
    pointer: `/o${operation}/${value}`,
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

type Shared = ReadonlyMap<number, readonly number[]>;

/**
 * How a contract is judged that refuses, keeps silent about or is upset by values of a certain name. `shared`: the other operations that what is
 * added for an operation belongs to as well, and that are upset in its place. `judged` counts operations, over all trials.
 */
async function prove(actions: readonly OverlayAction[], shared: Shared = new Map()) {
  const ownOf = ({ pointer }: Pick<OverlayAction, 'pointer'>): number =>
    Number(/^\/o(\d+)/.exec(pointer)?.[1]);
  const before: Findings = new Map(
    actions.map((each): [string, FoundAt] => [
      each['x-evidence'].fingerprint,
      { operation: `o${ownOf(each)}`, status: '200', pattern: `/${String(each.update)}` },
    ]),
  );
  const counts = { trials: 0, judged: 0 };
  const proposal = await proven({ actions, left: ['one before'] }, before, {
    reached: (pointer) => {
      const own = ownOf({ pointer });
      return new Set([own, ...(shared.get(own) ?? [])].map((operation) => `o${operation}`));
    },
    find: (tried, asked) => {
      counts.trials++;
      counts.judged += asked.size;
      const has = new Set(tried.map((each) => each['x-evidence'].fingerprint));
      const found = new Map<string, FoundAt>(
        [...before].filter(([print]) => !has.has(print) || print.endsWith(' ignored')),
      );
      for (const each of tried) {
        const [own, value] = [ownOf(each), String(each.update)];
        const at = { operation: `o${shared.get(own)?.[0] ?? own}`, status: '200' };
        if (value === 'refused') found.set(`refused ${own}`, { ...at, problem: 'it is refused' });
        if (value === 'upset') found.set(`new ${own}`, { ...at, pattern: '/upset/inside' });
      }
      return new Map([...found].filter(([, { operation }]) => asked.has(operation)));
    },
  });
  return { ...proposal, ...counts };
}

test.each<[string, readonly [number, string][], number, number]>([
  ['nothing at fault', [], 1, 300],
  ['one finding that remains', [[7, 'ignored']], 5, 304],
  ['many findings that remain', Array.from({ length: 100 }, (_, at) => [at, 'ignored']), 5, 800],
  ['one that leads to another finding', [[7, 'upset']], 5, 304],
  ['one that is refused', [[7, 'refused']], 8, 308],
  ['many that are refused', Array.from({ length: 300 }, (_, at) => [at, 'refused']), 10, 3000],
  [
    'one of each',
    [
      [3, 'ignored'],
      [100, 'upset'],
      [299, 'refused'],
    ],
    10,
    330,
  ],
])('of 1,500 actions with %s the others are kept', async (_, faulty, mostTrials, mostJudged) => {
  const { actions, left, trials, judged } = await prove(actionsWith(new Map(faulty)));
  expect(actions.length).toBe(operations * perOperation - faulty.length);
  expect(left.length).toBe(1 + faulty.length);
  for (const [operation, value] of faulty)
    expect(left.join('\n')).toMatch(new RegExp(`\\$\\.o${operation}, add ${value}: (the|something|it is)`));
  expect([trials <= mostTrials, judged <= mostJudged]).toEqual([true, true]);
});

test('what a shared schema does to another operation is found where that operation alone is judged', async () => {
  const everybody: Shared = new Map([[7, Array.from({ length: operations }, (_, at) => at).reverse()]]);
  const { actions, left, trials, judged } = await prove(actionsWith(new Map([[7, 'refused']])), everybody);
  expect([actions.length, left.length]).toEqual([operations * perOperation - 1, 2]);
  expect(trials).toBeLessThanOrEqual(10);
  // Twice all of them, and otherwise that one.
  expect(judged).toBeLessThanOrEqual(2 * operations + 8);
});

test('where nearly everything is at fault at one operation the trials end, and each action that is left is named', async () => {
  const all: Shared = new Map(Array.from({ length: operations }, (_, at) => [at, [0]]));
  const faults = new Map(Array.from({ length: operations }, (_, at) => [at, 'refused']));
  const { actions, left, trials } = await prove(actionsWith(faults), all);
  expect(actions.length + left.length).toBe(operations * perOperation + 1);
  expect(left.some((line) => line.includes(`not tried: ${MOST_TRIALS} trials`))).toBe(true);
  expect(trials).toBeLessThanOrEqual(MOST_TRIALS + 1);
});
