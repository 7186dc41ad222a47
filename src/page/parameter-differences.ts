// Parameters of two statements of one operation.
import { type Comparison, type Difference, pairs } from './difference.ts';
import { fieldDifferences } from './field-differences.ts';
import type { Stated } from './stated.ts';

export function parameterDifferences(before: Stated, after: Stated, names: Comparison): Difference[] {
  const changes: Difference[] = [];
  for (const [old, now] of pairs(before.parameters, after.parameters)) {
    const [location = '', ...name] = (old ?? now)?.name.split(' ') ?? [];
    const what = `${location} parameter "${name.join(' ')}"`;
    const place = { status: 'request', pointer: '', name: (old ?? now)?.name ?? '' };
    if (now === undefined && old !== undefined) {
      // A credential that the page does not list is the contract's own business.
      if (old.required === undefined && old.onPurpose !== undefined) continue;
      changes.push({
        ...place,
        code: 'docs-parameter-removed',
        level: 'error',
        message: `the ${names.before} has the ${what}, the ${names.after} does not`,
        beforeAt: old.at,
        ...(old.onPurpose !== undefined && { onPurpose: old.onPurpose }),
      });
    } else if (old === undefined && now !== undefined) {
      // https://spec.openapis.org/oas/v3.1.1.html#fixed-fields-for-use-with-schema-0: such header parameters are ignored.
      if (names.mayBeStricter && /^header (?:accept|content-type|authorization)$/i.test(now.name)) continue;
      const need = now.required ? 'required' : 'optional';
      changes.push({
        ...place,
        code: 'docs-parameter-added',
        level: now.required ? 'error' : 'warning',
        message: `the ${names.after} has the ${need} ${what}, the ${names.before} does not`,
        beforeAt: before.at,
        afterAt: now.at,
      });
    } else if (
      old !== undefined &&
      now !== undefined &&
      !(old.required === undefined && old.onPurpose !== undefined)
    )
      changes.push(...fieldDifferences(old, now, { ...place, what: `the ${what}` }, names));
  }
  return changes;
}
