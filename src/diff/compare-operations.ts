// Two contracts, operation by operation, as a client sees it that was compiled from the old one.

import type { OpenApiOperation, OpenApiSecurityScheme, OpenApiServer } from '../contract/openapi.ts';
import { isDerivedId, ownerOf } from '../contract/operations.ts';
import { follow } from '../contract/references.ts';
import { appendToken, pointerTokens } from '../lib/pointer.ts';
import { listOf } from '../lib/suggest.ts';
import type { CompiledOperation, ContractChange, JsonPointer } from '../model.ts';
import { type Places, type Sides, type Subject, teller } from './changes.ts';
import { valueComparison } from './compare-values.ts';
import { incomingChanges } from './incoming.ts';
import { requestChanges } from './requests.ts';
import { responseChanges } from './responses.ts';
import { type Both, type Side, written } from './side.ts';
import { valueReader } from './values.ts';

type Operations = Both<CompiledOperation>;

/** In the order of the old contract, then what is new, then what was not compared. */
export function contractChanges(sides: Sides): readonly ContractChange[] {
  const { compare, leftOut } = valueComparison({
    old: { ...valueReader(sides.old), side: sides.old },
    now: { ...valueReader(sides.now), side: sides.now },
  });
  const comparison = { sides, compareValues: compare };
  const whole: Subject = { operation: undefined, status: 'request' };
  const { pairs, removed, added } = pairOperations(sides);
  const changes = [
    ...serverChanges(
      sides,
      whole,
      { before: '', after: '' },
      pairs.filter((pair) => !hasOwnServers(sides, pair)),
    ),
    ...pairs.flatMap((pair) => [
      ...operationChanges(sides, pair),
      ...requestChanges(comparison, pair),
      ...responseChanges(comparison, pair),
    ]),
    ...removed.map((operation) => removedChange(sides, operation, added)),
    ...added.map((operation) => {
      const { method, path, pointer } = operation;
      const tell = teller(sides, { ...whole, operation }, { before: '/paths', after: pointer });
      return tell('diff-operation-added', `${method} ${path} is new`);
    }),
    ...incomingChanges(sides, pairs),
  ];
  if (leftOut() === 0) return changes;
  const message = `${leftOut()} pairs of schemas were not compared with one another`;
  const at = '/components/schemas';
  return [...changes, teller(sides, whole, { before: at, after: at })('diff-not-compared', message)];
}

type PairedOperations = {
  readonly pairs: readonly Operations[];
  readonly removed: readonly CompiledOperation[];
  readonly added: readonly CompiledOperation[];
};

/** By method and path, else by both below a server: what a path parameter is called is not on the wire. */
function pairOperations({ old, now }: Sides): PairedOperations {
  const pairs: Operations[] = [];
  const removed = new Set(old.operations);
  const added = new Set(now.operations);
  for (const linesOf of [
    ({ method, pointer }: CompiledOperation) => [`${method} ${shapeOf(pathOf(pointer))}`],
    linesBelowServers,
  ]) {
    const byLine = new Map(
      [...added].flatMap((operation) => linesOf(operation).map((line) => [line, operation])),
    );
    for (const operation of removed) {
      const same = linesOf(operation)
        .map((line) => byLine.get(line))
        .find((one) => one !== undefined && added.has(one));
      if (same === undefined) continue;
      pairs.push({ old: operation, now: same });
      removed.delete(operation);
      added.delete(same);
    }
  }
  const order = new Map(old.operations.map((operation, index) => [operation, index]));
  pairs.sort((a, b) => (order.get(a.old) ?? 0) - (order.get(b.old) ?? 0));
  return { pairs, removed: [...removed], added: [...added] };
}

/** As it is written, with the fragment by which some contracts tell operations apart. */
function pathOf(pointer: JsonPointer): string {
  return pointerTokens(pointer)[1] ?? '';
}

function shapeOf(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, '{}');
}

function linesBelowServers({ method, pointer, prefixes }: CompiledOperation): readonly string[] {
  return prefixes.map((prefix) => `${method} ${shapeOf(prefix + pathOf(pointer))}`);
}

function removedChange(
  sides: Sides,
  operation: CompiledOperation,
  added: readonly CompiledOperation[],
): ContractChange {
  const { id, method, path, pointer } = operation;
  const moved = added.find((one) => one.id === id && !isDerivedId(id, one.method, one.path));
  const where = moved === undefined ? '' : `; operationId ${id} is ${moved.method} ${moved.path} now`;
  const places = { before: pointer, after: moved?.pointer ?? '/paths' };
  const tell = teller(sides, { operation, status: 'request' }, places);
  return tell('diff-operation-removed', `${method} ${path} is gone${where}`);
}

function operationChanges(sides: Sides, pair: Operations): readonly ContractChange[] {
  const { old, now } = pair;
  const subject: Subject = { operation: old, status: 'request' };
  const places = { before: old.pointer, after: now.pointer };
  const tell = teller(sides, subject, places);
  const [was, is] = [declared(sides.old, old), declared(sides.now, now)];
  const changes: ContractChange[] = [];
  if (old.id !== now.id && !isDerivedId(old.id, old.method, old.path))
    changes.push(
      tell('diff-operation-id-changed', `operationId ${old.id} became ${now.id}`, {
        before: `${old.pointer}/operationId`,
        after: `${now.pointer}/operationId`,
      }),
    );
  if (is?.deprecated === true && was?.deprecated !== true)
    changes.push(
      tell('diff-deprecated', 'the operation is deprecated now', { after: `${now.pointer}/deprecated` }),
    );
  if (was?.servers !== undefined || is?.servers !== undefined)
    changes.push(...serverChanges(sides, subject, places, [pair]));
  return [...changes, ...securityChanges(sides, pair, subject)];
}

function declared(
  { contract: { document } }: Side,
  { pointer }: CompiledOperation,
): OpenApiOperation | undefined {
  return follow<OpenApiOperation>(document, pointer)?.value;
}

/**
 * A server is one by its URL. One whose path only moved into the paths of its operations is still there. Without any, the service is where
 * the document is, which says nothing.
 */
function serverChanges(
  sides: Sides,
  subject: Subject,
  owners: Places,
  operations: readonly Operations[],
): readonly ContractChange[] {
  const [was, is] = [serversOf(sides.old, owners.before), serversOf(sides.now, owners.after)];
  const tell = teller(sides, subject, {
    before: `${owners.before}/servers`,
    after: `${owners.after}/servers`,
  });
  /** Each of the operations has the same URL below one of the others. */
  const hasMoved = (url: string, side: keyof Operations, others: readonly string[]): boolean =>
    operations.length > 0 &&
    operations.every((pair) => {
      const other = side === 'old' ? pair.now : pair.old;
      return others.some((one) => urlBelow(one, other) === urlBelow(url, pair[side]));
    });
  const gone = was.filter((url) => !is.includes(url) && !hasMoved(url, 'old', is));
  const fresh = is.filter((url) => !was.includes(url) && !hasMoved(url, 'now', was));
  const instead = fresh.length === 0 ? '' : `; new: ${listOf(fresh)}`;
  return [
    ...gone.map((name) => tell('diff-server-removed', `the server ${name} is gone${instead}`, { name })),
    ...fresh.map((name) => tell('diff-server-added', `the server ${name} is new`, { name })),
  ];
}

function urlBelow(server: string, { pointer }: CompiledOperation): string {
  return (server === '/' ? '' : server) + shapeOf(pathOf(pointer));
}

/** Then those of the document are not theirs. */
function hasOwnServers(sides: Sides, { old, now }: Operations): boolean {
  const has = (side: Side, { pointer }: CompiledOperation): boolean =>
    [pointer, ownerOf(pointer).item].some((at) => written(side, `${at}/servers`) !== undefined);
  return has(sides.old, old) || has(sides.now, now);
}

function serversOf(side: Side, owner: JsonPointer): readonly string[] {
  const servers = (written(side, `${owner}/servers`) ?? []) as readonly OpenApiServer[];
  return servers.map(({ url }) => String(url).replace(/(?<=.)\/$/, ''));
}

/** A way to authenticate: what has to come together, each with its scopes. */
type Credentials = ReadonlyMap<string, readonly string[]>;

function securityChanges(
  sides: Sides,
  { old, now }: Operations,
  subject: Subject,
): readonly ContractChange[] {
  const [was, is] = [waysOf(sides.old, old), waysOf(sides.now, now)];
  const tell = teller(sides, subject, {
    before: securityAt(sides.old, old),
    after: securityAt(sides.now, now),
  });
  const unmet = was.filter((way) => !is.some((asked) => isEnough(way, asked)));
  const easier = is.filter((asked) => !was.some((way) => isEnough(asked, way)));
  const asked = is.map(textOf).join(' or ');
  const sentence = (way: Credentials): string => `${textOf(way)} ${way.size > 1 ? 'are' : 'is'}`;
  return unmet.length > 0
    ? unmet.map((way) =>
        tell('diff-security-tightened', `${sentence(way)} not enough any more; asked for: ${asked}`, {
          name: textOf(way),
        }),
      )
    : easier.map((way) =>
        tell('diff-security-loosened', `${sentence(way)} enough now`, { name: textOf(way) }),
      );
}

/** Whoever has these credentials has what is asked for, scopes too. */
function isEnough(way: Credentials, asked: Credentials): boolean {
  return [...asked].every(([scheme, scopes]) => {
    const own = [...way].find(([name]) => sentAs(name) === sentAs(scheme))?.[1];
    return own !== undefined && scopes.every((scope) => own.includes(scope));
  });
}

/** Names of headers are the same in any case. */
function sentAs(scheme: string): string {
  return scheme.startsWith('header ') ? scheme.toLowerCase() : scheme;
}

function waysOf({ contract: { document } }: Side, { pointer }: CompiledOperation): readonly Credentials[] {
  const security = follow<OpenApiOperation>(document, pointer)?.value.security ?? document.security ?? [];
  const ways = security.map((requirement) => {
    const schemes = Object.entries(requirement).map(([name, scopes]) => {
      const at = appendToken('/components/securitySchemes', name);
      const scheme = follow<OpenApiSecurityScheme>(document, at)?.value;
      return [schemeText(name, scheme), Array.isArray(scopes) ? scopes : []] as const;
    });
    return new Map(schemes);
  });
  return ways.length === 0 ? [new Map()] : ways;
}

/** What a client sends, whatever the scheme is called. */
function schemeText(name: string, scheme: OpenApiSecurityScheme | undefined): string {
  if (scheme === undefined) return name;
  if (scheme.type === 'apiKey') return `${scheme.in} ${scheme.name}`;
  return scheme.type === 'http' ? `http ${String(scheme.scheme).toLowerCase()}` : scheme.type;
}

function textOf(way: Credentials): string {
  if (way.size === 0) return 'a request without credentials';
  return [...way]
    .map(([scheme, scopes]) => (scopes.length === 0 ? scheme : `${scheme} (${listOf(scopes)})`))
    .join(' and ');
}

function securityAt(side: Side, { pointer }: CompiledOperation): JsonPointer {
  return written(side, `${pointer}/security`) === undefined ? '/security' : `${pointer}/security`;
}
