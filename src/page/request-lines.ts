// The request lines of samples beside the method, path and query parameters of the page.
import type { PageFacts } from '../model.ts';
import { placeKey } from './places.ts';

export type RequestLine = {
  readonly method: string | undefined;
  readonly path: string;
  readonly queryKeys: readonly string[];
  /** Keys of PagePlaces. */
  readonly at: readonly string[];
};

/** Lines that are a whole address, with a method before it or not; one with more after it is none. */
export function requestLines(facts: PageFacts): readonly RequestLine[] {
  const lines = facts.exampleRequestLines ?? [];
  // A sample without a line of its own leaves no gap in the list.
  const isComplete = lines.length === facts.examples.request?.length;
  return lines.flatMap((line, index): RequestLine[] => {
    const [, method, target] = /^(?:([A-Za-z]+)\s+)?((?:https?:\/|\/)\/?\S+)$/.exec(line.trim()) ?? [];
    if (target === undefined) return [];
    const [address = '', query = ''] = target.split('?', 2);
    return [
      {
        method: method?.toUpperCase(),
        path: address.replace(/^https?:\/\/[^/]*/i, ''),
        queryKeys: query.split('&').flatMap((pair) => /^([\w.-]+)=/.exec(pair)?.[1] ?? []),
        at: [placeKey.sample('request', isComplete ? index : 0)],
      },
    ];
  });
}

/** Whether a path is of this template; a placeholder in either is anything, and a base path may stand before it. */
export function isOfTemplate(path: string, template: string): boolean {
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
