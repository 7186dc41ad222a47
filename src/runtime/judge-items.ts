// The items of a stream, judged as they come. Loaded with the first stream.
import { USUAL_LIMITS } from '../json/limits.ts';
import type { CompiledSchema } from '../model.ts';
import { surveyText } from '../verdict/body-survey.ts';
import { createItemReader, type ReadItems, sequenceItems } from '../verdict/items/read.ts';
import { type JudgedResponse, judgeRead } from '../verdict/judge-response.ts';
import type { Explainer, Head, Rule } from '../verdict/rule.ts';
import type { Streamed } from './stream.ts';

export type ItemsJudge = {
  /** What the items say that end in this text. */
  readonly push: (text: string) => Promise<readonly JudgedResponse[]>;
  readonly end: () => Promise<readonly JudgedResponse[]>;
};

type Options = {
  readonly rules: readonly Rule[];
  /** Characters of one item, and of a whole whose schema asks more than that of its items. */
  readonly maxBytes: number;
  readonly explainer: () => Promise<Explainer>;
};

export function createItemsJudge(
  { head, content, framing, contentType }: Streamed,
  { rules, maxBytes, explainer }: Options,
): ItemsJudge {
  const limits = { ...USUAL_LIMITS, bodyBytes: maxBytes };
  const reader = createItemReader({ content, framing, contentType, survey: surveyText, limits });
  const { each, isWhole = false } = content.items ?? {};
  const asksWhole = isWhole || each !== undefined;
  let whole: ReadItems[] | undefined = asksWhole ? [] : undefined;
  let size = 0;

  async function judged(body: ReadItems, schema: CompiledSchema): Promise<JudgedResponse> {
    const ask = (own: Head): JudgedResponse | undefined =>
      judgeRead(rules, { ...own, content, body }, undefined, schema);
    const verdict = ask(head) ?? ask({ ...head, explainer: await explainer() });
    if (verdict === undefined) throw new Error('a verdict with an explanation at hand is always given');
    return verdict;
  }

  async function taken(): Promise<readonly JudgedResponse[]> {
    const items = reader.take();
    whole?.push(items);
    const hasItems = items.value.length > 0 || (items.items?.faults.length ?? 0) > 0;
    return !hasItems || isWhole ? [] : [await judged(items, each ?? content)];
  }

  return {
    push: (text) => {
      size += text.length;
      if (size > maxBytes) whole = undefined;
      reader.push(text);
      return taken();
    },
    end: async () => {
      reader.end();
      const last = await taken();
      return whole === undefined ? last : [...last, await judged(joined(whole), content)];
    },
  };
}

function joined(parts: readonly ReadItems[]): ReadItems {
  const places = parts.flatMap((part) => part.places);
  const faults = parts.flatMap(({ items }) => items?.faults ?? []);
  return {
    kind: 'value',
    value: parts.flatMap(({ value }) => value),
    places,
    repetitions: [],
    earlier: [],
    items: sequenceItems(places, faults, undefined),
  };
}
