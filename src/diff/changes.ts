// What a comparison tells: a change with its code, level and places on both sides.
import type { Direction } from '../contract/reading.ts';
import { valueAt } from '../lib/pointer.ts';
import type {
  CompiledOperation,
  CompiledSchema,
  ContractChange,
  JsonPointer,
  JsonSchema,
  Level,
} from '../model.ts';
import { codeOfChange, diffCodes } from './codes.ts';
import type { CompareValues, PlacedChange } from './compare-values.ts';
import type { Both, Side } from './side.ts';
import type { Standing } from './values.ts';

export type Sides = Both<Side>;

/** Two contracts, and how schemas of theirs are compared. */
export type Comparison = { readonly sides: Sides; readonly compareValues: CompareValues };

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

/** Pointers into the documents. */
export type Places = { readonly before: JsonPointer; readonly after: JsonPointer };

type Told = Places & {
  readonly code: string;
  readonly level?: Level | undefined;
  readonly message: string;
  readonly pointer?: JsonPointer;
  readonly name?: string | undefined;
};

const levels: ReadonlyMap<string, Level> = new Map(diffCodes.map(({ code, level }) => [code, level]));

function changeOf({ old, now }: Sides, subject: Subject, told: Told): ContractChange {
  const { operation, status, mediaType, field } = subject;
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

export type Tell = (code: string, message: string, more?: Partial<Told>) => ContractChange;

/** Tells changes of one subject, at these places unless a change says otherwise. */
export function teller(sides: Sides, subject: Subject, places: Places): Tell {
  return (code, message, more) => changeOf(sides, subject, { code, message, ...places, ...more });
}

/** Aspects of which one change is enough: the property that is new and required, the type that is both wider and narrower. */
const TOGETHER: Readonly<Record<string, string>> = { required: 'property' };
const RANK: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

type Described = Pick<CompiledSchema, 'schema'>;

/** Changes of one value as changes of a contract. Of several of one aspect at one place the worst is told. */
export function valueChanges(
  { sides, compareValues }: Comparison,
  subject: Subject,
  old: Described,
  now: Described,
): readonly ContractChange[] {
  const seen = new Set<string>();
  const told = compareValues(schemasAt(sides.old, old), schemasAt(sides.now, now)).flatMap((change) => {
    const { aspect, is, pointer, name } = change;
    const [before, after] = [sides.old.sourceOf(change.before), sides.now.sourceOf(change.after)];
    // A schema that is used several times here changed once.
    const cause = [aspect, is, name, change.property, before, after].join('\n');
    if (seen.size === seen.add(cause).size) return [];
    const group = [TOGETHER[aspect] ?? aspect, pointer, name].join('\n');
    return [{ group, change: placedChange(sides, subject, change, { before, after }) }];
  });
  return [...Map.groupBy(told, ({ group }) => group).values()].flatMap((same) => {
    const [worst] = same.toSorted((a, b) => RANK[a.change.level] - RANK[b.change.level]);
    return worst === undefined ? [] : [worst.change];
  });
}

function placedChange(sides: Sides, subject: Subject, change: PlacedChange, places: Places): ContractChange {
  const { aspect, is, pointer, name } = change;
  const direction = directionOf(subject);
  const isBreaking = (direction === 'response') === (is === 'wider');
  const level = isBreaking || aspect === 'property' ? change.levels?.[direction] : undefined;
  const code = codeOfChange(direction, aspect, is);
  const message = subject.field === undefined ? change.message : `${fieldText(subject)}: ${change.message}`;
  return changeOf(sides, subject, { code, level, message, pointer, name, ...places });
}

function directionOf({ status }: Subject): Direction {
  return status === 'request' ? 'request' : 'response';
}

/** What describes the values; nothing: any value is right. */
function schemasAt({ schemas }: Side, { schema: at }: Described): readonly Standing[] {
  return at === undefined ? [] : [{ schema: valueAt(schemas, at) as JsonSchema, at }];
}

/** `query parameter "limit"`, `header "x-total"`. */
export function fieldText(subject: Subject): string {
  const [where = '', ...name] = (subject.field ?? '').split(' ');
  const noun = directionOf(subject) === 'response' ? 'header' : `${where} parameter`;
  return `${noun} ${JSON.stringify(name.join(' '))}`;
}
