// Valid bodies of one schema that together meet every choice: each branch, each value of a list, each optional property present and absent.
import type { CompiledContent, CompiledSchema } from '../model.ts';
import type { Schemas } from '../schema/evaluation.ts';
import { type Sampler, sampleAt, Unreachable } from './sample.ts';

type Bodies = {
  readonly bodies: readonly unknown[];
  /** Choices under which no valid body was found: a branch that nothing can satisfy, or too hard a schema. */
  readonly unreachable: number;
};

const MOST = 600;

export function bodiesOf(detail: Schemas, content: CompiledContent): Bodies {
  if (content.schema === undefined) return { bodies: [{}], unreachable: 0 };
  const found = new Map<string, unknown>();
  const tried = new Set<string>();
  const queue: ReadonlyMap<string, number>[] = [new Map()];
  let unreachable = 0;
  const attempt = (choices: ReadonlyMap<string, number>, sparse: boolean): ReadonlyMap<string, number> => {
    const sampler: Sampler = { detail, choices, met: new Map(), sparse, optional: 0 };
    const body = trySample(sampler, content.schema ?? '');
    if (body !== undefined && content.open(body.value)) found.set(JSON.stringify(body.value), body.value);
    else unreachable += 1;
    return sampler.met;
  };
  attempt(new Map(), true);
  for (let choices = queue.shift(); choices !== undefined && tried.size < MOST; choices = queue.shift()) {
    const met = attempt(choices, false);
    for (const [key, options] of met)
      for (let option = 0; option < options; option++) {
        const name = `${key} ${option}`;
        if (tried.has(name)) continue;
        tried.add(name);
        // Inside a branch that is not the first, that branch stays taken.
        queue.push(new Map([...choices, [key, option]]));
      }
  }
  return { bodies: [...found.values()], unreachable };
}

/** A value of a schema, the first that is found. */
export function firstValueOf(detail: Schemas, { schema = '' }: CompiledSchema): unknown {
  return trySample({ detail, choices: new Map(), met: new Map(), sparse: false, optional: 0 }, schema)?.value;
}

function trySample(sampler: Sampler, pointer: string): { readonly value: unknown } | undefined {
  try {
    return { value: sampleAt(sampler, pointer) };
  } catch (error) {
    if (error instanceof Unreachable) return undefined;
    throw error;
  }
}
