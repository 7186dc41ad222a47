// All headers of a reply of nock: its own, the defaults of its scope, and the results of header functions, once nock has called them.
import type { HeaderField } from '../model.ts';
import { headersOf } from './answer.ts';

/** The part of nock's interceptor that is read here, versions 14 and 15. */
export type WithHeaders = {
  readonly rawHeaders?: unknown;
  readonly scope?: { readonly _defaultReplyHeaders?: unknown };
};

type HeaderFunction = (this: unknown, request: object, ...rest: unknown[]) => unknown;

type ReplyHeaders = {
  /**
   * To be called before nock replies: replaces header functions by stand-ins that note their results. True where there are any: then the headers
   * are known only after nock's event `replied`.
   */
  readonly prepare: (interceptor: WithHeaders) => boolean;
  readonly all: (
    request: object,
    interceptor: WithHeaders,
    own: readonly HeaderField[],
  ) => readonly HeaderField[];
};

export function createReplyHeaders(): ReplyHeaders {
  const noted = new WeakMap<object, Map<string, string>>();
  const standIns = new WeakSet<object>();

  function note(request: object, name: string, value: unknown): void {
    const values = noted.get(request) ?? new Map<string, string>();
    noted.set(request, values.set(name, String(value)));
  }

  function standIn(name: string, original: HeaderFunction): HeaderFunction {
    function noting(this: unknown, request: object, ...rest: unknown[]): unknown {
      const value = original.call(this, request, ...rest);
      if (!(value instanceof Promise)) {
        note(request, name, value);
        return value;
      }
      return value.then((later) => {
        note(request, name, later);
        return later;
      });
    }
    standIns.add(noting);
    return noting;
  }

  /** The list has names and values in turn, as nock keeps them. */
  function replaceIn(list: unknown): boolean {
    if (!Array.isArray(list)) return false;
    let found = false;
    for (const [index, value] of list.entries()) {
      if (index % 2 === 0 || typeof value !== 'function') continue;
      found = true;
      if (!standIns.has(value)) list[index] = standIn(String(list[index - 1]), value as HeaderFunction);
    }
    return found;
  }

  return {
    prepare: ({ rawHeaders, scope }) =>
      [rawHeaders, scope?._defaultReplyHeaders].map(replaceIn).includes(true),
    all: (request, { scope }, own) => {
      const called = Array.from(noted.get(request) ?? [], ([name, value]) => ({ name, value }));
      const stated = [...own, ...called];
      const names = new Set(stated.map(({ name }) => name.toLowerCase()));
      const defaults = headersOf(scope?._defaultReplyHeaders);
      return [...stated, ...defaults.filter(({ name }) => !names.has(name.toLowerCase()))];
    },
  };
}
