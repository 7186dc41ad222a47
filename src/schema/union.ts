// oneOf and anyOf (JSON Schema core 10.2.1). Where no branch fits, one of them is taken as the meant one, and only its violations are
// reported. The same happens where a branch fits that declares few of the value's names, and another branch declares the rest.
import { appendToken, parentOf } from '../lib/pointer.ts';
import { listOf } from '../lib/suggest.ts';
import type { JsonSchema, Violation } from '../model.ts';
import {
  absorb,
  absorbNames,
  type Evaluating,
  held,
  type Mismatch,
  type NearMiss,
  report,
  reportMismatch,
  speaksOf,
  type Unions,
} from './evaluation.ts';
import {
  type Branch,
  compareLikeness,
  IN_COMMON,
  isWrongType,
  type Likeness,
  likenessOf,
  probe,
  reasonFor,
} from './likeness.ts';
import { quickVerdict } from './quick.ts';
import { branchLabel, evaluateHeirs, labelled, literalsOf, namesHeir } from './tags.ts';
import { dependsOnTag, unknownTagOf, withKnownTags, withoutGuesses } from './unknown-tag.ts';
import { either, literals, typeOf } from './words.ts';

/**
 * What explains the unions of a contract: generated modules import it where a schema has one.
 * @internal
 */
export const unions: Unions = { evaluate: evaluateUnion, evaluateHeirs, namesHeir, withoutNearMisses };

type Keyword = 'oneOf' | 'anyOf';

/** A union, and the value that its owner is held against. */
type Union = Evaluating & {
  readonly keyword: Keyword;
  readonly parts: readonly JsonSchema[];
  /** By index. A branch is judged once: twice on each level would be exponential where unions nest. */
  readonly judged: Map<number, Branch>;
};

type Ranked = Branch & { readonly likeness: Likeness };

function evaluateUnion(owner: Evaluating, keyword: Keyword): void {
  const { value, into } = owner;
  const parts = owner.schema[keyword];
  if (!Array.isArray(parts)) return;
  const union: Union = { ...owner, keyword, parts: parts as JsonSchema[], judged: new Map() };
  const quick = union.parts.map((part) => quickVerdict(part, value));
  const fitting = [...parts.keys()]
    .filter((index) => quick[index] !== false)
    .map((index) => judge(union, index))
    .filter(isFitting);
  for (const { judged } of fitting) absorbNames(into, judged);
  if (fitting.length === 0) explain(union, allBranches(union));
  else if (fitting.length < parts.length)
    into.nearMisses.push(nearMiss(union, () => rank(union, allBranches(union)), isFitting));
  if (keyword === 'oneOf' && fitting.length > 1)
    reportMismatch(union, {
      code: 'rule-violated',
      name: keyword,
      keyword,
      expected: 'exactly one branch of oneOf',
      received: `${fitting.length} that fit: ${listOf(fitting.map(({ label }) => label))}`,
    });
}

function isFitting({ judged }: Branch): boolean {
  return judged.violations.length === 0;
}

function judge(union: Union, index: number): Branch {
  const known = union.judged.get(index);
  if (known !== undefined) return known;
  const schema = union.parts[index] ?? true;
  const at = `${union.at}/${union.keyword}/${index}`;
  const judged = probe(union.evaluator, held(union, schema, at));
  const branch = { label: branchLabel(schema, index), schema, at, judged };
  union.judged.set(index, branch);
  return branch;
}

function allBranches(union: Union): readonly Branch[] {
  return union.parts.map((_, index) => judge(union, index));
}

/** The closest first. */
function rank(union: Union, branches: readonly Branch[]): readonly Ranked[] {
  const likeness = likenessOf(union, branches);
  return branches
    .map((branch) => ({ ...branch, likeness: likeness(branch) }))
    .sort((a, b) => compareLikeness(a.likeness, b.likeness));
}

/** No branch fits. */
function explain(union: Union, branches: readonly Branch[]): void {
  const { keyword, into } = union;
  const roots = branches.map(({ judged }) =>
    judged.violations.find((violation) => isWrongType(violation, union)),
  );
  const asOne = asOneKind(roots) ?? asOneList(union, branches, roots);
  if (asOne !== undefined) {
    into.allProperties = true;
    into.items = Number.POSITIVE_INFINITY;
    return reportMismatch(union, { ...asOne, keyword });
  }
  const ranked = rank(union, branches);
  const [chosen, next] = ranked;
  if (chosen === undefined)
    return reportMismatch(union, {
      code: 'rule-violated',
      name: 'union',
      keyword,
      expected: 'a branch',
      received: 'a union without branches',
    });
  // Only branches whose type and constants fit are candidates for the tag.
  const close = ranked.filter(({ likeness: [type, constants] }) => type === 0 && constants === 0);
  const candidates = branches.filter((branch) => close.some(({ at }) => at === branch.at));
  const violationsOf = ({ judged }: Branch) => withKnownTags(union, candidates, judged.violations);
  const said = withoutGuesses(union, candidates, violationsOf(chosen));
  const unknown = unknownTagOf(union, branches);
  if (unknown !== undefined) {
    report(union, unknown);
    absorb(into, { ...chosen.judged, violations: said.filter((one) => !dependsOnTag(one, unknown, union)) });
    into.allProperties = true;
    return;
  }
  const equal = ranked.filter(({ likeness }) => compareLikeness(likeness, chosen.likeness) === 0);
  const asAll = mergedOf(equal.map(violationsOf));
  const judged = { ...chosen.judged, violations: asAll ?? said };
  const reason = `${chosen.label} taken: ${reasonFor(chosen.likeness, next?.likeness)}`;
  absorb(into, asAll === undefined && branches.length > 1 ? labelled(judged, reason) : judged);
  // The value may be meant to fit several branches of anyOf: a property that any of them declares is documented.
  const isChosen = (branch: Branch): boolean => branch === chosen;
  if (keyword === 'anyOf') into.nearMisses.push(nearMiss(union, () => ranked, isChosen));
}

type WithoutPlace = Omit<Mismatch, 'keyword'>;

/** The value's type fits no branch: one wrong type, whatever the number of branches. */
function asOneKind(roots: readonly (Violation | undefined)[]): WithoutPlace | undefined {
  const [first] = roots;
  if (first === undefined || roots.includes(undefined)) return undefined;
  const { code, received } = first;
  return { code, expected: eitherOf(roots.map((root) => root?.expected ?? '')), received };
}

/** Every branch of the right type is a list of literals: together they are one list, beside the types of the other branches. */
function asOneList(
  { evaluator, value }: Union,
  branches: readonly Branch[],
  roots: readonly (Violation | undefined)[],
): WithoutPlace | undefined {
  const lists = branches.map(({ schema }) => literalsOf(evaluator.detail, schema));
  const isKnown = roots.every((root, index) => root !== undefined || lists[index] !== undefined);
  if (branches.length < 2 || typeof value === 'object' || !isKnown) return undefined;
  const types = roots.flatMap((root, index) => (lists[index] === undefined ? (root?.expected ?? []) : []));
  return {
    code: 'enum-value-undocumented',
    name: String(value),
    expected: eitherOf([literals([...new Set(lists.flatMap((values) => values ?? []))]), ...types]),
    received: `another ${typeOf(value)}`,
  };
}

function eitherOf(words: readonly string[]): string {
  return either([...new Set(words)]);
}

/**
 * Equally close branches that find the same fault: the message lists what each of them expects. Where each lacks one name, any of the
 * names would do.
 */
function mergedOf(equal: readonly (readonly Violation[])[]): Violation[] | undefined {
  const [first, ...others] = equal;
  if (first === undefined || others.length === 0 || first.length > 3) return undefined;
  const faultOf = ({ code, pointer, name, expected }: Violation): unknown[] =>
    first.length === 1 && expected === 'required' ? [code, parentOf(pointer)] : [code, pointer, name];
  const faults = (violations: readonly Violation[]): string => JSON.stringify(violations.map(faultOf));
  if (others.some((violations) => faults(violations) !== faults(first))) return undefined;
  return first.map((violation, index) => {
    const alike = equal.flatMap((violations) => violations[index] ?? []);
    const names = new Set(alike.map(({ name }) => JSON.stringify(name)));
    return {
      ...violation,
      expected:
        names.size > 1
          ? `${either([...names])} is required`
          : eitherOf(alike.map(({ expected }) => expected)),
    };
  });
}

/**
 * Called where no fitting branch declares some names. A branch that failed is meant if it has more in common with the value than each
 * fitting one. Branches of anyOf may fit together, so there it is also meant if all its violations lie in the names that are left.
 */
function nearMiss(
  { keyword, pointer: owner }: Union,
  ranked: () => readonly Ranked[],
  isTaken: (branch: Ranked) => boolean,
): NearMiss {
  return (left) => {
    const branches = ranked();
    const taken = branches.filter(isTaken);
    const isLeft = ({ pointer }: Violation): boolean =>
      left.some((name) => `${pointer}/`.startsWith(`${appendToken(owner, name)}/`));
    for (const branch of branches) {
      const { judged, label, likeness } = branch;
      if (taken.includes(branch)) continue;
      const name = left.find((one) => speaksOf(judged, one));
      if (name === undefined) continue;
      const isCloser = taken.every((other) => compareLikeness(likeness, other.likeness, IN_COMMON) < 0);
      if (isCloser || (keyword === 'anyOf' && judged.violations.every(isLeft)))
        return labelled(judged, `${label} taken: it declares "${name}"`);
    }
    return undefined;
  };
}

/** Reports the violations of branches that are meant but failed; returns the names that they do not declare either. */
function withoutNearMisses(object: Evaluating, names: readonly string[]): string[] {
  let left = [...names];
  for (const nearMiss of object.into.nearMisses) {
    const meant = left.length === 0 ? undefined : nearMiss(left);
    if (meant === undefined) continue;
    for (const violation of meant.violations) report(object, violation);
    left = left.filter((name) => !meant.allProperties && !speaksOf(meant, name));
  }
  return left;
}
