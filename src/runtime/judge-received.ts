// A response of a running application -> the verdict of the gate. The body is read only where the verdict needs it, and what explains a
// drift is imported only once there is one.
import { USUAL_LIMITS } from '../json/limits.ts';
import { headerValue } from '../lib/headers.ts';
import { mediaTypeOf } from '../lib/media-type.ts';
import type { Body, CompiledOperation, Exchange } from '../model.ts';
import { isBodyJudged } from '../verdict/body.ts';
import { createBodyReader } from '../verdict/body-text.ts';
import { mayHaveNoBody, responseFor } from '../verdict/responses.ts';
import type { Explainer, Rule } from '../verdict/rule.ts';
import { createResponseJudge, type Verdict } from '../verdict/verdict.ts';
import { detailOf, type Received, type WatchedContract } from './received.ts';

/** `maxBytes` bounds what is read of a body that is to be judged; of any other one only whether it is there. */
export function createReceivedJudge(
  contract: WatchedContract,
  maxBytes: number,
  rules: readonly Rule[],
): (operation: CompiledOperation, received: Received) => Promise<Verdict> {
  const bodyReader = createBodyReader({ ...USUAL_LIMITS, bodyBytes: maxBytes });
  const judge = createResponseJudge(rules, bodyReader);
  const judgeBodies = createResponseJudge(rules, bodyReader, { hidesHeaders: true });
  let explainer: Promise<Explainer> | undefined;
  return async (operation, received) => {
    const ask = received.hidesHeaders === true ? judgeBodies : judge;
    const exchange = await exchangeOf(operation, received, maxBytes);
    const verdict = ask(operation, exchange);
    if (verdict !== undefined) return verdict;
    explainer ??= loadExplainer(contract);
    const explained = ask(operation, exchange, await explainer);
    if (explained === undefined) throw new Error('a verdict with an explanation at hand is always given');
    return explained;
  };
}

async function loadExplainer(contract: WatchedContract): Promise<Explainer> {
  const [{ createExplainer }, detail] = await Promise.all([
    import('../verdict/explain.ts'),
    detailOf(contract),
  ]);
  return createExplainer(detail, { hidesValues: true });
}

async function exchangeOf(
  operation: CompiledOperation,
  received: Received,
  maxBytes: number,
): Promise<Exchange> {
  const { method, url, status, headers } = received;
  const withBody = (body: Body): Exchange => ({
    source: url,
    index: 0,
    request: { method, url, headers: undefined, body: { kind: 'none' } },
    response: { status, headers, body },
  });
  const exchange = withBody({ kind: 'none' });
  const response = responseFor(operation, status);
  if (response === undefined || mayHaveNoBody(exchange)) return exchange;
  const contentType = headerValue(headers, 'content-type');
  const mediaType = contentType === undefined ? undefined : mediaTypeOf(contentType);
  return withBody(await received.read(isBodyJudged(response.content, mediaType) ? maxBytes : 0));
}
