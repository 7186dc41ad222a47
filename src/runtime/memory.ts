// What was told already, in bounded space: the oldest is forgotten first, and a map that the vendor fills with ids can not fill a log.
import { parentOf } from '../lib/pointer.ts';
import type { Drift } from './drift.ts';

const NAMES_PER_PLACE = 20;

/** True the first time that a drift is met. */
export function createMemory(limit: number): (drift: Drift) => boolean {
  const told = new Set<string>();
  const places = new Map<string, number>();
  return (drift) => {
    if (told.has(drift.fingerprint)) return false;
    remember(told, drift.fingerprint, limit);
    const place = placeOf(drift);
    const names = (places.get(place) ?? 0) + 1;
    places.delete(place);
    places.set(place, names);
    if (places.size > limit) forgetOldest(places);
    return names <= NAMES_PER_PLACE;
  };
}

function remember(told: Set<string>, fingerprint: string, limit: number): void {
  told.add(fingerprint);
  if (told.size > limit) forgetOldest(told);
}

function forgetOldest(memory: Set<string> | Map<string, number>): void {
  for (const oldest of memory.keys()) {
    memory.delete(oldest);
    return;
  }
}

/** Where several names may come: the object that holds an undocumented property, or the property with an undocumented value. */
function placeOf({ code, operation, status, pointer }: Drift): string {
  const holder = code.startsWith('property-') ? parentOf(pointer) : pointer;
  return `${code} ${operation} ${status} ${holder}`;
}
