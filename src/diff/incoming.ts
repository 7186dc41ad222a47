// What the service calls: webhooks and callbacks. They are not compared as operations are; that one is written otherwise is told.
import type { OpenApiDocument } from '../contract/openapi.ts';
import { follow, localPointer } from '../contract/references.ts';
import { canonicalJson } from '../json/equal.ts';
import { valuesIn } from '../lib/objects.ts';
import { appendToken, valueAt } from '../lib/pointer.ts';
import { reachedFrom } from '../lib/reached.ts';
import { rememberByName } from '../lib/remember.ts';
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
  const textAt = rememberByName((pointer: JsonPointer) => {
    const value = valueAt(document, pointer);
    const refers = [...valuesIn(value)].map(localPointer).filter((one) => one !== undefined);
    return { text: canonicalJson(value), refers };
  });
  return (pointer) => {
    if (pointer === undefined) return undefined;
    const [, ...others] = reachedFrom([pointer], (one) => textAt(one).refers);
    return [pointer, ...others.sort()].map((one) => textAt(one).text).join('\n');
  };
}
