// The proof of a proposal: with its actions taken, what they are for is found no more and nothing new is found.
import type { JsonPointer } from '../../model.ts';
import type { OverlayAction, Proposal } from './overlay.ts';

/** By fingerprint. */
export type Findings = ReadonlyMap<string, FoundAt>;

export type FoundAt = {
  readonly operation: string;
  readonly status?: string;
  /** '' for what is not at a place in a body. */
  readonly pattern?: JsonPointer;
  /** Why an action that leads to it is left out, where there is more to say than that it does. */
  readonly problem?: string;
};

export type Trials = {
  /** The operations at which a change at the pointer can be noticed. */
  readonly reached: (pointer: JsonPointer) => ReadonlySet<string>;
  /** All that is found at these operations with these actions taken. */
  readonly find: (
    actions: readonly OverlayAction[],
    operations: ReadonlySet<string>,
  ) => Findings | Promise<Findings>;
};

/** Only where much is at fault are more needed; what is not tried then is named. */
export const MOST_TRIALS = 30;

type Group = readonly OverlayAction[];

/**
 * Keeps the actions that do what they are for; the others are left to people, each with its reason. All are tried at once. Where that fails, those
 * at fault are looked for at the operations that failed only, and the rest is tried once more where something was left out.
 */
export async function proven(proposal: Proposal, before: Findings, trials: Trials): Promise<Proposal> {
  const left = [...proposal.left];
  const leave: Leave = (group, problem) => {
    for (const { target, description } of group) left.push(`${target}, ${description}: ${problem}`);
  };
  let count = 0;
  const trial: Trial = async (actions, operations) => {
    count++;
    return addedIn(await trials.find(actions, operations), before, actions);
  };
  const isEnough = () => count >= MOST_TRIALS;
  let actions: Group = proposal.actions;
  let operations = operationsOf(actions, trials.reached);
  while (actions.length > 0 && operations.size > 0) {
    const failed = new Set((await trial(actions, operations)).map(({ operation }) => operation));
    if (failed.size === 0) break;
    const reached = (pointer: JsonPointer) => trials.reached(pointer).intersection(failed);
    const rest = await sifted(actions, { before, reached, trial, leave, isEnough });
    operations = operationsOf(without(actions, rest), trials.reached);
    actions = rest;
  }
  return { actions, left };
}

/** What is found with these actions taken that was not found before, or that they were to end. */
type Trial = (actions: Group, operations: ReadonlySet<string>) => Promise<readonly Added[]>;

type Added = FoundAt & { readonly fingerprint: string };

type Leave = (actions: Group, problem: string) => void;

type Sifting = Pick<Trials, 'reached'> & {
  readonly before: Findings;
  readonly trial: Trial;
  readonly leave: Leave;
  readonly isEnough: () => boolean;
};

function addedIn(after: Findings, before: Findings, actions: Group): readonly Added[] {
  const gone = new Set(actions.map(fingerprintOf));
  return [...after].flatMap(([fingerprint, found]) =>
    before.has(fingerprint) && !gone.has(fingerprint) ? [] : [{ ...found, fingerprint }],
  );
}

/**
 * One trial is about any number of groups that have no operation in common. A group that fails is parted into the actions that are to blame,
 * as far as that is known, and the others, which are tried first.
 */
async function sifted(all: Group, { before, reached, trial, leave, isEnough }: Sifting): Promise<Group> {
  const kept: OverlayAction[] = [];
  for (let groups: readonly Group[] = [all]; groups.length > 0; ) {
    if (isEnough()) {
      const why = `${MOST_TRIALS} trials did not find all that is at fault; propose again, with less`;
      leave(groups.flat(), `not tried: ${why}`);
      break;
    }
    const { tried, waiting } = independent(groups, reached);
    const actions = [...kept, ...tried.flatMap(({ group }) => group)];
    const added = await trial(actions, operationsOf(actions, reached));
    const parts = tried.flatMap(({ group, operations }): readonly Group[] => {
      const found = added.filter(({ operation }) => operations.has(operation));
      if (found.length === 0) {
        kept.push(...group);
        return [];
      }
      const prints = new Set(found.map(({ fingerprint }) => fingerprint));
      const remaining = group.filter((action) => prints.has(fingerprintOf(action)));
      if (group.length > 1 && remaining.length < group.length)
        return parted(group, remaining.length > 0 ? remaining : toBlame(group, found, before), reached);
      const problem = found.find((each) => each.problem !== undefined)?.problem;
      leave(group, problem ?? (remaining.length > 0 ? REMAINS : ADDED));
      return [];
    });
    groups = [...parts, ...waiting];
  }
  return kept;
}

function operationsOf(actions: Group, reached: Trials['reached']): ReadonlySet<string> {
  return new Set(actions.flatMap(({ pointer }) => [...reached(pointer)]));
}

function without(actions: Group, others: Group): Group {
  const isOther = new Set(others);
  return actions.filter((action) => !isOther.has(action));
}

const REMAINS = 'the finding would remain; a rule of the contract may name it too';
const ADDED = 'something else would be found then; a rule of the contract may name it too';

function fingerprintOf(action: OverlayAction): string {
  return action['x-evidence'].fingerprint;
}

type Tried = { readonly group: Group; readonly operations: ReadonlySet<string> };

/** The groups that have no operation in common with one before them. */
function independent(
  groups: readonly Group[],
  reached: Trials['reached'],
): { readonly tried: readonly Tried[]; readonly waiting: readonly Group[] } {
  const tried: Tried[] = [];
  const waiting: Group[] = [];
  const taken = new Set<string>();
  for (const group of groups) {
    const operations = operationsOf(group, reached);
    if (taken.isDisjointFrom(operations)) tried.push({ group, operations });
    else waiting.push(group);
    for (const operation of operations) taken.add(operation);
  }
  return { tried, waiting };
}

/** Those that were proposed for a place of the same body around or below what was found. */
function toBlame(group: Group, found: readonly FoundAt[], before: Findings): Group {
  return group.filter((action) => {
    const own = before.get(fingerprintOf(action));
    return own !== undefined && found.some((other) => isNear(own, other));
  });
}

function isNear(one: FoundAt, other: FoundAt): boolean {
  const [a = '', b = ''] = [one.pattern, other.pattern];
  const isSameBody = one.operation === other.operation && one.status === other.status;
  return isSameBody && (`${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`));
}

/** Where nobody or everybody is to blame, by the operations that they reach, or in halves. */
function parted(group: Group, blamed: Group, reached: Trials['reached']): readonly Group[] {
  const others = without(group, blamed);
  if (blamed.length > 0 && others.length > 0) return [others, ...connected(blamed, reached)];
  const parts = connected(group, reached);
  if (parts.length > 1) return parts;
  const half = Math.ceil(group.length / 2);
  return [group.slice(0, half), group.slice(half)];
}

/** Actions that reach one operation belong together. */
function connected(actions: Group, reached: Trials['reached']): readonly Group[] {
  let groups: { readonly actions: OverlayAction[]; readonly operations: Set<string> }[] = [];
  for (const action of actions) {
    const joined = { actions: [action], operations: new Set(reached(action.pointer)) };
    groups = groups.filter((group) => {
      if (group.operations.isDisjointFrom(joined.operations)) return true;
      joined.actions.unshift(...group.actions);
      for (const operation of group.operations) joined.operations.add(operation);
      return false;
    });
    groups.push(joined);
  }
  return groups.map((group) => group.actions);
}
