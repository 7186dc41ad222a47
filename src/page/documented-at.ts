// The page's side of a finding, from its reviewed page.

import { pointerTokens } from '../lib/pointer.ts';
import { listOf } from '../lib/suggest.ts';
import type { Documented, JsonPointer, PageField } from '../model.ts';
import type { LockedPage } from './lock.ts';
import { placeKey, type Side } from './places.ts';
import { fieldsOf } from './stated.ts';

/** What a finding is about; `name` is an enum value where the row at `pointer` lists values. */
type Question = {
  readonly status: Side;
  readonly pointer: JsonPointer;
  readonly name?: string;
};

export function documentedAt(page: LockedPage | undefined, { status, pointer, name }: Question): Documented {
  if (page === undefined) return { by: 'unknown', text: 'no page of this operation was reviewed' };
  const side = sideOf(page, status);
  if (side === undefined)
    return { by: 'no', text: `its page does not list status ${status}`, ...at(page, 'statuses') };
  const fields = fieldsOf(page.facts, side);
  if (pointer === '') return wholeBody(page, side, fields);
  const field = fieldAt(fields ?? [], pointer);
  if (field !== undefined) return inTable(page, side, field, name);
  const sample = page.samples[side]?.find((key) => matches(key.pointer, pointer));
  const absent = 'its table has no such row, its sample no such key';
  if (sample === undefined) return { by: 'no', text: absent, ...at(page, placeKey.body(side)) };
  const text = "only in the page's own sample, not in its table";
  return { by: 'sample', text, ...placeAt(page, sample.line) };
}

/** The pattern of a row, as far as one documents the pointer: `*` stands for any item or key. */
export function fieldAt(fields: readonly PageField[], pointer: JsonPointer): PageField | undefined {
  return (
    fields.find((field) => field.pointer === pointer) ??
    fields.find((field) => matches(field.pointer, pointer))
  );
}

export function matches(pattern: JsonPointer, pointer: JsonPointer): boolean {
  if (!pattern.includes('*') && !pattern.includes('~')) return pattern === pointer;
  const [left, right] = [pointerTokens(pattern), pointerTokens(pointer)];
  return left.length === right.length && left.every((token, i) => token === '*' || token === right[i]);
}

function sideOf({ facts }: LockedPage, status: Side): Side | undefined {
  if (status === 'request') return status;
  return [status, `${status[0]}XX`].find((side) => facts.statusCodes.includes(side));
}

function wholeBody(page: LockedPage, side: Side, fields: readonly PageField[] | undefined): Documented {
  if (fields !== undefined)
    return { by: 'table', text: 'yes, its page describes this body', ...at(page, placeKey.body(side)) };
  if (page.samples[side] !== undefined) return { by: 'sample', text: "only by the page's own sample" };
  const text = `its page lists status ${side}, without a body`;
  return { by: 'table', text, ...at(page, placeKey.status(side)) };
}

function inTable(page: LockedPage, side: Side, field: PageField, name: string | undefined): Documented {
  const row = placeKey.field(side, field.pointer);
  if (name === undefined || field.enum === undefined || pointerTokens(field.pointer).at(-1) === name) {
    const need = field.required === undefined ? '' : field.required ? ', required' : ', optional';
    const notes = field.notes === undefined ? '' : ` (${field.notes.join(', ')})`;
    return { by: 'table', text: `yes, as ${field.type}${need}${notes}`, ...at(page, row) };
  }
  if (field.enum.includes(name))
    return { by: 'table', text: `yes, "${name}" is listed`, ...at(page, placeKey.enumValue(row, name)) };
  return { by: 'no', text: `its table lists ${listOf(field.enum)}`, ...at(page, row) };
}

function at(page: LockedPage, key: string): Pick<Documented, 'place'> {
  return placeAt(page, page.lines[key]);
}

function placeAt({ file }: LockedPage, line: number | undefined): Pick<Documented, 'place'> {
  return line === undefined ? {} : { place: { file, line } };
}
