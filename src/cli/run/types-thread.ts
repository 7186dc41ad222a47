// TypeScript types beside everything else: the compiler that writes them down is large, and nothing waits for it but the types.
import { Worker } from 'node:worker_threads';
import type { OpenApiDocument } from '../../contract/openapi.ts';

/** The text of the types, to be waited for when it is needed. */
type PendingTypes = () => Promise<string>;

/** Of young memory there would be twice as much otherwise, and no gain. */
const LIMITS = { maxYoungGenerationSizeMb: 24 };

/** Begins at once with what does not depend on the document. Only who waits is kept from ending. */
export function startTypes(): (document: OpenApiDocument) => PendingTypes {
  const file = import.meta.url.endsWith('.ts') ? './types-worker.ts' : './types-worker.js';
  const worker = new Worker(new URL(file, import.meta.url), { resourceLimits: LIMITS });
  worker.unref();
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', (code) => reject(new Error(`the thread for types ended with ${code} and no answer`)));
  // Who does not wait, because something else is wrong, does not want to hear of it.
  promise.catch(() => undefined);
  return (document) => {
    worker.postMessage(document);
    return () => {
      worker.ref();
      return promise;
    };
  };
}
