// Every code that a report can show, whichever stage it comes from: the one list behind `codes`, `explain`, completion and the
// tables of the documentation.
import { changeCodes } from '../../docs/change-codes.ts';
import { docsRules } from '../../docs/rules.ts';
import type { Elsewhere } from '../../drift/rule.ts';
import { rules } from '../../drift/rules.ts';
import type { Level } from '../../model.ts';

export type CodeWords = {
  readonly code: string;
  readonly level: Level;
  readonly meaning: string;
  readonly explanation: string;
  readonly example: string;
  readonly fix: string;
  readonly elsewhere?: Elsewhere;
};

export type CodeGroup = {
  readonly name: string;
  readonly title: string;
  readonly codes: readonly CodeWords[];
};

export const codeGroups: readonly CodeGroup[] = [
  {
    name: 'responses',
    title: 'responses',
    codes: rules.filter(({ code }) => !code.startsWith('request-')),
  },
  {
    name: 'requests',
    title: 'requests, with --requests',
    codes: rules.filter(({ code }) => code.startsWith('request-')),
  },
  { name: 'page', title: 'a page against itself', codes: docsRules },
  { name: 'changes', title: 'a page against the contract, or against its review', codes: changeCodes },
];

export const codeWords: readonly CodeWords[] = codeGroups.flatMap(({ codes }) => codes);
