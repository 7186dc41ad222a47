// The slow half of a verdict: why a value does not fit. It is loaded when the first drift is met.
import { USUAL_LIMITS } from '../json/limits.ts';
import { headerValue } from '../lib/headers.ts';
import { essenceOf, framingOf } from '../lib/media-type.ts';
import { plural } from '../lib/plural.ts';
import type { CompiledContent } from '../model.ts';
import type { Schemas } from '../schema/evaluation.ts';
import { explainWith, unexplained } from '../schema/explain.ts';
import { isGuessed } from '../schema/long-texts.ts';
import { unions } from '../schema/union.ts';
import { isEmpty, NO_BODY, OPAQUE, plainValue, type ReadBody, unreadable } from './body.ts';
import { surveyText } from './body-survey.ts';
import { createItemReader, withUnread } from './items/read.ts';
import type { Explainer } from './rule.ts';
import { fits } from './value.ts';
import { explainMisreading } from './values/explain.ts';
import { readForm } from './values/form.ts';
import type { FormText } from './values/multipart.ts';
import type { ShownValues } from './wording.ts';

export function createExplainer(detail: Schemas, shown: ShownValues = {}): Explainer {
  const misreading: Explainer['misreading'] = (declared, reading) =>
    explainMisreading(detail, declared, reading, shown);
  return {
    value: createValueExplainer({ unions, ...detail }, shown),
    survey: surveyText,
    form: (reader, content, message) =>
      readFormText(reader.raw?.(message.body, message.headers, 'octets'), {
        content,
        contentType: headerValue(message.headers, 'content-type') ?? '',
        misreading,
      }),
    items: readItems,
    misreading,
  };
}

/** A sequence without any item is one too. */
const readItems: Explainer['items'] = (reader, content, { body, headers }) => {
  const contentType = headerValue(headers, 'content-type') ?? content.mediaType;
  const framing = framingOf(essenceOf(contentType) ?? '');
  const raw =
    framing && (isEmpty(body) ? EMPTY : reader.raw?.(body, headers, framing === 'parts' ? 'octets' : 'text'));
  if (framing === undefined || raw === undefined) return unreadable(content, OPAQUE);
  if ('kind' in raw) return raw;
  const { limits = USUAL_LIMITS } = reader;
  const items = createItemReader({ content, framing, contentType, survey: surveyText, limits });
  items.push(raw.text);
  if (body.kind !== 'bytes' || body.cut === undefined) {
    items.end();
    return items.take();
  }
  const read = items.take();
  const came = plural(read.value.length, 'whole item');
  return withUnread(read, { reason: 'item-cut', message: `${came} came, then ${body.cut}` });
};

const EMPTY: FormText = { text: '', isOctets: false };

type FormUse = {
  readonly content: CompiledContent;
  readonly contentType: string;
  readonly misreading: Explainer['misreading'];
};

function readFormText(
  form: FormText | ReadBody = UNREADABLE,
  { content, contentType, misreading }: FormUse,
): ReadBody {
  if ('kind' in form) return form;
  if (form.text === '') return NO_BODY;
  const reading = readForm({ form, contentType }, content, misreading);
  if (reading.kind === 'value') return plainValue(reading.value);
  const { message } = reading;
  if (reading.kind === 'malformed') return { kind: 'malformed', message, of: content.mediaType };
  return { kind: 'unchecked', reason: 'media-type-unreadable', message };
}

const UNREADABLE: ReadBody = {
  kind: 'unchecked',
  reason: 'media-type-unreadable',
  message: 'a form is not read here',
};

/** For parsed values alone; the detail brings `unions` along if it needs them. */
export function createValueExplainer(
  detail: Schemas,
  { showValues = false }: ShownValues = {},
): Explainer['value'] {
  return ({ schema = '', open }, value, untried = []) => {
    const explanation = explainWith(detail, schema, value, { assured: fits(open, value), showValues });
    const names = [...new Set([...untried, ...(open.untried?.() ?? []), ...explanation.untried])];
    // The validator refuses what the explainer accepts, although both tried every text: our bug, and no reason to let the value pass.
    if (explanation.violations.length === 0 && names.length === 0)
      return { ...explanation, violations: [unexplained(schema)] };
    const said = { value, untried: names.length > 0 };
    const violations = explanation.violations.filter((one) => !isGuessed(detail.schemas, said, one));
    return { ...explanation, violations, untried: names };
  };
}
