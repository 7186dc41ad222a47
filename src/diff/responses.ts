// What a client may receive: statuses, headers, media types and bodies.

import { appendToken } from '../lib/pointer.ts';
import type { CompiledHeader, CompiledOperation, CompiledResponse, ContractChange } from '../model.ts';
import { type Comparison, fieldText, type Subject, teller, valueChanges } from './changes.ts';
import { pairContents, styleChanges } from './contents.ts';
import type { Both } from './side.ts';

export function responseChanges(
  comparison: Comparison,
  { old, now }: Both<CompiledOperation>,
): readonly ContractChange[] {
  const pairs = new Map<string, Both<CompiledResponse> & { readonly status: string }>();
  const changes: ContractChange[] = [];
  const lists = { before: `${old.pointer}/responses`, after: `${now.pointer}/responses` };
  const add = (was: CompiledResponse, is: CompiledResponse, status: string): void =>
    void pairs.set(`${was.status} ${is.status}`, { old: was, now: is, status });
  const tell = (status: string, word: 'new' | 'gone'): void => {
    const code = word === 'new' ? 'diff-status-added' : 'diff-status-removed';
    const owner = word === 'new' ? 'after' : 'before';
    changes.push(
      teller(comparison.sides, { operation: old, status }, lists)(code, `status ${status} is ${word}`, {
        level: status.startsWith('2') ? 'error' : 'warning',
        [owner]: appendToken(lists[owner], status),
      }),
    );
  };
  for (const is of now.responses) {
    const was = responseFor(old.responses, is.status);
    if (was !== undefined) add(was, is, is.status);
    else tell(is.status, 'new');
  }
  for (const was of old.responses) {
    const is = responseFor(now.responses, was.status);
    if (is !== undefined) add(was, is, was.status);
    else if (!now.responses.some(({ status }) => responseFor([was], status) === was))
      tell(was.status, 'gone');
  }
  for (const { status, ...pair } of pairs.values()) {
    const subject = { operation: old, status };
    changes.push(...headerChanges(comparison, pair, subject), ...bodyChanges(comparison, pair, subject));
  }
  return changes;
}

/** OpenAPI 3.1, Responses Object: the status itself before its range, the range before the default. */
function responseFor(responses: readonly CompiledResponse[], status: string): CompiledResponse | undefined {
  return [status, `${status.charAt(0)}XX`, 'default']
    .map((key) => responses.find((response) => response.status === key))
    .find((response) => response !== undefined);
}

function bodyChanges(
  comparison: Comparison,
  { old, now }: Both<CompiledResponse>,
  subject: Subject,
): readonly ContractChange[] {
  const tell = teller(comparison.sides, subject, { before: old.pointer, after: now.pointer });
  if (old.content.length === 0 && now.content.length === 0) return [];
  if (old.content.length === 0) return [tell('diff-response-body-added', 'a body is new')];
  if (now.content.length === 0) return [tell('diff-response-body-removed', 'the body is gone')];
  const { pairs, removed, added } = pairContents(old.content, now.content);
  return [
    ...removed.map(({ mediaType: name }) =>
      tell('diff-response-media-type-removed', `media type ${name} is gone`, {
        name,
        // A range of which a part is left.
        ...(pairs.some(([was]) => was.mediaType === name) && { level: 'note' }),
        before: appendToken(`${old.pointer}/content`, name),
      }),
    ),
    ...added.map(({ mediaType: name }) =>
      tell('diff-response-media-type-added', `media type ${name} is new`, {
        name,
        after: appendToken(`${now.pointer}/content`, name),
      }),
    ),
    ...pairs.flatMap(([was, is]) =>
      valueChanges(comparison, { ...subject, mediaType: was.mediaType }, was, is),
    ),
  ];
}

function headerChanges(
  comparison: Comparison,
  { old, now }: Both<CompiledResponse>,
  subject: Subject,
): readonly ContractChange[] {
  const fresh = new Map(now.headers.map((header) => [header.name, header]));
  const known = new Set(old.headers.map(({ name }) => name));
  const about = ({ name }: CompiledHeader): Subject => ({ ...subject, field: `header ${name}` });
  const changes = old.headers.flatMap((was) => {
    const is = fresh.get(was.name);
    if (is !== undefined) return headerChange(comparison, was, is, about(was));
    const tell = teller(comparison.sides, about(was), { before: was.pointer, after: now.pointer });
    const [word, level] = was.required
      ? (['required', 'error'] as const)
      : (['optional', 'warning'] as const);
    return [tell('diff-header-removed', `${word} ${fieldText(about(was))} is gone`, { level })];
  });
  const added = now.headers
    .filter(({ name }) => !known.has(name))
    .map((is) => {
      const tell = teller(comparison.sides, about(is), { before: old.pointer, after: is.pointer });
      return tell('diff-header-added', `${fieldText(about(is))} is new`);
    });
  return [...changes, ...added];
}

function headerChange(
  comparison: Comparison,
  was: CompiledHeader,
  is: CompiledHeader,
  subject: Subject,
): readonly ContractChange[] {
  const { sides } = comparison;
  const places = { before: was.pointer, after: is.pointer };
  const tell = teller(sides, subject, places);
  const what = fieldText(subject);
  return [
    ...(was.required && !is.required
      ? [tell('diff-header-optional', `required ${what} became optional`)]
      : []),
    ...(!was.required && is.required ? [tell('diff-header-added', `optional ${what} became required`)] : []),
    ...styleChanges(sides, { old: was, now: is }, subject, places),
    ...valueChanges(comparison, subject, was, is),
  ];
}
