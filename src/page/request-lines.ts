// The request lines of samples beside the method, path and query parameters of the page.
import type { PageFacts, PageParameter } from '../model.ts';
import { placeKey } from './places.ts';

export type RequestLine = {
  readonly method: string | undefined;
  readonly path: string;
  readonly query: string;
  readonly queryKeys: readonly string[];
  /** Keys of PagePlaces. */
  readonly at: readonly string[];
};

/** The names in a path's braces, in order. */
export function placeholdersIn(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
}

/** Whether a row is about this key of a query: `Tag.N.Key` is about `Tag.1.Key`, `ids` and `ids[]` are one. */
export function isNamed(key: string, { name }: PageParameter): boolean {
  const plain = (text: string) => text.replace(/\[\]$/, '').replace(/\.(?:N|n|\d+)(?=\.|$)/g, '.#');
  return plain(key) === plain(name);
}

/** Lines that are a whole address, with a method before it or not; one with more after it is none. */
export function requestLines(facts: PageFacts): readonly RequestLine[] {
  const lines = facts.exampleRequestLines ?? [];
  // A sample without a line of its own leaves no gap in the list.
  const isComplete = lines.length === facts.examples.request?.length;
  return lines.flatMap((line, index): RequestLine[] => {
    const [, method, target] =
      /^(?:([A-Za-z]+)\s+)?((?:https?(?:\(s\))?:\/|\/)\/?\S+)(?:\s+HTTP\/[\d.]+)?$/.exec(line.trim()) ?? [];
    if (target === undefined) return [];
    const [address = '', query = ''] = target.split('?', 2);
    const path = address.replace(/^https?(?:\(s\))?:\/\/[^/]*/i, '') || '/';
    const queryKeys = query.split('&').flatMap((pair) => /^\$?([\w.[\]-]+)=/.exec(pair)?.[1] ?? []);
    const at = [placeKey.sample('request', isComplete ? index : 0)];
    return [{ method: method?.toUpperCase(), path, query, queryKeys, at }];
  });
}

/** Whether the line is of the page's operation, by any of its request lines. */
export function isOfOperation({ method, path }: RequestLine, facts: PageFacts): boolean {
  const lines = [`${facts.method} ${facts.path}`, ...(facts.otherRequestLines ?? [])];
  return lines.some((line) => {
    const [own = '', template = ''] = line.split(' ', 2);
    return (method ?? own) === own && isOfTemplate(path, template);
  });
}

/** Whether the line is of a step before or after this operation: its path has no word of the page's, nor one that starts alike, a slip. */
export function isOfStep({ path }: RequestLine, facts: PageFacts): boolean {
  const words = (each: string) =>
    segments(each)
      .filter((segment) => /^[a-z][\w-]*$/i.test(segment) && !/^v\d/i.test(segment))
      .map((segment) => segment.slice(0, 4).toLowerCase());
  const own = [facts.path, ...(facts.otherRequestLines ?? [])].flatMap(words);
  const given = words(path);
  return own.length > 0 && given.length > 0 && !given.some((word) => own.includes(word));
}

/** Keys of the samples of steps. Of as many responses, each belongs to the request in its place. */
export function samplesOfSteps(facts: PageFacts): ReadonlySet<string> {
  const lines = requestLines(facts);
  const sides = Object.keys(facts.examples).filter((side) => facts.examples[side]?.length === lines.length);
  if (!sides.includes('request')) return new Set();
  return new Set(
    lines.flatMap((line, index) =>
      isOfStep(line, facts) ? sides.map((side) => placeKey.sample(side, index)) : [],
    ),
  );
}

/** Whether a path is of this template; a placeholder in either is anything, and a base path may stand before it. */
function isOfTemplate(path: string, template: string): boolean {
  const wanted = segments(template);
  const given = segments(path);
  const own = given.slice(given.length - wanted.length);
  return given.length >= wanted.length && wanted.every((segment, i) => fits(own[i] ?? '', segment));
}

function segments(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function fits(given: string, wanted: string): boolean {
  return given === wanted || /[{}<>$]/.test(given) || /[{}]/.test(wanted);
}
