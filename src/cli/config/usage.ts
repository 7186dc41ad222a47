// Which names of the config matched anything in a run: one that matches nothing is a typing error or a leftover, and says so.
import type { Config } from '../../config.ts';
import { headerNames } from '../../lib/headers.ts';
import { hostOfAuthority } from '../../lib/host.ts';
import { namePatterns } from '../../lib/name-patterns.ts';
import type { Exchange, Issue } from '../../model.ts';
import { hostOf } from '../run/hosts.ts';
import { matches } from './levels.ts';

type Name = {
  /** `allow "pattern: x"`: the identity among parts of a run, and what is told. */
  readonly label: string;
  readonly keys: readonly string[];
};

export type Usage = {
  readonly saw: (exchange: Exchange) => void;
  readonly asked: (allowable: string) => void;
  readonly rated: (issue: Pick<Issue, 'code' | 'pointer'>) => void;
  /** The labels of what matched so far, sorted, to be added to those of other parts of the run. */
  readonly used: () => readonly string[];
  readonly add: (used: readonly string[]) => void;
  readonly unused: () => readonly Name[];
};

/** Names of pages are the business of other commands. */
const OF_PAGES = /^(?:page-|docs-)/;

type Watched<Subject> = Name & { readonly matches: (subject: Subject) => boolean };

export function createUsage(config: Config): Usage {
  const used = new Set<string>();
  const pending = {
    allow: (config.allow ?? [])
      .filter((name) => !OF_PAGES.test(name))
      .map((name): Watched<string> => ({ ...labelled('allow', name), matches: namePatterns([name]) })),
    hosts: named('hosts', config.hosts, hostOfAuthority),
    headersAllowed: named('headersAllowed', config.headersAllowed, (name) => name.toLowerCase()),
    pointers: Object.entries(config.rules ?? {}).flatMap(([code, rule]) =>
      typeof rule === 'string' || OF_PAGES.test(code)
        ? []
        : Object.keys(rule.pointers ?? {}).map(
            (pointer): Watched<Pick<Issue, 'code' | 'pointer'>> => ({
              label: `rules.${code}.pointers ${JSON.stringify(pointer)}`,
              keys: ['rules', code, 'pointers', pointer],
              matches: (issue) => issue.code === code && matches(pointer, issue.pointer),
            }),
          ),
    ),
  };
  const all: readonly Name[] = Object.values(pending).flat();

  /** What matched is not looked for again. */
  function look<Subject>(list: Watched<Subject>[], subject: Subject): void {
    for (let at = list.length - 1; at >= 0; at--)
      if (list[at]?.matches(subject)) for (const { label } of list.splice(at, 1)) used.add(label);
  }

  return {
    saw: ({ request, response }) => {
      if (pending.hosts.length > 0) look(pending.hosts, hostOf(request.url) ?? '');
      if (pending.headersAllowed.length === 0) return;
      for (const name of headerNames(response.headers)) look(pending.headersAllowed, name);
    },
    asked: (allowable) => look(pending.allow, allowable),
    rated: (issue) => look(pending.pointers, issue),
    used: () => [...used].sort(),
    add: (labels) => {
      for (const label of labels) used.add(label);
    },
    unused: () => all.filter(({ label }) => !used.has(label)),
  };
}

/** `spelling`: as the subjects are spelled. */
function named(
  key: string,
  names: readonly string[] = [],
  spelling: (name: string) => string,
): Watched<string>[] {
  return names.map((name) => ({ ...labelled(key, name), matches: namePatterns([spelling(name)]) }));
}

function labelled(key: string, name: string): Name {
  return { label: `${key} ${JSON.stringify(name)}`, keys: [key] };
}
