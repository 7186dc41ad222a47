// The page's request and response samples: values, or why there is none, and where each key stands.
import { memberPlaces } from '../../json/places.ts';
import { isDeeperThan } from '../../json/survey.ts';
import type { PageFacts } from '../../model.ts';
import type { PagePlace } from '../places.ts';
import { placeKey, type Side } from '../places.ts';
import { type Code, readCode } from './code.ts';
import type { Block } from './outline.ts';
import type { Node } from './tree.ts';
import { noneWords } from './words.ts';

const depthLimit = 200;

export type Sample = {
  readonly side: Side;
  readonly title: string | undefined;
  readonly requestLine: string | undefined;
  /** JSON, `{$invalid: text}` or `{$nobody: true}`. */
  readonly value: unknown;
  readonly code: Code;
  /** Where the JSON text starts within the code. */
  readonly offset: number;
  readonly point: PagePlace;
};

export function readSample(
  block: Block & { readonly kind: 'code' },
  side: Side,
  title: string | undefined,
  source: readonly string[],
): Sample | undefined {
  const code = readCode(block.node, source);
  const trimmed = code.text.trim();
  if (trimmed === '' || noneWords.includes(trimmed.toLowerCase()) || /^无\s*[（(]/.test(trimmed))
    return undefined;
  const head = headOf(code.text);
  const body = code.text.slice(head.length).trimEnd();
  const offset = code.text.length - code.text.slice(head.length).trimStart().length;
  const value = body.trim() === '' ? { $nobody: true } : parsed(body);
  const status = /^HTTP\/\d(?:\.\d)?\s+([1-5]\d\d)/.exec(head.line ?? '')?.[1];
  return {
    side: side === 'request' ? side : (status ?? side),
    title,
    requestLine: side === 'request' ? head.line : undefined,
    value,
    code,
    offset,
    point: code.placeAt(code.text.length - code.text.trimStart().length),
  };
}

/** A request or status line and header fields before the body, as one would type them. */
function headOf(text: string): { readonly length: number; readonly line: string | undefined } {
  const start = text.length - text.trimStart().length;
  const first = lineFrom(text, start);
  if (!/^(?:(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)\s+\S|https?:\/\/|HTTP\/\d)/.test(first))
    return { length: 0, line: undefined };
  let offset = start + first.length + 1;
  while (offset < text.length) {
    const line = lineFrom(text, offset);
    if (line.trim() !== '' && !/^\s*[A-Za-z][\w-]*\s*:\s/.test(line)) break;
    offset += line.length + 1;
  }
  return { length: Math.min(offset, text.length), line: first.trim() };
}

function lineFrom(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(offset, end === -1 ? text.length : end);
}

function parsed(body: string): unknown {
  try {
    if (!isDeeperThan(body, depthLimit)) return JSON.parse(body);
  } catch {
    // The text itself is the fact then.
  }
  return { $invalid: body.trim() };
}

export function isJson(value: unknown): boolean {
  const [key] = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return key !== '$invalid' && key !== '$nobody';
}

/** Puts a sample and each of its keys into `places`. */
export function placeSample(sample: Sample, index: number, places: Record<string, PagePlace>): void {
  places[placeKey.sample(sample.side, index)] = sample.point;
  if (!isJson(sample.value)) return;
  for (const [pointer, { offset, length }] of memberPlaces(sample.code.text.slice(sample.offset)))
    places[placeKey.sampleKey(sample.side, index, pointer)] = sample.code.placeAt(
      sample.offset + offset,
      length,
    );
}

/** The paragraph before the code in the same list item. */
export function itemTitle(blocks: readonly Block[], index: number): string | undefined {
  const code = blocks[index];
  const item: Node | undefined = code?.kind === 'code' ? code.listItem : undefined;
  if (item === undefined) return undefined;
  for (let i = index - 1; i >= 0; i--) {
    const block = blocks[i];
    if (block?.kind === 'paragraph' && block.listItem === item) return block.text;
    if (block?.kind !== 'paragraph') return undefined;
  }
  return undefined;
}

export type SampleFacts = Pick<PageFacts, 'examples' | 'requestExampleTitles' | 'exampleRequestLines'>;

/** The samples as the facts list them; their places are put into `places`. */
export function factsOfSamples(samples: readonly Sample[], places: Record<string, PagePlace>): SampleFacts {
  const examples: Record<Side, unknown[]> = {};
  for (const sample of samples) {
    const values = examples[sample.side] ?? [];
    examples[sample.side] = values;
    placeSample(sample, values.length, places);
    values.push(sample.value);
  }
  const requests = samples.filter(({ side }) => side === 'request');
  const titles = requests.flatMap(({ title }) => title ?? []);
  const lines = requests.flatMap(({ requestLine }) => requestLine ?? []);
  return {
    examples,
    ...(titles.length > 0 && { requestExampleTitles: titles }),
    ...(lines.length > 0 && { exampleRequestLines: lines }),
  };
}
