// Where each fact stands on the page. Facts and places are kept apart; these keys tie them together:
//
//   title, operation, path, statuses  heading, API Explorer link, line of method and path, heading of the status list
//   parameter/<in>/<name>             a row of a parameter table
//   request, response/<status>        a body's table
//   request#<pointer>                 a row of the request body's tables; response/<status>#<pointer> likewise
//   <row's key>=<value>               a value in that row's enum list
//   status/<status>                   a row of the status code table
//   sample/<side>/<index>             a sample; side is `request` or a status, index counts from 0
//   sample/<side>/<index>#<pointer>   a key or item in that sample, by its real JSON pointer
import type { JsonPointer } from '../model.ts';

/** `file`: another one that an OpenAPI document refers to. */
export type PagePlace = { readonly line: number; readonly column: number; readonly file?: string };
export type PagePlaces = Readonly<Record<string, PagePlace>>;

/** `request`, or the status of a response. */
export type Side = string;

export const placeKey = {
  parameter: (location: string, name: string): string => `parameter/${location}/${name}`,
  body: (side: Side): string => (side === 'request' ? side : `response/${side}`),
  field: (side: Side, pointer: JsonPointer): string => `${placeKey.body(side)}#${pointer}`,
  enumValue: (rowKey: string, value: string): string => `${rowKey}=${value}`,
  status: (status: string): string => `status/${status}`,
  sample: (side: Side, index: number): string => `sample/${side}/${index}`,
  sampleKey: (side: Side, index: number, pointer: JsonPointer): string =>
    `${placeKey.sample(side, index)}#${pointer}`,
} as const;
