// What responses and requests share: contents by media type, and values that stand in text.
import { essenceOf } from '../lib/media-type.ts';
import type { CompiledContent, CompiledParameter, ContractChange } from '../model.ts';
import { fieldText, type Places, type Sides, type Subject, teller } from './changes.ts';
import type { Both } from './side.ts';

type ContentPairs = {
  readonly pairs: readonly (readonly [old: CompiledContent, now: CompiledContent])[];
  readonly removed: readonly CompiledContent[];
  readonly added: readonly CompiledContent[];
};

/** By name, else by a range that covers the other side's media type. */
export function pairContents(old: readonly CompiledContent[], now: readonly CompiledContent[]): ContentPairs {
  const find = (contents: readonly CompiledContent[], wanted: CompiledContent) =>
    contents.find(({ mediaType }) => mediaType === wanted.mediaType) ??
    contents.find(({ mediaType }) => covers(mediaType, wanted.mediaType)) ??
    contents.find(
      ({ mediaType }) =>
        essenceOf(mediaType) === essenceOf(wanted.mediaType) && essenceOf(mediaType) === mediaType,
    );
  const pairs = new Map<string, readonly [CompiledContent, CompiledContent]>();
  const add = (was: CompiledContent | undefined, is: CompiledContent | undefined) => {
    if (was !== undefined && is !== undefined) pairs.set(`${was.mediaType} ${is.mediaType}`, [was, is]);
  };
  for (const was of old) add(was, find(now, was));
  for (const is of now) add(find(old, is), is);
  return {
    pairs: [...pairs.values()],
    removed: old.filter((was) => find(now, was) === undefined),
    added: now.filter((is) => find(old, is) === undefined),
  };
}

function covers(range: string, mediaType: string): boolean {
  return range === '*/*' || (range.endsWith('/*') && mediaType.startsWith(range.slice(0, -1)));
}

type Serialized = Pick<CompiledParameter, 'serialization' | 'content'>;

/** How a parameter or header stands in text. A value that is one text has no style that matters. */
export function styleChanges(
  sides: Sides,
  { old, now }: Both<Serialized>,
  subject: Subject,
  places: Places,
): readonly ContractChange[] {
  const [was, is] = [styleOf(old), styleOf(now)];
  if (was === is || was === undefined || is === undefined) return [];
  const tell = teller(sides, subject, places);
  return [tell('diff-parameter-style-changed', `${fieldText(subject)}: ${was} became ${is}`)];
}

function styleOf({ serialization, content }: Serialized): string | undefined {
  if (content === 'json') return 'JSON text';
  return serialization && `style ${serialization.style}${serialization.explode ? ', exploded' : ''}`;
}
