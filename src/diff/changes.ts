// What a comparison tells: a change with its code, level and places on both sides.
import type { CompiledOperation, ContractChange, JsonPointer, Level } from '../model.ts';
import { codeOfChange, type Direction, diffCodes } from './codes.ts';
import type { PlacedChange } from './compare-values.ts';
import type { Side } from './side.ts';

export type Sides = { readonly old: Side; readonly now: Side };

/** The part of an exchange that a change is about. */
export type Subject = {
  /** As the client calls it; undefined: the whole contract. */
  readonly operation: Pick<CompiledOperation, 'id' | 'method' | 'path'> | undefined;
  /** `request`, or the status. */
  readonly status: string;
  readonly mediaType?: string | undefined;
  /** `query limit`, `header x-total`: what is no body. */
  readonly field?: string;
};

type Told = {
  readonly code: string;
  readonly level?: Level | undefined;
  readonly message: string;
  readonly pointer?: JsonPointer;
  readonly name?: string | undefined;
  /** Pointers into the documents. */
  readonly before: JsonPointer;
  readonly after: JsonPointer;
};

const levels: ReadonlyMap<string, Level> = new Map(diffCodes.map(({ code, level }) => [code, level]));

export function changeOf(
  { old, now }: Sides,
  { operation, status, mediaType, field }: Subject,
  told: Told,
): ContractChange {
  const name = [field, told.name].filter((part) => part !== undefined).join(' ');
  return {
    code: told.code,
    level: told.level ?? levels.get(told.code) ?? 'error',
    operation: operation?.id,
    method: operation?.method ?? 'any',
    path: operation?.path ?? 'operation',
    status,
    mediaType,
    pointer: told.pointer ?? '',
    ...(name === '' ? {} : { name }),
    ...(field === undefined ? {} : { field }),
    message: told.message,
    before: old.placeOf(told.before),
    after: now.placeOf(told.after),
  };
}

/** Aspects of which one change is enough: the property that is new and required, the type that is both wider and narrower. */
const TOGETHER: Readonly<Record<string, string>> = { required: 'property' };
const RANK: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

/** Changes of one value as changes of a contract. Of several of one aspect at one place the worst is told. */
export function valueChanges(
  sides: Sides,
  subject: Subject,
  direction: Direction,
  changes: readonly PlacedChange[],
): readonly ContractChange[] {
  const what = subject.field === undefined ? '' : `${fieldText(subject.field, direction)}: `;
  const seen = new Set<string>();
  const told = changes.flatMap((change) => {
    const { aspect, is, pointer, name } = change;
    const [before, after] = [sides.old.sourceOf(change.before), sides.now.sourceOf(change.after)];
    // A schema that is used several times here changed once.
    const cause = [aspect, is, name, change.property, before, after].join('\n');
    if (seen.size === seen.add(cause).size) return [];
    const isBreaking = (direction === 'response') === (is === 'wider');
    const level = isBreaking || aspect === 'property' ? change.levels?.[direction] : undefined;
    const code = codeOfChange(direction, aspect, is);
    return [
      {
        group: [TOGETHER[aspect] ?? aspect, pointer, name].join('\n'),
        change: changeOf(sides, subject, {
          code,
          level,
          message: what + change.message,
          pointer,
          name,
          before,
          after,
        }),
      },
    ];
  });
  return [...Map.groupBy(told, ({ group }) => group).values()].flatMap((same) => {
    const [worst] = same.toSorted((a, b) => RANK[a.change.level] - RANK[b.change.level]);
    return worst === undefined ? [] : [worst.change];
  });
}

/** `query parameter "limit"`, `header "x-total"`. */
export function fieldText(field: string, direction: Direction): string {
  const [where = '', ...name] = field.split(' ');
  const noun = direction === 'response' ? 'header' : `${where} parameter`;
  return `${noun} ${JSON.stringify(name.join(' '))}`;
}
