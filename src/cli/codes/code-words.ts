// Every code that a report can show, whichever stage it comes from: the one list behind `codes`, `explain`, completion and the
// tables of the documentation.
import { changeCodes } from '../../page/change-codes.ts';
import { docsRules } from '../../page/rules.ts';
import { rules } from '../../verdict/rules.ts';
import { uncheckedWords } from './unchecked-words.ts';
import type { CodeWords } from './words.ts';

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
  { name: 'unchecked', title: 'what could not be checked', codes: uncheckedWords },
];

export const codeWords: readonly CodeWords[] = codeGroups.flatMap(({ codes }) => codes);
