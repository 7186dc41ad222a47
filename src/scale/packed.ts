// The compact form of a partial report: what findings share is written once, what can be derived is left out, and 0 stands for an absent value or one
// that repeats an earlier one. Findings are unpacked one by one, since most are only counted.
import { defined } from '../lib/objects.ts';
import type { Issue } from '../model.ts';
import type { Identity } from '../report/fingerprint.ts';
import type {
  PartialFinding,
  PartialReport,
  PartialTally,
  PartialUnchecked,
  Placed,
} from '../report/partial.ts';

type Kind = Pick<Identity, 'code' | 'contract' | 'operation' | 'status' | 'mediaType'> &
  Pick<PartialFinding, 'level' | 'method' | 'path'> &
  Pick<Issue, 'expected' | 'received' | 'declaredAt' | 'branch'>;

type PackedPlace = readonly (string | number)[];

type PackedTally = readonly [
  occurrences: number,
  firstSeen: string | 0,
  lastSeen: string | 0,
  where: readonly PackedPlace[],
];

type PackedFinding = readonly [
  kind: number,
  fingerprint: string,
  pointer: string,
  pattern: string | 0,
  name: string | 0,
  message: string,
  ...PackedTally,
];

type PackedUnchecked = readonly [reason: string, subject: string, message: string, ...PackedTally];

export type PackedReport = Omit<PartialReport, 'partial' | 'findings' | 'unchecked'> & {
  readonly partial: 2;
  /** Sources of occurrences, by index. */
  readonly files: readonly string[];
  readonly kinds: readonly Kind[];
  readonly findings: readonly PackedFinding[];
  readonly unchecked: readonly PackedUnchecked[];
};

export function packPartial(partial: PartialReport): PackedReport {
  const files = createList<string>();
  const kinds = createList<Kind>();
  const findings = Array.from(partial.findings, (finding): PackedFinding => {
    const { fingerprint, identity, issue, tally } = finding;
    const { pointer, message, name = 0 } = issue;
    const pattern = identity.pattern === pointer ? 0 : identity.pattern;
    const kind = kinds.indexOf(kindOf(finding));
    return [kind, fingerprint, pointer, pattern, name, message, ...packTally(tally, pointer, files)];
  });
  const unchecked = partial.unchecked.map(
    ({ reason, subject, message, tally }): PackedUnchecked => [
      reason,
      subject,
      message,
      ...packTally(tally, '', files),
    ],
  );
  return { ...partial, partial: 2, files: files.all, kinds: kinds.all, findings, unchecked };
}

export function unpackPartial(report: PackedReport): PartialReport {
  const { files, kinds: _, ...packed } = report;
  return {
    ...packed,
    partial: 1,
    findings: { [Symbol.iterator]: () => unpackFindings(report) },
    unchecked: packed.unchecked.map(
      ([reason, subject, message, ...tally]): PartialUnchecked => ({
        reason,
        subject,
        message,
        tally: unpackTally(tally, '', files),
      }),
    ),
  };
}

function* unpackFindings({ findings, ...lists }: PackedReport): Generator<PartialFinding> {
  for (const finding of findings) yield unpackFinding(finding, lists);
}

type Lists = Pick<PackedReport, 'files' | 'kinds'>;

function unpackFinding(
  [kind, fingerprint, pointer, pattern, name, message, ...tally]: PackedFinding,
  { files, kinds }: Lists,
): PartialFinding {
  const { code, contract, operation, status, mediaType, level, method, path, ...rest } = kinds[kind] as Kind;
  const named = name === 0 ? undefined : name;
  return {
    identity: {
      code,
      operation,
      status,
      mediaType,
      pattern: pattern === 0 ? pointer : pattern,
      name: named,
      ...defined({ contract }),
    },
    fingerprint,
    level,
    method,
    path,
    issue: { code, pointer, message, ...defined({ name: named }), ...rest },
    tally: unpackTally(tally, pointer, files),
  };
}

function kindOf({ identity, level, method, path, issue }: PartialFinding): Kind {
  const { code, contract, operation, status, mediaType } = identity;
  const { expected, received, declaredAt, branch } = issue;
  const optional = defined({ contract, expected, received, declaredAt, branch });
  return { code, operation, status, mediaType, level, method, path, ...optional };
}

type List<Value> = { readonly all: readonly Value[]; readonly indexOf: (value: Value) => number };

/** Each value once, by its JSON. */
function createList<Value>(): List<Value> {
  const all: Value[] = [];
  const indexes = new Map<string, number>();
  return {
    all,
    indexOf: (value) => {
      const key = JSON.stringify(value);
      const found = indexes.get(key) ?? all.push(value) - 1;
      indexes.set(key, found);
      return found;
    },
  };
}

function packTally(tally: PartialTally, pointer: string, files: List<string>): PackedTally {
  const { occurrences, where, firstSeen, lastSeen } = tally;
  const first = firstSeen === where[0]?.startedAt ? undefined : firstSeen;
  const last = lastSeen === firstSeen ? undefined : lastSeen;
  return [occurrences, first ?? 0, last ?? 0, where.map((placed) => packPlace(placed, pointer, files))];
}

function unpackTally(
  [occurrences, first, last, where]: PackedTally,
  pointer: string,
  files: readonly string[],
): PartialTally {
  const places = where.map((place) => unpackPlace(place, pointer, files));
  const firstSeen = first === 0 ? places[0]?.startedAt : first;
  return { occurrences, where: places, firstSeen, lastSeen: last === 0 ? firstSeen : last };
}

function packPlace(placed: Placed, pointer: string, files: List<string>): PackedPlace {
  const { source, index, issue, line, startedAt, entry } = placed;
  const own = placed.pointer === pointer ? undefined : placed.pointer;
  const all = [files.indexOf(source), index, issue, line ?? 0, startedAt ?? 0, own ?? 0, entry ?? 0];
  return all.slice(0, all.findLastIndex((each) => each !== 0) + 1);
}

function unpackPlace(place: PackedPlace, pointer: string, files: readonly string[]): Placed {
  const [file = 0, index = 0, issue = 0, line = 0, startedAt = 0, own = 0, entry = 0] = place;
  return {
    source: files[Number(file)] ?? '',
    index: Number(index),
    issue: Number(issue),
    line: line === 0 ? undefined : Number(line),
    startedAt: startedAt === 0 ? undefined : String(startedAt),
    pointer: own === 0 ? pointer : String(own),
    entry: entry === 0 ? undefined : String(entry),
  };
}
