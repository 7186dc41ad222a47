// What the contract says of the values of a schema and nobody can judge, by the marks that reading left in the schemas (contract/repair.ts).
import { namesNotJudged } from '../contract/repair.ts';
import { isObject, valuesIn } from '../lib/objects.ts';
import { pointerTokens } from '../lib/pointer.ts';
import { reachedFrom } from '../lib/reached.ts';
import { isBoundedPattern, statedPattern } from '../lib/regex.ts';
import { rememberByName } from '../lib/remember.ts';
import type { CompiledSchema, ContractDetail, JsonPointer } from '../model.ts';

/** Not judged only where a text is long: see lib/regex.ts. */
const LONG = 'pattern-long: ';

type Marks = Pick<CompiledSchema, 'notJudged' | 'isNotJudged'>;
type Found = { readonly names: readonly string[]; readonly refers: readonly string[] };

/** The marks of a schema of this book and of all that it refers to. */
export function marksOf({ $defs }: ContractDetail['schemas']): (pointer: JsonPointer) => Marks {
  const foundIn = rememberByName((key: string) => search($defs[key]));
  return (pointer) => {
    const [, key = ''] = pointerTokens(pointer);
    const reached = reachedFrom([key], (each) => foundIn(each).refers);
    const names = new Set([...reached].flatMap((each) => foundIn(each).names));
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
  for (const value of valuesIn(root)) {
    if (typeof value === 'string') {
      const [first, key] = pointerTokens(value.replace(/^#/, ''));
      if (first === '$defs' && key !== undefined) refers.push(key);
    }
    if (!isObject(value)) continue;
    const patterns = [String(value.pattern), ...Object.keys(value)].filter(isBoundedPattern);
    names.push(...namesNotJudged(value), ...patterns.map((pattern) => LONG + statedPattern(pattern)));
  }
  return { names, refers };
}
