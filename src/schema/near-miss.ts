// A union fits by one branch while another one, which declares a property that no fitting branch does, fails by that property alone:
// what is wrong is the property's value, rather than its name.
import { appendToken } from '../lib/pointer.ts';
import type { Violation } from '../model.ts';
import { type Evaluation, type Spot, speaksOf } from './evaluation.ts';

/** What such a branch says of the property `name`, one of those that are `left`; undefined where there is none. */
export function missedBy(
  into: Evaluation,
  spot: Spot,
  left: readonly string[],
  name: string,
): readonly Violation[] | undefined {
  const inside = (violation: Violation, property: string): boolean => {
    const pointer = appendToken(spot.pointer, property);
    return violation.pointer === pointer || violation.pointer.startsWith(`${pointer}/`);
  };
  for (const { keyword, fitting, branches } of into.nearMisses) {
    for (const { label, judged } of branches()) {
      const own = judged.violations.filter((violation) => inside(violation, name));
      const others = judged.violations.some((violation) => !left.some((one) => inside(violation, one)));
      if (own.length === 0 || others || (keyword === 'oneOf' && !speaksOfAll(judged, fitting, spot.value)))
        continue;
      return own.map((violation) => ({ branch: `${label} taken: it declares "${name}"`, ...violation }));
    }
  }
  return undefined;
}

/** Branches of oneOf exclude one another: this one comes closer only where it knows all that the fitting one knows. */
function speaksOfAll(judged: Evaluation, fitting: readonly Evaluation[], value: unknown): boolean {
  return Object.keys(value as object).every(
    (name) => speaksOf(judged, name) || !fitting.some((one) => speaksOf(one, name)),
  );
}
