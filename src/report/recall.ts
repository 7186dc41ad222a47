// What was found before, by the parts of its identity: as good as its fingerprint within one run, and quicker to make.
import type { Identity } from './partial.ts';

export type Recall<Value> = {
  readonly get: (identity: Identity) => Value | undefined;
  readonly set: (identity: Identity, value: Value) => void;
  readonly delete: (identity: Identity) => void;
};

/** All that differs by name and pattern only: mostly the one before is of the same kind. A name is mostly at one place. */
type Kind<Value> = Pick<Identity, 'code' | 'operation' | 'status' | 'mediaType'> & {
  readonly names: Map<string | undefined, Place<Value>>;
};

type Place<Value> = {
  readonly pattern: string;
  value: Value | undefined;
  elsewhere: Map<string, Value> | undefined;
};

export function createRecall<Value>(): Recall<Value> {
  const kinds = new Map<string, Kind<Value>>();
  let last: Kind<Value> | undefined;

  function namesOf({ code, operation, status, mediaType }: Identity): Kind<Value>['names'] {
    if (
      last?.code === code &&
      last.status === status &&
      last.operation === operation &&
      last.mediaType === mediaType
    )
      return last.names;
    const name = `${code} ${status} ${mediaType?.length} ${mediaType} ${operation?.length} ${operation}`;
    last = kinds.get(name) ?? { code, operation, status, mediaType, names: new Map() };
    kinds.set(name, last);
    return last.names;
  }

  function get(identity: Identity): Value | undefined {
    const place = namesOf(identity).get(identity.name);
    return place?.pattern === identity.pattern ? place.value : place?.elsewhere?.get(identity.pattern);
  }

  function set(identity: Identity, value: Value): void {
    const { name, pattern } = identity;
    const names = namesOf(identity);
    const place = names.get(name);
    if (place === undefined) names.set(name, { pattern, value, elsewhere: undefined });
    else if (place.pattern === pattern) place.value = value;
    else {
      place.elsewhere ??= new Map();
      place.elsewhere.set(pattern, value);
    }
  }

  function forget(identity: Identity): void {
    const { name, pattern } = identity;
    const names = namesOf(identity);
    const place = names.get(name);
    if (place?.pattern === pattern) place.value = undefined;
    else place?.elsewhere?.delete(pattern);
    if (place?.value === undefined && !place?.elsewhere?.size) names.delete(name);
  }

  return { get, set, delete: forget };
}
