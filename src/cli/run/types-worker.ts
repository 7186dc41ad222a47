// The thread of types-thread.ts: a document in, the text of its types out.
import { enableCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { OpenApiDocument } from '../../contract/openapi.ts';

// Before the compiler is loaded; that of the main thread does not count here.
enableCompileCache();
const { typesSource } = await import('../../generate/types.ts');
parentPort?.once('message', (document: OpenApiDocument) => parentPort?.postMessage(typesSource(document)));
