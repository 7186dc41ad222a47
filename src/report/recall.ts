// What was found before, by the parts of its identity: as good as its fingerprint within one run, and quicker to make.
import type { Identity } from './partial.ts';

export type Recall<Value> = {
  readonly get: (identity: Identity) => Value | undefined;
  readonly set: (identity: Identity, value: Value) => void;
  readonly delete: (identity: Identity) => void;
};

/** All that differs by pattern and name only: mostly the one before is of the same kind. */
type Kind<Value> = Pick<Identity, 'code' | 'operation' | 'status' | 'mediaType'> & {
  readonly values: Map<string, Value>;
};

export function createRecall<Value>(): Recall<Value> {
  const kinds = new Map<string, Kind<Value>>();
  let last: Kind<Value> | undefined;

  function valuesOf({ code, operation, status, mediaType }: Identity): Map<string, Value> {
    if (
      last?.code === code &&
      last.status === status &&
      last.operation === operation &&
      last.mediaType === mediaType
    )
      return last.values;
    const name = `${code} ${status} ${mediaType?.length} ${mediaType} ${operation?.length} ${operation}`;
    last = kinds.get(name) ?? { code, operation, status, mediaType, values: new Map() };
    kinds.set(name, last);
    return last.values;
  }

  return {
    get: (identity) => valuesOf(identity).get(keyOf(identity)),
    set: (identity, value) => void valuesOf(identity).set(keyOf(identity), value),
    delete: (identity) => void valuesOf(identity).delete(keyOf(identity)),
  };
}

/** The length tells where the name ends; a pattern alone starts with a slash. */
function keyOf({ name, pattern }: Identity): string {
  return name === undefined ? pattern : `${name.length} ${name}${pattern}`;
}
