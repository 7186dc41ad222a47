const known = new Map<string, RegExp>();

/** Compiled once: there are as many as the texts of the contracts at hand hold. */
export function regex(source: string, flags: string): RegExp {
  const key = `${flags}/${source}`;
  const compiled = known.get(key) ?? new RegExp(source, flags);
  known.set(key, compiled);
  return compiled;
}
