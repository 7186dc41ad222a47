// What a rule is. Three kinds ask three things of a response: its head, its text, its value; a fourth kind asks the request.

import type { MediaType } from '../lib/media-type.ts';
import type {
  CompiledContent,
  CompiledOperation,
  CompiledParameter,
  CompiledResponse,
  CompiledSchema,
  Exchange,
  Headers,
  Issue,
  JsonPointer,
  Level,
  ValueKeyword,
  Violation,
} from '../model.ts';
import type { Explanation } from '../schema/explain.ts';
import type { ReadBody, TextReaders } from './body.ts';
import type { Misreading } from './values/read.ts';

/** Says why what was observed does not fit. */
export type Explainer = TextReaders & {
  /** Of a value that the strict validator refuses: at least one violation, where it tried every pattern. `untried`: those that it did not. */
  readonly value: (schema: CompiledSchema, value: unknown, untried?: readonly string[]) => Explanation;
  /** Of a header or parameter: the words after its name. */
  readonly misreading: (declared: CompiledParameter, reading: Misreading) => string;
};

/** An exchange and what the contract says of it, before the body is read. */
export type Head = {
  readonly exchange: Exchange;
  readonly operation: CompiledOperation | undefined;
  /** The declared response of the observed status. */
  readonly response: CompiledResponse | undefined;
  /** The response headers to judge; undefined where the recording keeps none or a browser hides them. */
  readonly headers: Headers | undefined;
  /** Of the Content-Type field; undefined where there is none or it can't be read. */
  readonly mediaType: MediaType | undefined;
  /** Without it what the rules find is not told: its words may be anything. */
  readonly explainer: Explainer | undefined;
  /** Header names, in lower case, that no response has to declare. */
  readonly headersAllowed: readonly string[];
  /** In milliseconds since 1970: what was recorded before is stale. */
  readonly staleBefore: number | undefined;
};

/** The same with the body, read as far as its media type says how. */
export type Text = Head & {
  /** The declared content that the body is held to. */
  readonly content: CompiledContent | undefined;
  readonly body: ReadBody;
};

/** What a rule that finds nothing returns: most do, of every exchange. */
export const NO_ISSUES: readonly Issue[] = [];

export type ParameterDefect = {
  readonly in: CompiledParameter['in'];
  readonly name: string;
  readonly declaredAt: JsonPointer;
} & (
  | { readonly defect: 'missing' | 'undocumented' }
  | { readonly defect: 'mismatch'; readonly declared: CompiledParameter; readonly reading: Misreading }
);

/** The request of an exchange whose operation is known. */
export type RequestObservation = {
  readonly exchange: Exchange;
  readonly operation: CompiledOperation;
  readonly parameters: readonly ParameterDefect[];
  readonly mediaType: MediaType | undefined;
  readonly content: CompiledContent | undefined;
  readonly body: ReadBody;
  readonly explainer: Explainer | undefined;
  /** What the value rules say of the request body. */
  readonly valueIssues: readonly Issue[];
  /** Patterns that some text of the request body was not held against. */
  readonly untried: readonly string[];
};

type Named = {
  readonly code: string;
  /** `off`: the rule says nothing unless the config sets a level. */
  readonly level: Level | 'off';
};

/** Asks method, URL, status, headers and age of each exchange. */
export type HeadRule = Named & { readonly kind: 'head'; readonly find: (head: Head) => readonly Issue[] };

/** Asks of each body whether it is there and can be read. */
export type TextRule = Named & { readonly kind: 'text'; readonly find: (text: Text) => readonly Issue[] };

/** Words one violation of the strict schema; the validator asks, so that a clean value costs nothing. */
export type ValueRule = Named & {
  readonly kind: 'value';
  readonly message: (violation: Violation) => string;
  /** What a value has to fit beyond the contract as written; the contract is compiled with it. Built-in rules need none. */
  readonly condition?: ValueKeyword['condition'];
};

/** Asks the request, where requests are judged at all. */
export type RequestRule = Named & {
  readonly kind: 'request';
  readonly find: (request: RequestObservation) => readonly Issue[];
};

export type Rule = HeadRule | TextRule | ValueRule | RequestRule;

/** What other tools call the same thing, by tool; only where that tool has a term of its own. */
export type Elsewhere = Readonly<Record<string, string>>;

/** What people read of a rule. */
export type RuleWords = {
  /** One line, for tables. */
  readonly meaning: string;
  readonly explanation: string;
  /** A finding as the text report prints it. */
  readonly example: string;
  readonly fix: string;
  readonly elsewhere?: Elsewhere;
};

export type RuleDescription = Pick<Rule, 'kind' | 'code' | 'level'> & RuleWords;
