// A table of path, query, header or form parameters.
import type { PageParameter } from '../../model.ts';
import { type PagePlace, placeKey } from '../places.ts';
import { readConstraints } from './constraints.ts';
import type { ParameterRow, ParameterTable } from './parameter-table.ts';

/** `uri`: of the path where the template has the name, of the query otherwise. */
export type Location = PageParameter['in'] | 'uri';

export function readParameters(
  table: ParameterTable,
  location: Location,
  path: string,
  places: Record<string, PagePlace>,
): readonly PageParameter[] {
  return table.rows.map((row) => {
    const place = location === 'uri' ? (path.includes(`{${row.name}}`) ? 'path' : 'query') : location;
    return readParameter(row, place, places);
  });
}

export function readParameter(
  row: ParameterRow,
  location: PageParameter['in'],
  places: Record<string, PagePlace>,
): PageParameter {
  const { facts, enumPoints } = readConstraints(row.description);
  const key = placeKey.parameter(location, row.name);
  places[key] ??= row.point;
  for (const [index, value] of (facts.enum ?? []).entries())
    places[placeKey.enumValue(key, value)] ??= enumPoints[index] ?? row.point;
  const required = row.required ?? location === 'path';
  return { name: row.name, in: location, required, type: row.type, ...facts };
}
