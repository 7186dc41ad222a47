// Overlays (OAI Overlay Specification 1.0 and 1.1): a team's corrections of a document that somebody else writes. The document is read as
// if it had been written so, and each part of it keeps its place: in the document's own text, or in the overlay that put it there.
// One thing is stricter than the specification: an action that selects nothing is an error, because a correction that corrects nothing
// any more is what its team wants to know when the document changes.
import { JSONPathEnvironment, JSONPathError } from 'json-p3';
import { InputError } from '../lib/input-error.ts';
import { isObject, type JsonObject, setOwn } from '../lib/objects.ts';
import { appendToken, pointerTokens } from '../lib/pointer.ts';
import { branchAt, type TokenTree, tokenTree } from '../lib/token-tree.ts';
import type { JsonPointer, Place } from '../model.ts';
import { type Action, actionsOf } from './overlay-actions.ts';
import { typeName } from './problem.ts';
import { maxDepth, type Origin, type SourceFile } from './source.ts';

/** Nothing is nested deeper in what was parsed; what actions add may be. */
const query = new JSONPathEnvironment({ maxRecursionDepth: 4 * maxDepth });

type Token = string | number;

/** A document under way: its value, and where its parts come from. */
type Edited = {
  value: unknown;
  readonly origins: Origins;
};

/** An object is here if a member of it has another origin than its own with the member's name. None is ever changed: each change makes a new one. */
type Origins = Map<object, Map<string, Origin>>;

/** `overlays`, in their order, become the files behind the main one. An InputError says which action can't be applied, and why. */
export function overlaid(main: SourceFile, overlays: readonly SourceFile[]): SourceFile {
  const edited: Edited = { value: main.value, origins: new Map() };
  for (const [index, overlay] of overlays.entries())
    for (const action of actionsOf(overlay, index + 1)) apply(edited, action);
  const origin = (pointer: JsonPointer): Origin => originAt(edited, pointerTokens(pointer));
  const inText = (pointer: JsonPointer): JsonPointer => {
    const { file, pointer: written } = origin(pointer);
    return file === 0 ? written : pointer;
  };
  return {
    ...main,
    value: edited.value,
    lineOf: (pointer) => main.lineOf(inText(pointer)),
    keyLineOf: (pointer) => main.keyLineOf(inText(pointer)),
    originIn: origin,
  };
}

function apply(edited: Edited, action: Action): void {
  const targets = nodesOf(edited.value, action.target, action.placeOf('target'));
  if (targets.length === 0)
    throw new InputError(`the action's target selects nothing: ${action.target}`, {
      place: action.placeOf('target'),
      fix: 'if the document says now what the action corrects, remove the action; otherwise mend its target',
    });
  if (!action.remove && action.update === undefined && action.copy === undefined) return;
  const change: Change = action.remove ? () => undefined : updater(edited, action);
  const root: Part = { value: edited.value, origin: { file: 0, pointer: '' } };
  const result = changed(edited, root, treeOf(targets), change);
  if (result === undefined)
    throw new InputError('the action removes the whole document', { place: action.placeOf('target') });
  edited.value = result.value;
}

function nodesOf(root: unknown, path: string, place: Place): readonly (readonly Token[])[] {
  try {
    return [...query.query(path, root as never)].map(({ location }) => location);
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error;
    throw new InputError(`${path} can not be used as a JSONPath query: ${error.message}`, {
      place,
      fix: "write it as RFC 9535 has it: $.paths['/pets'].get",
    });
  }
}

/** The targets of an action by their way from the root, so that what lies on the way is copied once for all of them. */
type Targets = TokenTree<true>;

function treeOf(locations: readonly (readonly Token[])[]): Targets {
  const root: Targets = tokenTree();
  for (const location of locations) branchAt(root, location.map(String)).value = true;
  return root;
}

/** A value, and where it was written. */
type Part = { readonly value: unknown; readonly origin: Origin };

/** undefined: it is removed. */
type Change = (target: Part) => Part | undefined;

function changed(
  edited: Edited,
  part: Part,
  { value: isTarget, inside }: Targets,
  change: Change,
): Part | undefined {
  const inner = inside.size === 0 ? part : changedInside(edited, part, inside, change);
  return isTarget ? change(inner) : inner;
}

function changedInside(edited: Edited, part: Part, inside: Targets['inside'], change: Change): Part {
  const members = membersOf(edited, part).flatMap((member): readonly Member[] => {
    const below = inside.get(member.name);
    if (below === undefined) return [member];
    const result = changed(edited, member, below, change);
    return result === undefined ? [] : [{ ...result, name: member.name }];
  });
  return made(edited, part, members);
}

type Member = Part & { readonly name: string };

/** The list or object with these members instead of its own; in a list they are renumbered. */
function made(edited: Edited, { value: old, origin }: Part, members: readonly Member[]): Part {
  const isList = Array.isArray(old);
  const list: unknown[] = [];
  const object: Record<string, unknown> = {};
  const others = new Map<string, Origin>();
  for (const [index, { name, value, origin: from }] of members.entries()) {
    const key = isList ? String(index) : name;
    if (isList) list.push(value);
    else setOwn(object, key, value);
    if (from.file !== origin.file || from.pointer !== appendToken(origin.pointer, key)) others.set(key, from);
  }
  const result = isList ? list : object;
  edited.origins.set(result, others);
  return { value: result, origin };
}

function memberOrigin(origins: Origins, parent: object, { file, pointer }: Origin, name: string): Origin {
  return origins.get(parent)?.get(name) ?? { file, pointer: appendToken(pointer, name) };
}

function originAt({ value, origins }: Edited, tokens: readonly string[]): Origin {
  let origin: Origin = { file: 0, pointer: '' };
  let at = value;
  for (const token of tokens) {
    origin =
      typeof at === 'object' && at !== null
        ? memberOrigin(origins, at, origin, token)
        : { file: origin.file, pointer: appendToken(origin.pointer, token) };
    at =
      typeof at === 'object' && at !== null && Object.hasOwn(at, token)
        ? (at as JsonObject)[token]
        : undefined;
  }
  return origin;
}

function updater(edited: Edited, action: Action): Change {
  const addition = additionOf(edited, action);
  const fail = (message: string): never => {
    throw new InputError(message, { place: action.placeOf(action.copy === undefined ? 'update' : 'copy') });
  };
  let kind: string | undefined;
  return (target) => {
    const found = kindOf(target.value);
    kind ??= found;
    if (kind !== found)
      fail(`the action's target selects ${kind} and ${found}, and an update fits only one of them`);
    return merged(edited, target, addition, { isTarget: true, joinsLists: action.joinsLists, fail });
  };
}

function additionOf(edited: Edited, action: Action): Part {
  if (action.copy === undefined) return { value: action.update, origin: action.origin };
  const place = action.placeOf('copy');
  const found = nodesOf(edited.value, action.copy, place);
  const [location] = found;
  if (location === undefined || found.length > 1)
    throw new InputError(`copy selects ${found.length} nodes, and must select one: ${action.copy}`, {
      place,
    });
  const tokens = location.map(String);
  let value = edited.value;
  for (const token of tokens) value = (value as JsonObject)[token];
  return { value, origin: originAt(edited, tokens) };
}

type Merge = {
  /** The target itself, not a member of it. */
  readonly isTarget: boolean;
  readonly joinsLists: boolean;
  readonly fail: (message: string) => never;
};

/** Overlay 1.1, Action Object: objects are merged member by member, lists concatenated, scalars replaced; nothing else fits together. */
function merged(edited: Edited, target: Part, addition: Part, merge: Merge): Part {
  const { value } = target;
  if (Array.isArray(value)) {
    const isJoined = Array.isArray(addition.value) && (merge.joinsLists || !merge.isTarget);
    if (!isJoined && !merge.isTarget) return misfit(target, addition, merge);
    const added = isJoined ? membersOf(edited, addition) : [{ ...addition, name: '' }];
    return made(edited, target, [...membersOf(edited, target), ...added]);
  }
  if (isObject(value) !== isObject(addition.value) || Array.isArray(addition.value))
    return misfit(target, addition, merge);
  return isObject(value) ? mergedObject(edited, target, addition, merge) : addition;
}

function misfit(target: Part, addition: Part, { fail }: Merge): never {
  const where = target.origin.pointer || 'the root';
  return fail(`${typeName(addition.value)} can not be merged into ${typeName(target.value)} at ${where}`);
}

function mergedObject(edited: Edited, target: Part, addition: Part, merge: Merge): Part {
  const added = new Map(membersOf(edited, addition).map((member) => [member.name, member]));
  const kept = membersOf(edited, target).map((member): Member => {
    const other = added.get(member.name);
    if (other === undefined) return member;
    added.delete(member.name);
    return { ...merged(edited, member, other, { ...merge, isTarget: false }), name: member.name };
  });
  return made(edited, target, [...kept, ...added.values()]);
}

function membersOf({ origins }: Edited, { value, origin }: Part): readonly Member[] {
  const parent = value as object;
  return Object.entries(parent).map(([name, member]) => ({
    name,
    value: member,
    origin: memberOrigin(origins, parent, origin, name),
  }));
}

function kindOf(value: unknown): 'objects' | 'lists' | 'scalars' {
  if (Array.isArray(value)) return 'lists';
  return isObject(value) ? 'objects' : 'scalars';
}
