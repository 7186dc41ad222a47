// What a table's caption says that it is. A model's caption is its bare name, whatever words that name contains.
import { InputError } from '../../lib/input-error.ts';
import type { ParameterTable } from './parameter-table.ts';
import type { Location } from './parameters.ts';

export type TableRole = Location | 'body' | 'model';

const words: readonly (readonly [Location | 'body', string])[] = [
  ['formData', 'form\\s*-?data|表单'],
  ['body', 'body|消息体'],
  ['header', 'headers?|消息头'],
  ['query', 'query|查询'],
  ['path', 'path|路径'],
];

const patterns = words.map(
  ([role, word]) =>
    [
      role,
      new RegExp(
        `(?:${word})\\s*(?:参数|字段)|\\b(?:${word}) (?:parameters?|fields?)\\b|\\bparameters? in (?:the )?(?:request |response )?(?:${word})\\b`,
        'i',
      ),
    ] as const,
);

export function roleOf(caption: string): TableRole {
  const found = patterns.find(([, pattern]) => pattern.test(caption))?.[0];
  if (found !== undefined) return found;
  if (
    /^(?:请求|响应)(?:消息)?参数(?:说明|列表)?$|^(?:request|response)(?: message)? parameters?$/i.test(
      caption,
    )
  )
    return 'body';
  return /^(?:uri|url)?(?:中的)?(?:参数说明|参数)$|^uri parameters?$|^parameters?(?: description)?$/i.test(
    caption,
  )
    ? 'uri'
    : 'model';
}

/** A model that no row links to is left over; a table without its caption would be a part unread. */
export function refuseUncaptioned(
  tables: readonly ParameterTable[],
  linked: ReadonlySet<ParameterTable>,
  file: string,
): void {
  for (const table of tables) {
    if (linked.has(table) || roleOf(table.caption) !== 'model') continue;
    if (/^[\w.\\-]+$/.test(table.caption) && table.anchors.length > 0) continue;
    throw new InputError(
      table.caption === ''
        ? 'this table has no caption, and no row links to it'
        : `the caption "${table.caption}" does not tell what this table is, and no row links to it`,
      {
        place: { file, ...table.point },
        fix: 'save the whole page; looked for captions such as "表 1  路径参数"',
      },
    );
  }
}
