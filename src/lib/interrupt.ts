// The user's wish to stop, as far as most need it: an AbortSignal is one too, but Node loads what that takes when the first is made.

export type Interrupt = {
  readonly aborted: boolean;
  readonly addEventListener: (type: 'abort', listener: () => void, options?: { readonly once: true }) => void;
  readonly removeEventListener: (type: 'abort', listener: () => void) => void;
};

/** It is announced once, to those who listen then. */
export function createInterrupt(): { readonly interrupt: Interrupt; readonly abort: () => void } {
  const listeners = new Set<() => void>();
  let aborted = false;
  return {
    interrupt: {
      get aborted() {
        return aborted;
      },
      addEventListener: (_, listener) => {
        listeners.add(listener);
      },
      removeEventListener: (_, listener) => {
        listeners.delete(listener);
      },
    },
    abort: () => {
      aborted = true;
      for (const listener of listeners) listener();
      listeners.clear();
    },
  };
}

/** For what takes nothing else. */
export function abortSignalOf(interrupt: Interrupt): AbortSignal {
  if (interrupt instanceof AbortSignal) return interrupt;
  const controller = new AbortController();
  if (interrupt.aborted) controller.abort();
  else interrupt.addEventListener('abort', () => controller.abort(), { once: true });
  return controller.signal;
}
