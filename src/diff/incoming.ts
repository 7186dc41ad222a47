// What the service calls: webhooks and callbacks. They are not compared as operations are; that one is written otherwise is told.
import type { OpenApiDocument } from '../contract/openapi.ts';
import { follow, localPointer } from '../contract/references.ts';
import { canonicalJson } from '../json/equal.ts';
import { appendToken, valueAt } from '../lib/pointer.ts';
import type { CompiledOperation, ContractChange, JsonPointer } from '../model.ts';
import { type Sides, type Subject, teller } from './changes.ts';
import type { Both } from './side.ts';

type TextAt = (pointer: JsonPointer | undefined) => string | undefined;

/** Webhooks of the contracts, then callbacks of operations that both have. */
export function incomingChanges(
  sides: Sides,
  pairs: readonly Both<CompiledOperation>[],
): readonly ContractChange[] {
  const texts = { old: textsOf(sides.old.contract.document), now: textsOf(sides.now.contract.document) };
  const changesAt = (owners: Both<JsonPointer>, subject: Subject, noun: string): ContractChange[] => {
    const [was, is] = [namedAt(sides.old, owners.old), namedAt(sides.now, owners.now)];
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
      const [before, after] = [was.get(name), is.get(name)];
      if (texts.old(before) === texts.now(after)) return [];
      const tell = teller(sides, subject, { before: before ?? owners.old, after: after ?? owners.now });
      return [tell('diff-incoming-changed', `the ${noun} ${name} ${wayOf(before, after)}`, { name })];
    });
  };
  return [
    ...changesAt({ old: '/webhooks', now: '/webhooks' }, NOBODYS, 'webhook'),
    ...pairs.flatMap(({ old, now }) =>
      changesAt(
        { old: `${old.pointer}/callbacks`, now: `${now.pointer}/callbacks` },
        { operation: old, status: 'request' },
        'callback',
      ),
    ),
  ];
}

const NOBODYS: Subject = { operation: undefined, status: 'request' };

function wayOf(before: JsonPointer | undefined, after: JsonPointer | undefined): string {
  if (before === undefined) return 'is new';
  return after === undefined ? 'is gone' : 'is written otherwise, and is not compared';
}

function namedAt(
  { contract: { document } }: Sides['old'],
  owner: JsonPointer,
): ReadonlyMap<string, JsonPointer> {
  const named = follow<Readonly<Record<string, unknown>>>(document, owner)?.value ?? {};
  return new Map(Object.keys(named).map((name) => [name, appendToken(owner, name)]));
}

/** The text at a pointer and of all that it refers to, whatever the order of properties; each text is made once. */
function textsOf(document: OpenApiDocument): TextAt {
  const known = new Map<JsonPointer, { readonly text: string; readonly refers: readonly JsonPointer[] }>();
  const textAt = (pointer: JsonPointer) => {
    const value = valueAt(document, pointer);
    const found = known.get(pointer) ?? { text: canonicalJson(value), refers: referencesIn(value) };
    known.set(pointer, found);
    return found;
  };
  return (pointer) => {
    if (pointer === undefined) return undefined;
    const reached = new Set([pointer]);
    for (const one of reached) for (const other of textAt(one).refers) reached.add(other);
    const [, ...others] = reached;
    return [pointer, ...others.sort()].map((one) => textAt(one).text).join('\n');
  };
}

function referencesIn(root: unknown): readonly JsonPointer[] {
  const refers: JsonPointer[] = [];
  const values = [root];
  for (let value = values.pop(); values.length > 0 || value !== undefined; value = values.pop()) {
    const pointer = localPointer(value);
    if (pointer !== undefined) refers.push(pointer);
    if (typeof value === 'object' && value !== null) values.push(...Object.values(value));
  }
  return refers;
}
