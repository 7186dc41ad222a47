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
  const section = page.sections.known.get('statuses');
  if (listed.length === 0) {
    // Where no page of the vendor has one, there is nothing to tell.
    if (page.lexicon.layout.headings?.statuses !== undefined)
      page.note(
        section?.point ?? page.sections.titlePoint,
        'no list of statuses on this page; those of its tables and samples count',
      );
    for (const status of others) {
      const place =
        page.places[placeKey.body(status)] ?? page.places[placeKey.sample(status, 0)] ?? named.get(status);
      if (place !== undefined) page.places[placeKey.status(status)] = place;
    }
    return others.filter((status) => status !== 'default').sort();
  }
  return listed;
}

/** Statuses that a sentence names and no list, and successes where the page says that there is no body. */
export function withoutTable(
  statuses: readonly string[],
  read: {
    readonly listed: readonly string[];
    readonly responses: Readonly<Record<Side, readonly PageField[]>>;
    readonly samples: readonly Sample[];
    readonly success: string;
    readonly page: PageContext;
  },
): Pick<PageFacts, 'statusesWithoutTable'> {
  const { listed, responses, samples, success, page } = read;
  const isNone = saysNoBody(page, responses, success);
  const only = statuses.filter(
    (status) =>
      (isNone && status.startsWith('2')) ||
      (listed.length === 0 &&
        responses[status] === undefined &&
        !samples.some(({ side }) => side === status)),
  );
  return only.length === 0 ? {} : { statusesWithoutTable: only };
}

/** Where the vendor's responses mostly have no table, one without is noted only. */
export function bySampleOnly(
  responses: Readonly<Record<Side, readonly PageField[]>>,
  samples: readonly Sample[],
  page: PageContext,
): Pick<PageFacts, 'responsesBySample'> {
  if (page.lexicon.layout.responsesBySample !== true) return {};
  const shown = samples.find(
    ({ side, value }) =>
      side !== 'request' && responses[side] === undefined && !(isObject(value) && value.$nobody === true),
  );
  if (shown === undefined) return {};
  page.note(
    shown.point,
    `the body of ${shown.side} is shown by a sample alone; nothing documents its properties`,
  );
  return { responsesBySample: true };
}

/** `Response: none` */
function saysNoBody(
  { sections, lexicon }: PageContext,
  responses: Readonly<Record<Side, readonly PageField[]>>,
  success: string,
): boolean {
  const blocks = sections.known.get('response')?.blocks ?? [];
  return (
    responses[success] === undefined &&
    blocks.some((block) => block.kind === 'paragraph' && lexicon.isNone(block.text))
  );
}
