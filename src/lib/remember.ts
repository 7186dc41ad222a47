/** Calls `make` once for each object, and keeps the result as long as the object lives. */
export function remember<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}

/** Made once for each text, and kept as long as the function that is returned. */
export function rememberByName<Name extends string | undefined, Value>(
  make: (name: Name) => Value,
): (name: Name) => Value {
  const known = new Map<Name, Value>();
  return (name) => {
    if (!known.has(name)) known.set(name, make(name));
    return known.get(name) as Value;
  };
}
