// What a long run leaves behind dies young, and V8 takes it for a reason to let the heap grow to four times what lives.

/** Both are read whenever the heap may grow, so that they can be said late; no short run loads node:v8 for them. */
const FLAGS = ['--semi-space-growth-factor=1', '--heap-growing-percent=100'];

export function keepHeapSmall(): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  for (const flag of FLAGS) setFlagsFromString(flag);
}
