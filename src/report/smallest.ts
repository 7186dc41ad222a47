// The so many entries with the smallest names, of however many there are. Whatever comes in whichever order, the same ones stay; one that
// stays was never out, so what was counted of it is whole.

export type Smallest<Value> = {
  readonly get: (name: string) => Value | undefined;
  /** Whether an entry of this name would stay: asked before it is made and set. */
  readonly hasRoom: (name: string) => boolean;
  readonly set: (name: string, value: Value) => void;
  readonly values: () => Value[];
};

export function createSmallest<Value>(limit: number, dropped: (value: Value) => void): Smallest<Value> {
  const entries = new Map<string, Value>();
  let bound: string | undefined;

  /** Seldom, since it sorts: between two cuts twice the limit is held. */
  function cut(): void {
    const names = [...entries.keys()].sort();
    for (const name of names.slice(limit)) {
      const value = entries.get(name);
      entries.delete(name);
      if (value !== undefined) dropped(value);
    }
    bound = names[limit - 1] ?? '';
  }

  return {
    get: (name) => entries.get(name),
    hasRoom: (name) => {
      if (entries.size > 1.25 * limit) cut();
      return limit > 0 && (bound === undefined || name <= bound);
    },
    set: (name, value) => void entries.set(name, value),
    values: () => {
      if (entries.size > limit) cut();
      return [...entries.values()];
    },
  };
}
