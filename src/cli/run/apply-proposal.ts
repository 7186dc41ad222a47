// Overlay actions -> the texts of the contract's files, and the proof that what was found is gone and nothing new appeared.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import type { Contract } from '../../contract/openapi.ts';
import { InputError } from '../../lib/input-error.ts';
import type { JsonPointer } from '../../model.ts';
import { applyOverlay, pointersOf } from '../../page/propose/apply-overlay.ts';
import type { OverlayAction, Proposal } from '../../page/propose/overlay.ts';
import { readText } from '../docs/lock-file.ts';

/** By file, in the order of the contract's. */
export type Texts = ReadonlyMap<string, string>;

export function textsOf(contract: Contract): Texts {
  return new Map(contract.files.map((file) => [file, readText(file)]));
}

/** A pointer into the bundled document is one into the file that it stands in. Each file is parsed once for all actions. */
export function applied(texts: Texts, actions: readonly OverlayAction[], contract: Contract): Texts {
  const result = new Map(texts);
  const byFile = Map.groupBy(actions, ({ pointer }) => fileOf(pointer, contract));
  for (const [file, ofFile] of byFile) {
    const text = texts.get(file) ?? '';
    result.set(file, applyOverlay(text, inFile(ofFile, text, file, contract), file));
  }
  return result;
}

/** The file that what a pointer into the bundled document names stands in. */
export function fileOf(pointer: JsonPointer, contract: Contract): string {
  const [, , index = 0] = contract.positionOf(pointer) ?? [];
  return contract.files[index] ?? contract.files[0] ?? '';
}

function inFile(
  actions: readonly OverlayAction[],
  text: string,
  file: string,
  contract: Contract,
): readonly OverlayAction[] {
  if (file === contract.files[0]) return actions;
  const pointerOf = pointersOf(text);
  return actions.map((action) => {
    const [line, column] = contract.positionOf(action.pointer) ?? [];
    const pointer = line === undefined || column === undefined ? action.pointer : pointerOf(line, column);
    if (pointer === undefined)
      throw new InputError(`nothing to add to at ${action.pointer}`, {
        place: { file },
        fix: 'add it by hand',
      });
    return { ...action, pointer };
  });
}

/** What a contract of these texts leaves to be found: the operation of each finding by fingerprint. */
export type Findings = ReadonlyMap<string, string>;

/** Each trial compiles the contract. Only where much is at fault are more needed; what is not tried then is named. */
const MOST_TRIALS = 30;

/**
 * Keeps the actions that do what they are for; the others are left to people, each with its reason. All are tried together. Where that fails,
 * the actions at the operations concerned stand back and are tried after the rest; where that does not part them, halves are tried.
 */
export async function proven(
  proposal: Proposal,
  contract: Contract,
  before: Findings,
  findings: (contract: string) => Promise<Findings>,
): Promise<Proposal> {
  const texts = textsOf(contract);
  const left = [...proposal.left];
  let kept: readonly OverlayAction[] = [];
  let trials = 0;

  /** Keeps `actions` on top of what is kept, or says why not. */
  async function attempt(actions: readonly OverlayAction[]): Promise<Failure | undefined> {
    const all = [...kept, ...actions];
    try {
      const changed = applied(texts, all, contract);
      trials++;
      const after = await inCopy(changed, findings);
      const failure = failureOf(all, before, after);
      if (failure === undefined) kept = all;
      return failure;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { problem: `the contract would be wrong then: ${error.message}`, suspects: new Set() };
    }
  }

  function leave(actions: readonly OverlayAction[], problem: string): void {
    for (const { target, description } of actions) left.push(`${target}, ${description}: ${problem}`);
  }

  async function settle(actions: readonly OverlayAction[]): Promise<void> {
    if (actions.length === 0) return;
    if (trials >= MOST_TRIALS) {
      leave(
        actions,
        `not tried: ${trials} trials did not find all that is at fault; propose again, with less`,
      );
      return;
    }
    const failure = await attempt(actions);
    if (failure === undefined) return;
    const { problem, suspects } = failure;
    const [back, others] = parted(actions, (action) => suspects.has(action));
    if (actions.length === 1 || (others.length === 0 && problem === remains))
      leave(actions, `${problem}; a rule of the contract may name it too`);
    else if (back.length > 0 && others.length > 0) {
      await settle(others);
      await settle(back);
    } else {
      const half = Math.ceil(actions.length / 2);
      await settle(actions.slice(0, half));
      await settle(actions.slice(half));
    }
  }

  await settle(proposal.actions);
  return { actions: kept, left };
}

type Failure = { readonly problem: string; readonly suspects: ReadonlySet<OverlayAction> };

const remains = 'the finding would remain';

function failureOf(
  actions: readonly OverlayAction[],
  before: Findings,
  after: Findings,
): Failure | undefined {
  const fingerprintIn = (action: OverlayAction): string => action['x-evidence'].fingerprint;
  const remaining = actions.filter((action) => after.has(fingerprintIn(action)));
  if (remaining.length > 0) return { problem: remains, suspects: new Set(remaining) };
  const added = [...after].filter(([fingerprint]) => !before.has(fingerprint));
  if (added.length === 0) return undefined;
  const operations = new Set(added.map(([, operation]) => operation));
  const suspects = actions.filter((action) => operations.has(before.get(fingerprintIn(action)) ?? ''));
  return { problem: 'something else would be found then', suspects: new Set(suspects) };
}

export function parted<Item>(items: readonly Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

async function inCopy(texts: Texts, findings: (contract: string) => Promise<Findings>): Promise<Findings> {
  const folder = mkdtempSync(join(tmpdir(), 'driftgate-propose-'));
  try {
    const files = [...texts.keys()].map((file) => resolve(file));
    const root = commonFolder(files);
    for (const [file, text] of texts) {
      const copy = join(folder, relative(root, resolve(file)));
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, text);
    }
    return await findings(join(folder, relative(root, files[0] ?? '')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function commonFolder(files: readonly string[]): string {
  let folder = dirname(files[0] ?? '');
  while (files.some((file) => relative(folder, file).startsWith('..')) && dirname(folder) !== folder)
    folder = dirname(folder);
  return folder;
}
