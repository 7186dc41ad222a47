// How a long run keeps its memory small.

/**
 * What a long run leaves behind dies young, and V8 would let the heap grow to four times what lives. V8 reads both flags whenever the heap may grow,
 * so they can be set late, and no short run loads node:v8 for them.
 */
const FLAGS = ['--semi-space-growth-factor=1', '--heap-growing-percent=100'];

export function keepHeapSmall(): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  for (const flag of FLAGS) setFlagsFromString(flag);
}

/** The same text in memory of its own: V8 makes a part of a text a view of the whole, which lives as long as its parts do. */
export function ownText(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
