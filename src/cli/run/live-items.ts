// Streams that pass through the proxy: their items are judged as they come, by what judges those of a watched application.
import { headerValue } from '../../lib/headers.ts';
import { charsetOf, essenceOf, framingOf } from '../../lib/media-type.ts';
import type { ResponseTap } from '../../live/proxy-relay.ts';
import type { Exchange, Issue } from '../../model.ts';
import { patternOf } from '../../report/fingerprint.ts';
import type { Judged, RatedIssue } from '../../report/options.ts';
import { createItemsJudge, type ItemsJudge } from '../../runtime/judge-items.ts';
import { decodedStream } from '../../runtime/received.ts';
import { octetReader, streamedBy } from '../../runtime/stream.ts';
import { itemsSink } from '../../runtime/watcher.ts';
import { createExplainer } from '../../verdict/explain.ts';
import { matchOperation } from '../../verdict/match.ts';
import type { Explainer } from '../../verdict/rule.ts';
import { levelOf } from '../../verdict/rules.ts';
import { createLevels } from '../config/levels.ts';
import type { Settings } from '../config/settings.ts';
import { rulesOf } from './judge.ts';
import type { ContractModule } from './module.ts';

export type LiveItems = {
  /** For a response whose head came; undefined where it is no stream that can be judged as it comes. */
  readonly open: (exchange: Exchange) => ResponseTap | undefined;
  /** The verdict on what was kept of a stream, with what its items showed. */
  readonly amend: (exchange: Exchange, judged: Judged) => Judged;
  /** Whether it was told while the stream came; of an exchange that was amended. */
  readonly wasTold: (exchange: Exchange, issue: Pick<Issue, 'code' | 'pointer'>) => boolean;
};

type Options = {
  readonly module: ContractModule;
  readonly settings: Settings;
  readonly tell: (exchange: Exchange, issue: RatedIssue) => void;
  readonly onError: (message: string) => void;
};

/** Characters of one item, and octets that wait to be judged. */
const MOST = 4 * 1024 * 1024;
/** Distinct issues of one stream that are told. */
const MOST_TOLD = 1000;

type Stream = {
  /** By what makes them one finding. */
  readonly issues: Map<string, Issue>;
  /** Code and pattern of each. */
  readonly told: Set<string>;
  dropped: number;
};

export function createLiveItems({ module, settings, tell, onError }: Options): LiveItems {
  const { config } = settings;
  const rules = rulesOf(config);
  const levels = createLevels(config.rules);
  const headersAllowed = (config.headersAllowed ?? []).map((name) => name.toLowerCase());
  const streams = new Map<string, Stream>();
  const amended = new WeakMap<Exchange, Stream>();
  let explaining: Promise<Explainer> | undefined;
  const explainer = (): Promise<Explainer> => {
    explaining ??= module.detail().then((detail) => createExplainer(detail));
    return explaining;
  };

  async function judgeOf(exchange: Exchange): Promise<ItemsJudge> {
    const { method, url } = exchange.request;
    const operation = matchOperation(module.contract, method, url);
    if (operation !== undefined) await module.ready?.(operation);
    const { status, headers = [] } = exchange.response;
    const streamed = operation && streamedBy(operation, { method, url, status, headers });
    if (streamed === undefined) return UNDECLARED;
    const head = { ...streamed.head, exchange, headersAllowed };
    return createItemsJudge({ ...streamed, head }, { rules, maxBytes: MOST, explainer });
  }

  function add(exchange: Exchange, stream: Stream, issue: Issue): void {
    const { method, url } = exchange.request;
    const level = levels(issue, matchOperation(module.contract, method, url)?.id, levelOf(issue.code, rules));
    const key = keyOf(issue);
    if (level === 'off' || stream.issues.has(key)) return;
    if (stream.issues.size >= MOST_TOLD) {
      stream.dropped++;
      return;
    }
    stream.issues.set(key, issue);
    stream.told.add(placeOf(issue));
    tell(exchange, { ...issue, level });
  }

  return {
    open: (exchange) => {
      const { headers = [] } = exchange.response;
      const contentType = headerValue(headers, 'content-type') ?? '';
      const framing = framingOf(essenceOf(contentType) ?? '');
      const charset = charsetOf(contentType) ?? 'utf-8';
      if (framing === undefined || (framing !== 'parts' && charset !== 'utf-8')) return undefined;
      const stream: Stream = { issues: new Map(), told: new Set(), dropped: 0 };
      streams.set(identityOf(exchange), stream);
      const sink = itemsSink(judgeOf(exchange), {
        most: MOST,
        tell: (issues) => {
          for (const issue of issues) add(exchange, stream, issue);
        },
        onError: (error) =>
          onError(`items could not be judged: ${error instanceof Error ? error.message : 'unknown'}`),
      });
      const text = octetReader(framing);
      return decodedTap(headers, {
        push: (octets) => sink.push(text(octets)),
        end: async () => {
          await sink.push(text(undefined));
          await sink.end();
        },
      });
    },
    amend: (exchange, judged) => {
      const stream = streams.get(identityOf(exchange));
      if (stream === undefined) return judged;
      streams.delete(identityOf(exchange));
      amended.set(exchange, stream);
      const known = new Set(judged.issues.map(keyOf));
      const more = [...stream.issues].flatMap(([key, issue]) => (known.has(key) ? [] : [issue]));
      if (more.length + stream.dropped === 0) return judged;
      const dropped = (judged.dropped ?? 0) + stream.dropped;
      return {
        ...judged,
        outcome: 'findings',
        issues: [...judged.issues, ...more],
        ...(dropped > 0 && { dropped }),
      };
    },
    wasTold: (exchange, issue) => amended.get(exchange)?.told.has(placeOf(issue)) === true,
  };
}

/** Of a response for which the contract declares no items. */
const UNDECLARED: ItemsJudge = { push: async () => [], end: async () => [] };

function identityOf({ index, startedAt }: Exchange): string {
  return `${index} ${startedAt}`;
}

function placeOf({ code, pointer }: Pick<Issue, 'code' | 'pointer'>): string {
  return `${code} ${patternOf(pointer)}`;
}

function keyOf(issue: Issue): string {
  return `${placeOf(issue)} ${issue.name ?? ''}`;
}

type Sink = { readonly push: (octets: Uint8Array) => Promise<void>; readonly end: () => Promise<void> };

/** Content codings are undone on the way. What can't be decoded, or comes faster than it is judged, is left to the verdict on the whole. */
function decodedTap(headers: NonNullable<Exchange['response']['headers']>, sink: Sink): ResponseTap {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  let waiting = 0;
  let isOver = false;
  const reading = (async () => {
    for await (const octets of decodedStream(readable, headers)) await sink.push(octets);
  })().catch(() => {
    isOver = true;
  });
  const giveUp = (): void => {
    isOver = true;
  };
  return {
    push: (octets) => {
      waiting += octets.length;
      isOver ||= waiting > MOST;
      if (isOver) return;
      writer.write(octets).then(() => {
        waiting -= octets.length;
      }, giveUp);
    },
    end: async (isWhole) => {
      await (isWhole ? writer.close() : writer.abort()).catch(giveUp);
      await reading;
      if (isWhole && !isOver) await sink.end();
    },
  };
}
