// A request to stop. An AbortSignal is one too, but creating the first one loads much of Node.

export type Interrupt = {
  readonly aborted: boolean;
  readonly addEventListener: (type: 'abort', listener: () => void, options?: { readonly once: true }) => void;
  readonly removeEventListener: (type: 'abort', listener: () => void) => void;
};

/**
 * `abort` calls the listeners once, and returns whether there were any. `onHeard` is called when the first listener comes and when the last one
 * goes.
 */
export function createInterrupt(onHeard: (isHeard: boolean) => void = () => {}): {
  readonly interrupt: Interrupt;
  readonly abort: () => boolean;
} {
  const listeners = new Set<() => void>();
  let aborted = false;
  return {
    interrupt: {
      get aborted() {
        return aborted;
      },
      addEventListener: (_, listener) => {
        if (listeners.size === 0) onHeard(true);
        listeners.add(listener);
      },
      removeEventListener: (_, listener) => {
        if (listeners.delete(listener) && listeners.size === 0) onHeard(false);
      },
    },
    abort: () => {
      aborted = true;
      const told = listeners.size > 0;
      for (const listener of listeners) listener();
      listeners.clear();
      return told;
    },
  };
}

/** For functions that take only an AbortSignal. */
export function abortSignalOf(interrupt: Interrupt): AbortSignal {
  if (interrupt instanceof AbortSignal) return interrupt;
  const controller = new AbortController();
  if (interrupt.aborted) controller.abort();
  else interrupt.addEventListener('abort', () => controller.abort(), { once: true });
  return controller.signal;
}

/** Thrown by work that was stopped in the middle. The listeners of the interrupt were called. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}
