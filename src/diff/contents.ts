// What responses and requests share: contents by media type, and values that stand in text.
import { essenceOf } from '../lib/media-type.ts';
import { valueAt } from '../lib/pointer.ts';
import type {
  CompiledContent,
  CompiledParameter,
  CompiledSchema,
  ContractChange,
  JsonPointer,
  JsonSchema,
} from '../model.ts';
import { changeOf, fieldText, type Sides, type Subject } from './changes.ts';
import type { Direction } from './codes.ts';
import type { Side } from './side.ts';
import type { Standing } from './values.ts';

export type ContentPairs = {
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

/** What describes the values; nothing: any value is right. */
export function schemasAt(
  { schemas }: Side,
  { schema: at }: Pick<CompiledSchema, 'schema'>,
): readonly Standing[] {
  return at === undefined ? [] : [{ schema: valueAt(schemas, at) as JsonSchema, at }];
}

/** How a parameter or header stands in text. A value that is one text has no style that matters. */
export function styleChanges(
  sides: Sides,
  { old, now }: { readonly old: Serialized; readonly now: Serialized },
  {
    subject,
    before,
    after,
  }: { readonly subject: Subject; readonly before: JsonPointer; readonly after: JsonPointer },
  direction: Direction,
): readonly ContractChange[] {
  const [was, is] = [styleOf(old), styleOf(now)];
  if (was === is || was === undefined || is === undefined) return [];
  return [
    changeOf(sides, subject, {
      code: 'diff-parameter-style-changed',
      message: `${fieldText(subject.field ?? '', direction)}: ${was} became ${is}`,
      before,
      after,
    }),
  ];
}

type Serialized = Pick<CompiledParameter, 'serialization' | 'content'>;

function styleOf({ serialization, content }: Serialized): string | undefined {
  if (content === 'json') return 'JSON text';
  return serialization && `style ${serialization.style}${serialization.explode ? ', exploded' : ''}`;
}
