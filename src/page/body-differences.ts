// Bodies of two statements of one operation, field by field, topmost first.
import type { JsonPointer } from '../model.ts';
import { type Comparison, type Difference, pairs } from './difference.ts';
import { fieldDifferences } from './field-differences.ts';
import type { Side } from './places.ts';
import type { Stated } from './stated.ts';

export function bodyDifferences(before: Stated, after: Stated, names: Comparison): Difference[] {
  const sides = [...new Set([...Object.keys(before.bodies), ...Object.keys(after.bodies)])];
  const listed = (stated: Stated, side: Side) =>
    side === 'request' || stated.statuses.some(({ status }) => status === side);
  return sides.flatMap((side): Difference[] => {
    // A status that one side lacks is one difference, without those of its body.
    if (!listed(before, side) || !listed(after, side)) return [];
    const [old, now] = [before.bodies[side], after.bodies[side]];
    const place = { status: side, pointer: '/' };
    if (old === undefined)
      return now === undefined || now.fields.length === 0
        ? []
        : [
            {
              ...place,
              code: 'docs-property-added',
              level: side === 'request' && now.fields.some(({ required }) => required) ? 'error' : 'warning',
              message: `the ${names.after} describes a body, the ${names.before} does not`,
              beforeAt: before.at,
              afterAt: now.at,
            },
          ];
    if (now === undefined)
      return old.fields.length === 0
        ? []
        : [
            {
              ...place,
              code: 'docs-property-removed',
              level: 'error',
              message: `the ${names.before} describes a body, the ${names.after} does not`,
              beforeAt: old.at,
              afterAt: after.at,
            },
          ];
    return fieldsDifferences(side, old, now, names);
  });
}

function fieldsDifferences(
  side: Side,
  old: Stated['bodies'][string],
  now: Stated['bodies'][string],
  names: Comparison,
): Difference[] {
  const gone: string[] = [];
  const changes: Difference[] = [];
  const under = (pointer: JsonPointer) => gone.some((parent) => pointer.startsWith(`${parent}/`));
  for (const [left, right] of pairs(old.fields, now.fields)) {
    const pointer = (left ?? right)?.pointer ?? '';
    if (under(pointer)) continue;
    const place = { status: side, pointer };
    if (right === undefined && left !== undefined) {
      gone.push(pointer);
      changes.push({
        ...place,
        code: 'docs-property-removed',
        level: 'error',
        message: `the ${names.before} has ${pointer}, the ${names.after} does not`,
        beforeAt: left.at,
        afterAt: now.at,
        ...(left.onPurpose !== undefined && { onPurpose: left.onPurpose }),
      });
    } else if (left === undefined && right !== undefined) {
      gone.push(pointer);
      const isNeeded = side === 'request' && right.required === true;
      changes.push({
        ...place,
        code: 'docs-property-added',
        level: isNeeded ? 'error' : 'warning',
        message: `the ${names.after} has ${pointer}, the ${names.before} does not`,
        beforeAt: old.at,
        afterAt: right.at,
      });
    } else if (left !== undefined && right !== undefined) {
      const found = fieldDifferences(left, right, { ...place, what: pointer }, names);
      const isPlain =
        names.mayBeStricter && !now.fields.some((field) => field.pointer.startsWith(`${pointer}/`));
      if (isPlain || found.some(({ code }) => code === 'docs-type-changed')) gone.push(pointer);
      changes.push(...found);
    }
  }
  return changes;
}
