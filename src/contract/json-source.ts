// JSON text of a contract, with the places of its members.
import { memberFinder } from '../json/places.ts';
import { surveyJson } from '../json/survey.ts';
import type { Fail, ParsedText, Tell } from './source.ts';

/** undefined: the text is no JSON and need not be, so it may be YAML that starts with a bracket. */
export function parseJson(
  text: string,
  fail: Fail,
  tell: Tell,
  { maxDepth, isJson }: { readonly maxDepth: number; readonly isJson: boolean },
): ParsedText | undefined {
  const survey = surveyJson(text, maxDepth);
  if (survey.isJson) {
    for (const { offset, name } of survey.repetitions)
      tell(offset, `duplicate key ${JSON.stringify(name)}`, 'remove one of them');
    return { value: JSON.parse(text), find: memberFinder(text) };
  }
  const { offset, wanted, message, isTooDeep } = survey;
  if (!isJson && isTooDeep !== true) return undefined;
  if (wanted === undefined) return fail(offset, message);
  const found = text[offset];
  return fail(offset, `expected ${wanted}, found ${found === undefined ? 'the end' : JSON.stringify(found)}`);
}
