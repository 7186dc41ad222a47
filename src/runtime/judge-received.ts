// A response of a running application -> the verdict of the gate. The body is read only where the verdict needs it, and what explains a
// drift is imported only once there is one.
import { USUAL_LIMITS } from '../json/limits.ts';
import { headerValue } from '../lib/headers.ts';
import { mediaTypeOf } from '../lib/media-type.ts';
import type { CompiledOperation, Exchange } from '../model.ts';
import { isBodyJudged } from '../verdict/body.ts';
import { createBodyReader } from '../verdict/body-text.ts';
import { mayHaveNoBody, responseFor } from '../verdict/responses.ts';
import type { Explainer, Rule } from '../verdict/rule.ts';
import { createResponseJudge, type Verdict } from '../verdict/verdict.ts';
import type { ItemsJudge } from './judge-items.ts';
import { detailOf, exchangeOf, type Received, type WatchedContract } from './received.ts';
import type { Streamed } from './stream.ts';

export type ReceivedJudge = {
  readonly verdict: (operation: CompiledOperation, received: Received) => Promise<Verdict>;
  readonly items: (streamed: Streamed) => Promise<ItemsJudge>;
};

/** `maxBytes` bounds what is read of a body that is to be judged; of any other one only whether it is there. */
export function createReceivedJudge(
  contract: WatchedContract,
  maxBytes: number,
  rules: readonly Rule[],
): ReceivedJudge {
  const bodyReader = createBodyReader({ ...USUAL_LIMITS, bodyBytes: maxBytes });
  const judge = createResponseJudge(rules, bodyReader);
  const judgeBodies = createResponseJudge(rules, bodyReader, { hidesHeaders: true });
  let loading: Promise<Explainer> | undefined;
  const explainer = (): Promise<Explainer> => {
    loading ??= loadExplainer(contract);
    return loading;
  };
  async function verdictOn(operation: CompiledOperation, received: Received): Promise<Verdict> {
    const ask = received.hidesHeaders === true ? judgeBodies : judge;
    const exchange = await observed(operation, received, maxBytes);
    const verdict = ask(operation, exchange);
    if (verdict !== undefined) return verdict;
    const explained = ask(operation, exchange, await explainer());
    if (explained === undefined) throw new Error('a verdict with an explanation at hand is always given');
    return explained;
  }
  return {
    verdict: verdictOn,
    items: async (streamed) => {
      const { createItemsJudge } = await import('./judge-items.ts');
      return createItemsJudge(streamed, { rules, maxBytes, explainer });
    },
  };
}

async function loadExplainer(contract: WatchedContract): Promise<Explainer> {
  const [{ createExplainer }, detail] = await Promise.all([
    import('../verdict/explain.ts'),
    detailOf(contract),
  ]);
  return createExplainer(detail, { hidesValues: true });
}

async function observed(
  operation: CompiledOperation,
  received: Received,
  maxBytes: number,
): Promise<Exchange> {
  const { status, headers } = received;
  const exchange = exchangeOf(received, { kind: 'none' });
  const response = responseFor(operation, status);
  if (response === undefined || mayHaveNoBody(exchange)) return exchange;
  const contentType = headerValue(headers, 'content-type');
  const mediaType = contentType === undefined ? undefined : mediaTypeOf(contentType);
  const isJudged = isBodyJudged(response.content, mediaType);
  return exchangeOf(received, await received.read(isJudged ? maxBytes : 0));
}
