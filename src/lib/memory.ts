// How a long run keeps its memory small.

/**
 * Most objects of a long run die young, yet V8 would let the heap grow to four times the live size. V8 reads both flags whenever the heap may
 * grow, so they can be set late: a short run never loads node:v8.
 */
const FLAGS = ['--semi-space-growth-factor=1', '--heap-growing-percent=100'];

export function keepHeapSmall(): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  for (const flag of FLAGS) setFlagsFromString(flag);
}

/** A copy of the text. V8 makes a slice a view of the whole text, which stays in memory as long as the slice does. */
export function ownText(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
