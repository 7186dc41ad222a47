// A JSON text that does not parse, or that may repeat a name: where it stops being JSON, and what its repeated names may mean.
import { describeMistake, MAX_DEPTH, type Repetition, surveyJson, withoutLater } from '../json/survey.ts';
import type { ReadBody } from './body.ts';
import { withoutByteOrderMark } from './body-text.ts';

export function surveyText(text: string): ReadBody {
  const survey = surveyJson(text);
  if (!survey.isJson)
    return { kind: 'malformed', message: describeMistake(text, survey.offset, survey.message) };
  if (survey.depth > MAX_DEPTH) return { kind: 'too-deep' };
  return repeatedValues(text, survey.repetitions);
}

/** Readers disagree on which of repeated values counts: up to ten of them are judged. */
function repeatedValues(text: string, repetitions: readonly Repetition[]): ReadBody {
  const parse = (json: string): unknown => JSON.parse(withoutByteOrderMark(json));
  const most = Math.min(10, Math.max(1, ...repetitions.map(({ ordinal }) => ordinal)));
  const earlier = Array.from({ length: most - 1 }, (_, index) =>
    parse(withoutLater(text, repetitions, index + 1)),
  );
  return { kind: 'value', value: parse(text), repetitions, earlier };
}
