// The statuses of an operation: those that a list, tables, samples or sentences name, and those that need no table.
import { isObject } from '../../lib/objects.ts';
import type { PageFacts, PageField } from '../../model.ts';
import { placeKey, type Side } from '../places.ts';
import type { PageContext } from './page-context.ts';
import type { PlacedSample, PlacedTable } from './parts.ts';
import type { Sample } from './samples.ts';
import type { Point } from './tree.ts';

/** The success that tables and samples without a status of their own belong to. */
export function successStatus(
  listed: readonly string[],
  tables: readonly PlacedTable[],
  samples: readonly PlacedSample[],
): string {
  const isSuccess = (status: string | undefined) => status?.startsWith('2') === true;
  return (
    listed.find(isSuccess) ??
    tables.find(({ section, status }) => section === 'response' && isSuccess(status))?.status ??
    samples.find(({ side, sample }) => side !== 'request' && isSuccess(sample.side))?.sample.side ??
    '2XX'
  );
}

/**
 * The list that the page gives, else the statuses of tables, samples and lines. A status that a line names and the list
 * lacks is noted, unless a table or sample stands under it: then a rule may say so.
 */
export function statusesOf(
  listed: readonly string[],
  named: ReadonlyMap<string, Point>,
  bodies: readonly string[],
  samples: readonly Sample[],
  page: PageContext,
): readonly string[] {
  const shown = [...bodies, ...samples.map(({ side }) => side)];
  const others = [...new Set([...shown, ...named.keys()])].filter((side) => side !== 'request');
  for (const [status, point] of named)
    if (listed.length > 0 && !listed.includes(status) && !shown.includes(status))
      page.note(point, `status ${status} is named here, and not in the list of statuses`);
  if (listed.length > 0) return listed;
  const { point } = page.sections.known.get('statuses') ?? { point: page.sections.titlePoint };
  // Where no page of the vendor has one, there is nothing to tell.
  if (page.lexicon.layout.headings?.statuses !== undefined)
    page.note(point, 'no list of statuses on this page; those of its tables and samples count');
  for (const status of others) {
    const place =
      page.places[placeKey.body(status)] ?? page.places[placeKey.sample(status, 0)] ?? named.get(status);
    if (place !== undefined) page.places[placeKey.status(status)] = place;
  }
  return others.filter((status) => status !== 'default').sort();
}

/** Statuses that a sentence names and no list, and successes where the page says that there is no body. */
export function withoutTable(
  statuses: readonly string[],
  isListed: boolean,
  isNone: boolean,
  { responses, samples }: ReadBodies,
): Pick<PageFacts, 'statusesWithoutTable'> {
  const isNamedOnly = (status: string) =>
    responses[status] === undefined && !samples.some(({ side }) => side === status);
  const only = statuses.filter(
    (status) => (isNone && status.startsWith('2')) || (!isListed && isNamedOnly(status)),
  );
  return only.length === 0 ? {} : { statusesWithoutTable: only };
}

type ReadBodies = {
  readonly responses: Readonly<Record<Side, readonly PageField[]>>;
  readonly samples: readonly Sample[];
};

/** Where the vendor's responses mostly have no table, one without is noted only. */
export function bySampleOnly(
  { responses, samples }: ReadBodies,
  page: PageContext,
): Pick<PageFacts, 'responsesBySample'> {
  if (page.lexicon.layout.responsesBySample !== true) return {};
  const shown = samples.find(
    ({ side, value }) =>
      side !== 'request' && responses[side] === undefined && !(isObject(value) && value.$nobody === true),
  );
  if (shown === undefined) return {};
  const message = `the body of ${shown.side} is shown by a sample alone; nothing documents its properties`;
  page.note(shown.point, message);
  return { responsesBySample: true };
}

/** `Response: none` */
export function saysNoBody({ sections, lexicon }: PageContext): boolean {
  const blocks = sections.known.get('response')?.blocks ?? [];
  return blocks.some((block) => block.kind === 'paragraph' && lexicon.isNone(block.text));
}
