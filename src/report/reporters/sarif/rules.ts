import type { CodeDescription, Finding } from '../../../model.ts';
import { type Json, plain } from './message.ts';

/** A rule for each code that occurs, sorted. */
export function rulesOf(
  findings: readonly Finding[],
  descriptions: readonly CodeDescription[],
): ({ readonly id: string } & Json)[] {
  const described = new Map(descriptions.map((description) => [description.code, description]));
  const levels = new Map(findings.map((finding) => [finding.code, finding.level]));
  return [...levels]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, level]) => ruleOf(code, level, described.get(code)));
}

function ruleOf(
  code: string,
  level: string,
  description: CodeDescription | undefined,
): { readonly id: string } & Json {
  const meaning = description?.meaning ?? code.replaceAll('-', ' ');
  const explanation = description?.explanation ?? meaning;
  return {
    id: code,
    name: code.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: plain(meaning),
    fullDescription: plain(explanation),
    help: plain(`${explanation}\n\ndriftgate explain ${code}`),
    defaultConfiguration: { level },
    properties: { tags: ['api-contract'] },
  };
}
