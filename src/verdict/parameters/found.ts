// What a request holds of each parameter, still encoded.
import { headerValues } from '../../lib/headers.ts';
import type { CompiledOperation, CompiledParameter, Exchange } from '../../model.ts';
import { pathOf } from '../match.ts';
import { isExploded, type Member, memberOf, takesAnyName } from './members.ts';
import { pathValues } from './path-values.ts';
import { decoded, type Pair, pairsOf, queryPairs } from './texts.ts';

export type Found = {
  /** Under its own name, or as the one text that it is. */
  readonly own: readonly string[];
  /** Under the names of its properties. */
  readonly members: readonly FoundMember[];
};

type FoundMember = Member & { readonly raw: string; readonly isShared: boolean };

/** A pair and the parameters that it may belong to. */
export type Claimed = Pair & { readonly takers: readonly CompiledParameter[] };

export type Observed = {
  readonly operation: CompiledOperation;
  readonly path: ReadonlyMap<string, string>;
  readonly query: readonly Claimed[];
  readonly cookies: readonly Pair[];
  readonly exchange: Exchange;
};

export function observe(operation: CompiledOperation, exchange: Exchange): Observed {
  const { url, headers } = exchange.request;
  const lines = headerValues(headers, 'cookie');
  return {
    operation,
    path: pathValues(operation, pathOf(url)),
    query: claimed(queryPairs(url), 'query', operation),
    cookies: lines.flatMap((line) => pairsOf(line, ';', (name) => name.trim())),
    exchange,
  };
}

/** undefined where the text does not even start as its style does. */
export function foundOf(parameter: CompiledParameter, observed: Observed): Found | undefined {
  const { in: where, name } = parameter;
  if (where === 'path') return foundInPath(parameter, observed.path.get(name) ?? '');
  if (where === 'query') return foundAmong(parameter, observed.query);
  if (where === 'cookie') return foundAmong(parameter, cookiesFor(parameter, observed));
  const values = headerValues(observed.exchange.request.headers, name.toLowerCase());
  return { own: values.length === 0 ? [] : [values.join(', ')], members: [] };
}

/** RFC 6570 sections 3.2.5 and 3.2.7: a label starts with a dot, a matrix is made of `;name=value`. */
function foundInPath(parameter: CompiledParameter, text: string): Found | undefined {
  const { name, serialization } = parameter;
  if (serialization?.style === 'label')
    return text.startsWith('.') ? { own: [text.slice(1)], members: [] } : undefined;
  if (serialization?.style !== 'matrix') return { own: [text], members: [] };
  const pairs = text.startsWith(';') ? pairsOf(text.slice(1), ';', decoded) : [];
  const isOwn = (pair: Pair): boolean => pair.name === name && memberOf(parameter, name) === undefined;
  if (isExploded(parameter) && !pairs.some(isOwn) && pairs.length > 0)
    return {
      own: [],
      members: pairs.map((pair) => ({
        property: pair.name,
        isNested: false,
        raw: pair.raw,
        isShared: false,
      })),
    };
  return pairs.length > 0 && pairs.every(isOwn)
    ? { own: pairs.map(({ raw }) => raw), members: [] }
    : undefined;
}

/** Style form puts an ampersand between exploded values, which a browser would not do with cookies. */
function cookiesFor({ serialization }: CompiledParameter, { cookies, operation }: Observed): Claimed[] {
  const isSplit = serialization?.explode === true;
  const pairs = isSplit
    ? cookies.flatMap(({ name, raw }) => pairsOf(`${name}=${raw}`, '&', (text) => text))
    : cookies;
  return claimed(pairs, 'cookie', operation);
}

function foundAmong(parameter: CompiledParameter, pairs: readonly Claimed[]): Found {
  const own: string[] = [];
  const members: FoundMember[] = [];
  for (const { name, raw, takers } of pairs) {
    if (!takers.includes(parameter)) continue;
    const member = memberOf(parameter, name);
    if (member === undefined && !takesAnyName(parameter)) own.push(raw);
    else members.push({ property: name, isNested: false, ...member, raw, isShared: takers.length > 1 });
  }
  return { own, members };
}

/** A name belongs to the parameters that declare it, or else to those that take any. */
function claimed(
  pairs: readonly Pair[],
  where: CompiledParameter['in'],
  { parameters, security }: CompiledOperation,
): Claimed[] {
  if (pairs.length === 0) return [];
  const candidates = parameters.filter((parameter) => parameter.in === where);
  const open = candidates.filter(takesAnyName);
  return pairs.map(({ name, raw }) => {
    const owners = candidates.filter(
      (parameter) => parameter.name === name || memberOf(parameter, name) !== undefined,
    );
    const isTaken = owners.length > 0 || security.some((names) => names.includes(name));
    return { name, raw, takers: isTaken ? owners : open };
  });
}
