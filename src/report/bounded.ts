// A map of bounded size: it keeps the entries with the smallest names, whatever the order in which they come. An entry that is kept
// was never dropped, so its count is complete.

type BoundedMap<Value> = {
  readonly get: (name: string) => Value | undefined;
  /** Whether an entry of this name would stay: ask before `set`. */
  readonly hasRoom: (name: string) => boolean;
  readonly set: (name: string, value: Value) => void;
  readonly values: () => Value[];
};

export function createBoundedMap<Value>(limit: number, dropped: (value: Value) => void): BoundedMap<Value> {
  const entries = new Map<string, Value>();
  let bound: string | undefined;

  /** Sorts, so it runs seldom: between two cuts the map may hold a quarter more than the limit. */
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
