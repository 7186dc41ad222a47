// What the contract says of the values of a schema and nobody can judge, by the marks that reading left in the schemas (contract/repair.ts).
import { namesNotJudged } from '../contract/repair.ts';
import { isObject } from '../lib/objects.ts';
import { pointerTokens } from '../lib/pointer.ts';
import { isBoundedPattern, statedPattern } from '../lib/regex.ts';
import type { CompiledSchema, ContractDetail, JsonPointer } from '../model.ts';

/** Not judged only where a text is long: see lib/regex.ts. */
const LONG = 'pattern-long: ';

type Marks = Pick<CompiledSchema, 'notJudged' | 'isNotJudged'>;
type Found = { readonly names: readonly string[]; readonly refers: readonly string[] };

/** Asks of schemas of one book, each with all that it refers to. */
export function marksOf({ $defs }: ContractDetail['schemas']): (pointer: JsonPointer) => Marks {
  const known = new Map<string, Found>();

  function foundIn(key: string): Found {
    const found = known.get(key) ?? search($defs[key]);
    known.set(key, found);
    return found;
  }

  return (pointer) => {
    const [, key = ''] = pointerTokens(pointer);
    const reached = new Set([key]);
    const names = new Set<string>();
    for (const each of reached) {
      const found = foundIn(each);
      for (const name of found.names) names.add(name);
      for (const other of found.refers) reached.add(other);
    }
    if (names.size === 0) return {};
    return { notJudged: [...names].sort(), ...(isOpen($defs[key]) ? { isNotJudged: true as const } : {}) };
  };
}

/** Nothing but marks. */
function isOpen(schema: unknown): boolean {
  return (
    isObject(schema) &&
    namesNotJudged(schema).length > 0 &&
    Object.keys(schema).every((keyword) => keyword === 'x-not-judged' || keyword === 'title')
  );
}

function search(root: unknown): Found {
  const names: string[] = [];
  const refers: string[] = [];
  const values: unknown[] = [root];
  for (let value = values.pop(); value !== undefined; value = values.pop()) {
    if (typeof value === 'string') {
      const [first, key] = pointerTokens(value.replace(/^#/, ''));
      if (first === '$defs' && key !== undefined) refers.push(key);
    }
    if (typeof value !== 'object' || value === null) continue;
    if (isObject(value)) {
      const patterns = [String(value.pattern), ...Object.keys(value)].filter(isBoundedPattern);
      names.push(...namesNotJudged(value), ...patterns.map((pattern) => LONG + statedPattern(pattern)));
    }
    values.push(...Object.values(value));
  }
  return { names, refers };
}
