// What a client may receive: statuses, headers, media types and bodies.

import { appendToken } from '../lib/pointer.ts';
import type {
  CompiledContent,
  CompiledOperation,
  CompiledResponse,
  ContractChange,
  JsonPointer,
} from '../model.ts';
import { changeOf, fieldText, type Sides, type Subject, valueChanges } from './changes.ts';
import type { CompareValues } from './compare-values.ts';
import { pairContents, schemasAt, styleChanges } from './contents.ts';

type Operations = { readonly old: CompiledOperation; readonly now: CompiledOperation };
type Responses = { readonly old: CompiledResponse; readonly now: CompiledResponse };

export function responseChanges(
  sides: Sides,
  { old, now }: Operations,
  compareValues: CompareValues,
): readonly ContractChange[] {
  const pairs = new Map<string, Responses & { readonly status: string }>();
  const changes: ContractChange[] = [];
  const subject = (status: string): Subject => ({ operation: old, status });
  for (const is of now.responses) {
    const was = responseFor(old.responses, is.status);
    if (was !== undefined) pairs.set(`${was.status} ${is.status}`, { old: was, now: is, status: is.status });
    else
      changes.push(
        changeOf(sides, subject(is.status), {
          code: 'diff-status-added',
          level: isSuccess(is.status) ? 'error' : 'warning',
          message: `status ${is.status} is new`,
          before: `${old.pointer}/responses`,
          after: statusAt(now, is.status),
        }),
      );
  }
  for (const was of old.responses) {
    const is = responseFor(now.responses, was.status);
    if (is !== undefined) pairs.set(`${was.status} ${is.status}`, { old: was, now: is, status: was.status });
    else if (!now.responses.some(({ status }) => responseFor([was], status) === was))
      changes.push(
        changeOf(sides, subject(was.status), {
          code: 'diff-status-removed',
          level: isSuccess(was.status) ? 'error' : 'warning',
          message: `status ${was.status} is gone`,
          before: statusAt(old, was.status),
          after: `${now.pointer}/responses`,
        }),
      );
  }
  for (const { status, ...pair } of pairs.values())
    changes.push(
      ...headerChanges(sides, pair, subject(status), compareValues),
      ...bodyChanges(sides, pair, subject(status), compareValues),
    );
  return changes;
}

/** OpenAPI 3.1, Responses Object: the status itself before its range, the range before the default. */
function responseFor(responses: readonly CompiledResponse[], status: string): CompiledResponse | undefined {
  return [status, `${status.charAt(0)}XX`, 'default']
    .map((key) => responses.find((response) => response.status === key))
    .find((response) => response !== undefined);
}

function isSuccess(status: string): boolean {
  return status.startsWith('2');
}

function statusAt({ pointer }: CompiledOperation, status: string): JsonPointer {
  return appendToken(`${pointer}/responses`, status);
}

function bodyChanges(
  sides: Sides,
  { old, now }: Responses,
  subject: Subject,
  compareValues: CompareValues,
): readonly ContractChange[] {
  const at = { before: old.pointer, after: now.pointer };
  const tell = (code: string, message: string, more: Partial<Parameters<typeof changeOf>[2]> = {}) =>
    changeOf(sides, subject, { code, message, ...at, ...more });
  if (old.content.length === 0 && now.content.length === 0) return [];
  if (old.content.length === 0) return [tell('diff-response-body-added', 'a body is new')];
  if (now.content.length === 0) return [tell('diff-response-body-removed', 'the body is gone')];
  const { pairs, removed, added } = pairContents(old.content, now.content);
  return [
    ...removed.map(({ mediaType }) =>
      tell('diff-response-media-type-removed', `media type ${mediaType} is gone`, {
        name: mediaType,
        // A range of which a part is left.
        ...(pairs.some(([was]) => was.mediaType === mediaType) && { level: 'note' }),
        before: contentAt(old, mediaType),
      }),
    ),
    ...added.map(({ mediaType }) =>
      tell('diff-response-media-type-added', `media type ${mediaType} is new`, {
        name: mediaType,
        after: contentAt(now, mediaType),
      }),
    ),
    ...pairs.flatMap(([was, is]) =>
      valueChanges(
        sides,
        { ...subject, mediaType: was.mediaType },
        'response',
        compareValues(schemasAt(sides.old, was), schemasAt(sides.now, is)),
      ),
    ),
  ];
}

function contentAt({ pointer }: CompiledResponse, mediaType: CompiledContent['mediaType']): JsonPointer {
  return appendToken(`${pointer}/content`, mediaType);
}

function headerChanges(
  sides: Sides,
  { old, now }: Responses,
  subject: Subject,
  compareValues: CompareValues,
): readonly ContractChange[] {
  const fresh = new Map(now.headers.map((header) => [header.name, header]));
  const known = new Set(old.headers.map(({ name }) => name));
  const changes: ContractChange[] = [];
  for (const was of old.headers) {
    const is = fresh.get(was.name);
    const field = `header ${was.name}`;
    const what = fieldText(field, 'response');
    const about = { ...subject, field };
    const at = { before: was.pointer, after: is?.pointer ?? now.pointer };
    const word = was.required ? 'required' : 'optional';
    if (is === undefined)
      changes.push(
        changeOf(sides, about, {
          code: 'diff-header-removed',
          level: was.required ? 'error' : 'warning',
          message: `${word} ${what} is gone`,
          ...at,
        }),
      );
    else {
      if (was.required && !is.required)
        changes.push(
          changeOf(sides, about, {
            code: 'diff-header-optional',
            message: `required ${what} became optional`,
            ...at,
          }),
        );
      if (!was.required && is.required)
        changes.push(
          changeOf(sides, about, {
            code: 'diff-header-added',
            message: `optional ${what} became required`,
            ...at,
          }),
        );
      changes.push(...styleChanges(sides, { old: was, now: is }, { subject: about, ...at }, 'response'));
      changes.push(
        ...valueChanges(
          sides,
          about,
          'response',
          compareValues(schemasAt(sides.old, was), schemasAt(sides.now, is)),
        ),
      );
    }
  }
  for (const is of now.headers)
    if (!known.has(is.name))
      changes.push(
        changeOf(
          sides,
          { ...subject, field: `header ${is.name}` },
          {
            code: 'diff-header-added',
            message: `${fieldText(`header ${is.name}`, 'response')} is new`,
            before: old.pointer,
            after: is.pointer,
          },
        ),
      );
  return changes;
}
