// The page's request and response samples: values, or why there is none, and where each key stands.
import { memberPlaces } from '../../json/places.ts';
import { isDeeperThan } from '../../json/survey.ts';
import { attempt } from '../../lib/attempt.ts';
import type { PageFacts } from '../../model.ts';
import { isJson } from '../page-samples.ts';
import { type PagePlace, placeKey, type Side } from '../places.ts';
import type { Lexicon } from './lexicon.ts';
import { type Node, pointOf, rawText, walk } from './tree.ts';

const depthLimit = 200;

export type Sample = {
  readonly side: Side;
  readonly title: string | undefined;
  readonly requestLine: string | undefined;
  /** JSON, `{$invalid: text}` or `{$nobody: true}`. */
  readonly value: unknown;
  /** The JSON text, without comments. */
  readonly json: string;
  readonly code: Code;
  /** Where the JSON text starts within the code. */
  readonly offset: number;
  readonly point: PagePlace;
};

/** Undefined where the code says "nothing". */
export function readSample(
  code: Code,
  side: Side,
  title: string | undefined,
  lexicon: Lexicon,
): Sample | undefined {
  const trimmed = code.text.trim();
  if (trimmed === '' || lexicon.isNone(trimmed) || /^无\s*[（(]/.test(trimmed)) return undefined;
  const { rest, requestLine, status } = headOf(code.text, lexicon);
  const body = rest.trimEnd();
  const json = lexicon.layout.sampleComments === true ? withoutComments(body) : body;
  return {
    side: side === 'request' ? side : (status ?? side),
    title,
    requestLine: side === 'request' ? requestLine : undefined,
    value: json.trim() === '' ? { $nobody: true } : parsed(json),
    json: json.trimStart(),
    code,
    offset: code.text.length - rest.trimStart().length,
    point: code.placeAt(code.text.length - code.text.trimStart().length),
  };
}

type Head = {
  /** The text after the head. */
  readonly rest: string;
  readonly requestLine: string | undefined;
  readonly status: string | undefined;
};

/** A request line, path or status, labels and header fields before the body, as one would type them. */
function headOf(text: string, lexicon: Lexicon): Head {
  const lines = text.split('\n').map((line) => line.trim());
  let requestLine: string | undefined;
  let status: string | undefined;
  let index = 0;
  for (; index < lines.length; index++) {
    const [line = '', next = ''] = lines.slice(index, index + 2);
    const isFirst = requestLine === undefined && status === undefined;
    const found = isFirst ? (statusLine(line) ?? statusOf(line, lexicon)) : undefined;
    if (found !== undefined) status = found;
    else if (isFirst && isRequestLine(unquoted(line))) requestLine = unquoted(line);
    else if (requestLine?.includes('?') && /^[&?]/.test(line))
      // A query may go on over lines; what is no parameter, `&<common parameters>`, is left out.
      requestLine += /^[&?][\w.[\]%-]+=\S*$/.test(line) ? line : '';
    else if (isFirst && isMethod(line) && isRequestLine(next)) {
      requestLine = `${line} ${next}`;
      index++;
    } else if (line !== '' && !isHeaderField(line, isFirst) && !isLabel(line)) break;
  }
  return { rest: text.split('\n').slice(index).join('\n'), requestLine, status };
}

function statusLine(line: string): string | undefined {
  return /^HTTP ?\/ ?\d(?:\.\d)?\s+([1-5]\d\d)/.exec(line)?.[1];
}

function unquoted(line: string): string {
  return /^"([^"]*)"$/.exec(line)?.[1]?.trim() ?? line;
}

function isRequestLine(line: string): boolean {
  return (
    /^(?:(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)(?:\s+\S|\/)|https?(?:\(s\))?:\/\/|\/[\w{]\S*(?:\s+HTTP\/[\d.]+)?$)/.test(
      line,
    ) || /^(?:get|post|put|delete|patch|head|options)\s+(?:https?:\/\/|\/)/i.test(line)
  );
}

function isMethod(line: string): boolean {
  return /^(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)$/.test(line);
}

/** Before any request line a field's name starts with a capital letter: `X-Subject-Token: …`. */
function isHeaderField(line: string, isFirst: boolean): boolean {
  return isFirst ? /^[A-Z][\w-]*\s*[:：]\s?\S/.test(line) : /^[A-Za-z][\w-]*\s*:\s?/.test(line);
}

/** `Response body:`, a line that says what follows. */
function isLabel(line: string): boolean {
  return line.length <= 40 && /^[^{}[\]"]+[:：]$/.test(line);
}

/** Whether the block starts like a body. */
export function looksLikeJson(node: Node): boolean {
  return /^\s*(?:\{\s*["}]|\[\s*["{\]\d])/.test(rawText(node).slice(0, 1000));
}

/** A shell command or a program is not read as a sample. */
export function isCommand(text: string): boolean {
  return /^(?:\$?\s*(?:curl|wget|hcloud)\s|#!|#.*\n|(?:import|from|package|using|def|public|const|var) \w|<\?php)/.test(
    text.trim(),
  );
}

/** `STATUS CODE 200`, `Status code: 200`, `204 No Content` as a line of its own. */
export function statusOf(line: string, lexicon: Lexicon): string | undefined {
  return line.length > 40 ? undefined : lexicon.statusMark(line.trim());
}

/** Replaces comments by spaces, so that offsets do not change. A slash within a string starts no comment. */
function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, (part) =>
    part.startsWith('"') ? part : part.replace(/[^\n]/g, ' '),
  );
}

function parsed(body: string): unknown {
  const value: unknown = attempt(() => (isDeeperThan(body, depthLimit) ? undefined : JSON.parse(body)));
  return value === undefined ? { $invalid: body.trim() } : value;
}

function placeSample(sample: Sample, index: number, places: Record<string, PagePlace>): void {
  places[placeKey.sample(sample.side, index)] = sample.point;
  if (!isJson(sample.value)) return;
  const { placeAt } = sample.code;
  for (const [pointer, { offset, length }] of memberPlaces(sample.json))
    places[placeKey.sampleKey(sample.side, index, pointer)] = placeAt(sample.offset + offset, length);
}

type SampleFacts = Pick<PageFacts, 'examples' | 'requestExampleTitles' | 'exampleRequestLines'>;

/** The samples as the facts list them; the place of each, and of each of its keys, goes into `places`. */
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

export type Code = {
  readonly text: string;
  readonly placeAt: (offset: number, length?: number) => PagePlace;
};

export function readCode(node: Node, source: readonly string[]): Code {
  const { text, guesses } = textWithLines(node, source);
  const starts = lineStarts(text);
  return {
    text,
    placeAt(offset, length = 1) {
      const index = lineIndex(starts, offset);
      const start = starts[index] ?? 0;
      const content = text.slice(start, starts[index + 1] ?? text.length).trimEnd();
      const line = nearestLine(source, guesses[index] ?? 1, content.trim());
      const sourceLine = source[line - 1] ?? '';
      const indent = sourceLine.trimEnd().endsWith(content)
        ? sourceLine.trimEnd().length - content.length
        : -1;
      if (indent >= 0) return { line, column: indent + offset - start + 1 };
      return { line, column: Math.max(1, sourceLine.indexOf(text.slice(offset, offset + length)) + 1) };
    },
  };
}

/** A fenced block's text has no position of its own and starts a line below; HTML text nodes have theirs. */
function textWithLines(node: Node, source: readonly string[]): { text: string; guesses: number[] } {
  const start = pointOf(node);
  const opening = (source[start.line - 1] ?? '').slice(start.column - 1).trimStart();
  let line = /^(```|~~~)/.test(opening) ? start.line + 1 : start.line;
  let text = '';
  const guesses: number[] = [line];
  for (const below of walk(node)) {
    const piece = below.type === 'text' ? (below.value ?? '') : below.tagName === 'br' ? '\n' : '';
    if (below.type === 'text' && below.position?.start !== undefined) line = below.position.start.line;
    for (const char of piece) {
      if (char !== '\n') continue;
      if (below.type === 'text') line++;
      guesses.push(line);
    }
    text += piece;
  }
  return { text: withPlainSpaces(text), guesses };
}

/** Outside of strings, unusual white space and characters without width become spaces; offsets do not change. */
function withPlainSpaces(text: string): string {
  return text
    .replaceAll('\u00a0', ' ')
    .replace(/"(?:[^"\\\n]|\\.)*"|[\u200b-\u200d\u2060\ufeff]|[^\S\n\r\t ]/g, (part) =>
      part.startsWith('"') ? part : ' ',
    );
}

/** The parser may have dropped a line break at the start of the block. */
function nearestLine(source: readonly string[], guess: number, content: string): number {
  const near = [guess, guess + 1, guess - 1].find((line) => source[line - 1]?.includes(content));
  return near ?? guess;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

function lineIndex(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
