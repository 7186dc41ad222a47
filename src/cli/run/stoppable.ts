// Synchronous work that Ctrl-C can end. Listeners of signals run between two tasks only, but V8 can stop a script in the middle of one.
import { createContext, Script } from 'node:vm';
import { isMainThread } from 'node:worker_threads';
import { Stopped } from '../../lib/interrupt.ts';

/** Where nobody listens to SIGINT it ends the process as usual, and the work is called as it is. */
export function createStoppable(): <Result>(work: () => Result) => Result {
  let inside: { readonly context: { work?: () => unknown }; readonly script: Script } | undefined;
  return <Result>(work: () => Result): Result => {
    if (!isMainThread || process.listenerCount('SIGINT') === 0) return work();
    inside ??= { context: createContext({}), script: new Script('work()') };
    inside.context.work = work;
    try {
      return inside.script.runInContext(inside.context, { breakOnSigint: true, displayErrors: false });
    } catch (error) {
      if ((error as { code?: unknown } | undefined)?.code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw error;
      // The signal ended the script instead of reaching its listeners.
      process.emit('SIGINT', 'SIGINT');
      throw new Stopped('interrupted');
    }
  };
}
