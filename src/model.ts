// The nouns of driftgate, as readonly plain data. Every stage shares this file and knows no other stage.
// Declared = by the contract. Documented = by the vendor's page. Observed = on the wire.

/** An RFC 6901 JSON Pointer; '' is the whole value. */
export type JsonPointer = string;

/** Where something stands: a file with line and column (from 1), a file with a pointer, or a URL. */
export type Place = {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: JsonPointer;
};

/** A note never fails a run: only the comparison of two contracts has some. */
export type Level = 'error' | 'warning' | 'note';

// ---- Exchange: one observed request and its response -------------------------------------------------------

export type HeaderField = { readonly name: string; readonly value: string };

/** Header fields as the recording has them: names in any case, repeated fields as repeated entries or arrays. */
export type Headers = readonly HeaderField[] | Readonly<Record<string, string | readonly string[]>>;

export type Body =
  /** Already parsed by the recorder; duplicate keys and number spellings are gone. */
  | { readonly kind: 'json'; readonly value: unknown }
  /** Characters: content coding and charset are already undone. */
  | { readonly kind: 'text'; readonly text: string }
  /** Octets, before or after content coding; Content-Encoding and the octets together tell which. */
  | {
      readonly kind: 'bytes';
      readonly bytes: Uint8Array;
      /** Why these are only the first octets: all that is judged of them is items of a sequence. */
      readonly cut?: string;
    }
  /** Known to be empty. */
  | { readonly kind: 'none' }
  /** There was a body, or may have been, but the recording does not hold it: unchecked, never "missing". */
  | {
      readonly kind: 'unrecorded';
      readonly reason: string;
      /** There was one for certain. */
      readonly isPresent?: true;
    };

export type ExchangeRequest = {
  readonly method: string;
  /** Absolute, or from the path on. */
  readonly url: string;
  /** undefined: the recording keeps no request headers. */
  readonly headers: Headers | undefined;
  readonly body: Body;
};

export type ExchangeResponse = {
  readonly status: number;
  /** undefined: the recording keeps no response headers, so nothing is said about them. */
  readonly headers: Headers | undefined;
  readonly body: Body;
};

export type Exchange = {
  /** The recording's path as the user gave it, '-' for standard input, or the URL for live traffic. */
  readonly source: string;
  /** From 0, within the source. */
  readonly index: number;
  /** The entry inside the source, for formats that are one JSON or YAML document. */
  readonly pointer?: JsonPointer;
  /** The entry's first line from 1, for formats by line. */
  readonly line?: number;
  /** RFC 3339, as the recording has it. */
  readonly startedAt?: string;
  readonly request: ExchangeRequest;
  readonly response: ExchangeResponse;
};

/** An entry of a recording that is no exchange (status 0, aborted, no response): counted and named. */
export type Unreadable = {
  readonly source: string;
  readonly index: number;
  readonly pointer?: JsonPointer;
  readonly line?: number;
  readonly unreadable: string;
  /** `exchange-unreadable` unless another word fits, with the name that the config may allow. */
  readonly reason?: string;
  readonly subject?: string;
};

// ---- Contract: compiled from OpenAPI, used by the gate, the runtime, the matchers and the live suite alike --

export type Validate = ((value: unknown) => boolean) & {
  /** The patterns that some text of the last value was not held against: see MOST_STEPS of lib/regex.ts. */
  readonly untried?: () => readonly string[];
};

/** `schema` points into ContractDetail.schemas; undefined means that any value is right. */
export type CompiledSchema = {
  readonly schema: JsonPointer | undefined;
  /** The closed reading: true means that no body rule has anything to say. */
  readonly strict: Validate;
  /** The contract as written. */
  readonly open: Validate;
  /** The schema lets a value nest without end: recursive, or free-form somewhere. */
  readonly unbounded?: boolean;
  /**
   * What the contract says of such values and nobody can judge, at any depth: `pattern: (?i)a`, as `allow` of the config names it. The
   * schemas at whose values it is met carry the same names as `x-not-judged`.
   */
  readonly notJudged?: readonly string[];
  /** Nothing of a value is judged: there is no guard for it. */
  readonly isNotJudged?: true;
};

/** A property of a form body, and how it stands in it (OpenAPI 3.1, Encoding Object). */
export type CompiledField = Pick<CompiledParameter, 'name' | 'types' | 'serialization' | 'content'> & {
  /** In multipart/form-data: the media types that a part may have, as declared. */
  readonly contentType?: string;
  /** In multipart/form-data: the headers of its parts. */
  readonly headers?: readonly CompiledHeader[];
};

/** Of a sequence, whose schema is that of an array of its items. */
export type CompiledItems = {
  /** One item. */
  readonly one?: CompiledSchema;
  /** An array of any number of items, where the schema of the whole asks more than this. */
  readonly each?: CompiledSchema;
  /** The same of events whose data may be JSON, here as texts that are none. */
  readonly text?: CompiledSchema;
  /** Only the whole can be judged: no schema says of each item alone what it is. */
  readonly isWhole?: true;
};

export type CompiledContent = CompiledSchema & {
  /** Set where the body is a sequence of items (OpenAPI 3.2, Media Type Object: sequential media types). */
  readonly items?: CompiledItems;
  /** Of application/x-www-form-urlencoded and multipart/form-data; without it such a body can't be read. */
  readonly form?: readonly CompiledField[];
  /**
   * As declared, lower case; may be a range such as `application/*`. Parameters are part of it only where another key of the same response
   * differs in nothing else: it is the name under which findings and coverage know the content.
   */
  readonly mediaType: string;
  /** The parameters of the declared key but for charset: lower case, sorted by name. */
  readonly parameters?: readonly (readonly [name: string, value: string])[];
  /** Of a content that is not JSON: its schema takes any octets, so that a body is right if it is there. */
  readonly isOctets?: true;
  /** Of a content that is not JSON: the types that a text may stand for, none: any; undefined where no text can fit the schema. */
  readonly textTypes?: readonly string[];
};

export type CompiledResponse = {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  /** Into the OpenAPI document; places are looked up by it. */
  readonly pointer: JsonPointer;
  readonly content: readonly CompiledContent[];
  readonly headers: readonly CompiledHeader[];
};

/** A value that stands in text outside of a body: a parameter, or a header of a response (OpenAPI 3.1, Parameter and Header Object). */
export type CompiledParameter = CompiledSchema & {
  /** Of a response header in lower case. */
  readonly name: string;
  readonly in: 'path' | 'query' | 'querystring' | 'header' | 'cookie';
  readonly required: boolean;
  /** What the schema says of a value alone; none: any. */
  readonly types: readonly string[];
  readonly pointer: JsonPointer;
  /** Without it the value is one text, as it stands. */
  readonly serialization?: CompiledSerialization;
  /** The text is JSON. */
  readonly content?: 'json';
  /** Of a querystring parameter: the text is application/x-www-form-urlencoded with these fields. */
  readonly form?: readonly CompiledField[];
  /** Such a form may have further fields. */
  readonly isOpenForm?: true;
  /** Of a query parameter: an empty text is right, whatever the schema. */
  readonly allowEmptyValue?: true;
};

export type CompiledHeader = CompiledParameter & { readonly in: 'header' };

export type ParameterStyle =
  | 'form'
  | 'simple'
  | 'label'
  | 'matrix'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'deepObject'
  | 'cookie';

/** How an array or object stands in text (OpenAPI 3.1, Parameter Object: style), and the types of what it holds; no types: any. */
export type CompiledSerialization = {
  readonly style: ParameterStyle;
  readonly explode: boolean;
  /** Of the elements; set where the value may be an array. */
  readonly items?: readonly string[];
  /** By name; set where the value may be an object. */
  readonly properties?: readonly TypesByName[];
  /** By a regular expression that names match. */
  readonly patterns?: readonly TypesByName[];
  /** Of properties beyond those; set where an object may have them. */
  readonly further?: readonly string[];
};

/** A list, since a name may be `__proto__`. */
export type TypesByName = readonly [name: string, types: readonly string[]];

export type CompiledOperation = {
  readonly id: string;
  /** As requests send it: case matters. */
  readonly method: string;
  /** The template as declared, without the server's prefix and without a fragment or query. */
  readonly path: string;
  readonly deprecated?: true;
  /** The path parameter that may span several segments. */
  readonly multiSegment?: string;
  /** Path prefixes of its servers, '' for none; never a trailing slash. `{name}` stands for any one segment. */
  readonly prefixes: readonly string[];
  readonly pointer: JsonPointer;
  readonly parameters: readonly CompiledParameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: readonly CompiledContent[] };
  /** Header, query or cookie names that carry credentials: any one set satisfies. */
  readonly security: readonly (readonly string[])[];
  readonly responses: readonly CompiledResponse[];
};

/** The open reading of one item of a sequence. */
export type OpenItems = { readonly one?: { readonly open: Validate } };

/** The open validators of one operation's responses and nothing else: all that an application bundles that only asks whether a body fits. */
export type OpenOperation = {
  readonly responses: readonly {
    readonly status: string;
    readonly content: readonly { readonly open: Validate; readonly items?: OpenItems }[];
  }[];
};

/** An example of a response, as the contract states it; whether it fits the contract is for its user to find out. */
export type ResponseExample = {
  readonly status: string;
  readonly mediaType: string;
  /** In lower case, where this is an example of a header and not of the body. */
  readonly header?: string;
  readonly name: string;
  readonly value: unknown;
};

/** The fast half: routes and validators. */
export type CompiledContract = {
  readonly format: 2;
  /** The OpenAPI document, relative to where it was compiled. */
  readonly source: string;
  /** sha256 over the document and the files that it refers to (lib/hash.ts). */
  readonly hash: string;
  /** Those files, as `source`: what to read again to learn whether this is fresh. Without it, `source` alone. */
  readonly files?: readonly string[];
  /** How many of the files behind `source` are overlays of it. */
  readonly overlays?: number;
  /** The schemas of items that the config gave, as JSON. */
  readonly itemSchemas?: string;
  readonly title: string;
  /** Hosts of its servers: lower case, without port, `*` for any characters. Without it any host may be the service. */
  readonly hosts?: readonly string[];
  readonly operations: readonly CompiledOperation[];
  /** Some operations were left out when it was generated: the gate does not use it. */
  readonly isPart?: boolean;
  /** What is wrong in the document, sorted by outcome, kind and subject. */
  readonly defects?: readonly ContractDefect[];
};

/** Something in a contract that is not as its specification wants it, and that does not keep the rest from being read. */
export type ContractDefect = {
  /** A row of the table in contract/defects.ts. */
  readonly kind: string;
  /** `told` changes no verdict. What is `not judged` is met in bodies under the name `kind: subject`. */
  readonly outcome: 'told' | 'not judged';
  /** What tells several of a kind apart: the pattern, the format, the reference; '' where they are only counted. */
  readonly subject: string;
  /** What it is and what follows, in a few words. */
  readonly summary: string;
  /** Of the first one. */
  readonly message: string;
  readonly places: number;
  readonly first: Place;
};

/** Line and column from 1, then the index into `files`. */
export type Position = readonly [line: number, column: number, file: number];

/** The slow half: what explains a failing response. Loaded only then. */
export type ContractDetail = {
  readonly hash: string;
  readonly files: readonly string[];
  /** `{ $defs }` of strict schemas, JSON Schema 2020-12, every `$ref` local. */
  readonly schemas: { readonly $defs: Readonly<Record<string, JsonSchema>> };
  /** What is asserted of the formats that the schemas use: a regular expression of strings, or a function of the config. */
  readonly formats: Readonly<
    Record<string, readonly [source: string, flags: string] | ((value: unknown) => boolean)>
  >;
  /** By pointer, into `schemas` (`/$defs/...`) or into the OpenAPI document (`/paths/...`). */
  readonly places: Readonly<Record<JsonPointer, Position>>;
  /** By operationId, for mocks. */
  readonly examples?: Readonly<Record<string, readonly ResponseExample[]>>;
};

/** Formats of the config by name: a regular expression for strings, as source and flags, or the text of a function of strings and numbers. */
export type OwnFormats = Readonly<Record<string, readonly [source: string, flags: string] | string>>;

export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/** A further condition on values, by what their schema in the contract says. The strict validator holds values to it, the open one does not. */
export type ValueKeyword = {
  /** The code of the violation. */
  readonly code: string;
  /**
   * The JSON Schema that a value of `stated` must fit too, or undefined where the rule does not concern it. A pure function; the result has no
   * `$ref`, and its `description`, if any, words what is expected.
   */
  readonly condition: (stated: Readonly<Record<string, unknown>>) => JsonSchema | undefined;
};

/** Where the strict schema holds the conditions of value rules, by code: JSON Schemas. */
export type ValueConditions = Readonly<Record<string, JsonSchema>>;

// ---- Drift: from a failing exchange to findings -------------------------------------------------------------

/** What the explainer says of a value: one per root cause, no wording about places or fixes. */
export type Violation = {
  readonly code: string;
  /** In the instance. */
  readonly pointer: JsonPointer;
  /** Into ContractDetail.schemas. */
  readonly schemaPointer: JsonPointer;
  /** The undocumented or missing name, or the enum value: part of the identity. */
  readonly name?: string;
  /** What the contract says, without the subject: `string`, `one of 34 values`. */
  readonly expected: string;
  /** What was observed, by kind only: `number`, `null`, `a string of 12 characters`. */
  readonly received: string;
  /** For a union: which branch was taken and why. */
  readonly branch?: string;
  /** How often it is in this body, where only the first ones of many alike are listed: this one stands for the rest too. */
  readonly times?: number;
};

/** What a rule says of an exchange; the runner adds level, places, identity and counts. */
export type Issue = {
  readonly code: string;
  readonly pointer: JsonPointer;
  /** `pointer` with `*` for array indexes and map keys; without it, each token of digits counts as an index. */
  readonly pattern?: JsonPointer;
  /** Both sides, lower case, one sentence without a full stop. */
  readonly message: string;
  readonly name?: string;
  readonly expected?: string;
  readonly received?: string;
  /** Key of ContractDetail.places. */
  readonly declaredAt?: JsonPointer;
  readonly branch?: string;
  /** How often it is in this body, where only the first ones of many alike are listed: this one stands for the rest too. */
  readonly times?: number;
  /** What to do about it, where that depends on what was observed; the rule's own words otherwise. */
  readonly fix?: string;
};

export type Occurrence = {
  readonly place: Place;
  readonly pointer: JsonPointer;
  readonly startedAt?: string;
};

/** The contract's side of a finding. */
export type Declared = { readonly text: string; readonly place?: Place };

/** The page's side of a finding. */
export type Documented = {
  readonly by: 'table' | 'sample' | 'no' | 'unknown';
  readonly text: string;
  readonly place?: Place;
};

/** Why a finding does not fail. */
export type Known = {
  readonly reason: string;
  readonly expires?: string;
  readonly ticket?: string;
  /** `review`: accepted with its page; `contract`: its x-undocumented says so; absent: the baseline. */
  readonly by?: 'review' | 'contract';
};

/** What the traffic shows of the subject of a page finding: in `count` of `outOf` requests or responses. */
export type SeenInTraffic = {
  readonly count: number;
  readonly outOf: number;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  /** The first ten. */
  readonly recordings: readonly string[];
};

/** A place beside the finding's own: the page's table, the reviewed page, the line of the generated types. */
export type RelatedPlace = { readonly label: 'table' | 'reviewed' | 'types'; readonly place: Place };

/** One root cause, with everything that the reports say of it: of traffic, or of a page (its code starts with `docs-`). */
export type Finding = {
  readonly code: string;
  readonly level: Level;
  readonly fingerprint: string;
  /** The contract's source; set where one run holds several contracts. */
  readonly contract?: string;
  readonly operation: string | undefined;
  readonly method: string;
  /** The path template, or the observed path where no operation matches. */
  readonly path: string;
  /** Of a page finding also `request`. */
  readonly status: string;
  readonly mediaType: string | undefined;
  /** The first occurrence's pointer. */
  readonly pointer: JsonPointer;
  /** With `*` for every array index. */
  readonly pattern: JsonPointer;
  readonly name?: string;
  readonly message: string;
  /** The observed value by its shape: `string "aa-99"`, `object of 3 properties`. */
  readonly received?: string;
  /** The contract's side; absent where a page was held against no contract. */
  readonly declared?: Declared;
  readonly documented?: Documented;
  /** Of a page finding; the traffic's side of the others is `where`. */
  readonly observed?: SeenInTraffic;
  readonly related?: readonly RelatedPlace[];
  /** Which of page, contract and traffic stands alone, in one sentence. */
  readonly oddOneOut?: string;
  readonly fix: string;
  readonly occurrences: number;
  /** How many exchanges of this operation and status were observed. */
  readonly outOf?: number;
  /** The first ten. */
  readonly where: readonly Occurrence[];
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  readonly known?: Known;
  /** Set where a baseline entry ran out: the finding counts as new again. */
  readonly expired?: Known;
};

/**
 * What is said of a reference page: against itself, against the contract or against its review. The report adds identity,
 * configured level and whether it is known.
 */
export type PageIssue = {
  readonly code: string;
  /** Unless the config sets another; `off` is not told then. */
  readonly level: Level | 'off';
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** `request`, or the status. */
  readonly status: string;
  /** With `*` for any item or map key; `/` is the whole body, '' the operation or one of its parameters. */
  readonly pointer: JsonPointer;
  /** The parameter, value or limit that it is about, beyond its pointer. */
  readonly name?: string;
  /** `query limit`, where `name` is one of its values. */
  readonly parameter?: string;
  readonly message: string;
  /** On the page, or in the contract where no page has it. */
  readonly place: Place;
  /** The row of the table, or the table. */
  readonly tablePlace?: Place;
  readonly declaredPlace?: Place;
  /** On the page as it was reviewed. */
  readonly reviewedPlace?: Place;
  /** The line of the generated types. */
  readonly typesPlace?: Place;
  readonly count: number;
  readonly fix: string;
  /** Why the contract keeps it beyond the page: its x-undocumented. */
  readonly onPurpose?: string;
  readonly declared?: string;
  readonly documented?: Documented;
  readonly observed?: SeenInTraffic;
  readonly oddOneOut?: string;
};

/** What changed from one contract to the next. The report adds identity, configured level and whether it is known. */
export type ContractChange = {
  readonly code: string;
  /** error: a client that was compiled from the old contract breaks. */
  readonly level: Level;
  /** As the old contract calls it, or the new one where it is new; undefined: the change is about no operation. */
  readonly operation: string | undefined;
  readonly method: string;
  readonly path: string;
  /** `request`, or the status. */
  readonly status: string;
  readonly mediaType: string | undefined;
  /** In the value, with `*` for any item or map key. */
  readonly pointer: JsonPointer;
  /** What tells several of one code and pointer apart: a parameter, a value, a limit. */
  readonly name?: string;
  /** `query limit`, `header x-total`: what is no body. */
  readonly field?: string;
  readonly message: string;
  readonly before: Place;
  readonly after: Place;
  readonly observed?: SeenInTraffic;
};

/** Which part of a version number the changes ask for, and why. */
export type VersionAdvice = { readonly bump: 'major' | 'minor' | 'patch'; readonly reason: string };

/** What could not be checked: counted, named, failing unless allowed by name. */
export type Unchecked = {
  /** Kebab-case: `operation-undocumented`, `body-unrecorded`, `body-undecodable`, `nothing-observed`. */
  readonly reason: string;
  /** The name under which the config may allow it: `GET /health`. */
  readonly subject: string;
  readonly message: string;
  readonly occurrences: number;
  readonly where: readonly Occurrence[];
  readonly allowed: boolean;
};

// ---- Baseline ------------------------------------------------------------------------------------------------

export type BaselineEntry = {
  readonly fingerprint: string;
  /** As in the finding. */
  readonly contract?: string;
  readonly code: string;
  readonly operation: string | undefined;
  readonly status: string;
  readonly pointer: JsonPointer;
  readonly reason: string;
  /** ISO date; from that day on the finding fails again. */
  readonly expires?: string;
  readonly ticket?: string;
};

export type Baseline = { readonly version: 1; readonly findings: readonly BaselineEntry[] };

// ---- Coverage and Report -------------------------------------------------------------------------------------

export type Share = { readonly declared: number; readonly observed: number };

/** `pointer` has `*` for array items and map keys. */
export type PropertyCoverage = {
  readonly pointer: JsonPointer;
  readonly required: boolean;
  readonly observed: number;
  /** How many objects there were that could have held it. */
  readonly outOf: number;
  readonly deprecated?: true;
  /** The declared values of a closed list, as JSON text. */
  readonly values?: readonly { readonly value: string; readonly observed: number }[];
};

export type BranchCoverage = {
  readonly pointer: JsonPointer;
  readonly branch: string;
  readonly observed: number;
};

/** What the bodies of one media type showed of their schema. */
export type BodyCoverage = {
  readonly properties: readonly PropertyCoverage[];
  readonly branches: readonly BranchCoverage[];
};

export type ResponseCoverage = {
  readonly status: string;
  readonly observed: number;
  readonly mediaTypes: readonly { readonly mediaType: string; readonly observed: number }[];
  readonly headers?: readonly { readonly name: string; readonly observed: number }[];
  /** Of responses that were observed with a body. */
  readonly bodies?: readonly ({ readonly mediaType: string } & BodyCoverage)[];
};

export type OperationCoverage = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly deprecated?: true;
  readonly observed: number;
  readonly responses: readonly ResponseCoverage[];
};

export type Coverage = {
  readonly operations: Share;
  readonly statuses: Share;
  /** Of the responses that were observed: what else they declare, and how much of it came. */
  readonly mediaTypes?: Share;
  readonly headers?: Share;
  readonly properties?: Share;
  readonly enumValues?: Share;
  readonly branches?: Share;
  /** How many responses came with headers whose declaration names none at all: nothing is said of theirs. */
  readonly headersNotJudged?: number;
  readonly byOperation: readonly OperationCoverage[];
};

/** Distinct findings, by whether they fail: new ones by level, and known ones. Only contracts are compared with notes. */
export type FindingCounts = {
  readonly errors: number;
  readonly warnings: number;
  readonly notes?: number;
  readonly known: number;
};

export type Counts = FindingCounts & {
  readonly recordings: number;
  readonly exchanges: number;
  readonly clean: number;
  readonly withFindings: number;
  readonly unchecked: number;
};

export type Outcome = 'passed' | 'findings' | 'unchecked';

/** What a code means, from its rule: reports that travel without the tool carry it along. */
export type CodeDescription = {
  readonly code: string;
  readonly level: Level;
  /** One line. */
  readonly meaning: string;
  readonly explanation: string;
};

/** One side of the matrix: whether it knows the property or value, and in which words. */
export type MatrixCell = { readonly state: 'yes' | 'no' | 'unknown'; readonly text?: string };

/** A property of a response, or one value of its enum, on each side. */
export type MatrixRow = {
  /** With `*` for array items and map keys. */
  readonly pointer: JsonPointer;
  /** Set where the row is about one enum value. */
  readonly value?: string;
  readonly table: MatrixCell;
  readonly sample: MatrixCell;
  readonly contract: MatrixCell;
  /** In how many of the checked responses; undefined where none was checked. */
  readonly traffic?: { readonly observed: number; readonly outOf: number };
  /** Which side stands alone, where one does. */
  readonly oddOneOut?: string;
};

export type Matrix = {
  readonly operation: string;
  readonly status: string;
  readonly rows: readonly MatrixRow[];
};

/** A reference page that was read. */
export type ReportedPage = {
  readonly file: string;
  readonly operation: string;
  /** sha256 of its text. */
  readonly hash: string;
  /** Whether any byte differs from the reviewed page; set where pages are held against their review. */
  readonly isChanged?: boolean;
};

export type ReportBase = {
  readonly version: 1;
  readonly tool: { readonly name: 'driftgate'; readonly version: string };
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  /** Entries that no longer occur although their operation and status were observed. */
  readonly stale: readonly BaselineEntry[];
  /** The codes that occur in the findings, sorted. */
  readonly codes?: readonly CodeDescription[];
  /** Page, contract and traffic side by side; a report without pages has none. */
  readonly matrix?: readonly Matrix[];
  /** What the report left out to stay bounded. */
  readonly leftOut?: { readonly findings: number };
};

export type ReportedContract = {
  readonly source: string;
  /** The file of each, where `source` names several. */
  readonly sources?: readonly string[];
  readonly hash: string;
  readonly title: string;
};

/** What `driftgate check` says of exchanges. */
export type TrafficReport = ReportBase & {
  readonly contract: ReportedContract;
  /** What is wrong in the contract. */
  readonly defects?: readonly ContractDefect[];
  readonly counts: Counts;
  readonly coverage: Coverage;
  readonly pages?: undefined;
  readonly before?: undefined;
};

/** What `driftgate docs check` and `docs diff` say of reference pages. */
export type PageReport = ReportBase & {
  readonly pages: readonly ReportedPage[];
  /** Absent where the pages were held against no contract. */
  readonly contract?: ReportedContract | undefined;
  /** With `recordings` and `exchanges` where the findings say what the traffic shows. */
  readonly counts: FindingCounts & { readonly recordings?: number; readonly exchanges?: number };
  readonly coverage?: undefined;
  readonly defects?: undefined;
  readonly before?: undefined;
};

/** What `driftgate diff` says of two contracts: `contract` is the new one. */
export type DiffReport = ReportBase & {
  readonly contract: ReportedContract;
  readonly before: ReportedContract;
  readonly advice: VersionAdvice;
  /** `operations`: of the old contract. With `recordings` and `exchanges` where the findings say what the traffic shows. */
  readonly counts: FindingCounts & {
    readonly operations: number;
    readonly recordings?: number;
    readonly exchanges?: number;
  };
  readonly pages?: undefined;
  readonly coverage?: undefined;
  readonly defects?: undefined;
};

export type Report = TrafficReport | PageReport | DiffReport;

// ---- Page: the facts that a vendor's reference page states ----------------------------------------------------

export type FieldConstraints = {
  readonly enum?: readonly string[];
  readonly default?: string;
  readonly minimum?: string;
  readonly maximum?: string;
  readonly minLength?: string;
  readonly maxLength?: string;
  /** `not-supported`, `deprecated`, `reserved`. */
  readonly notes?: readonly string[];
  /** The same words said of one value only. */
  readonly valueNotes?: readonly string[];
  /** An OpenAPI document of the vendor allows null. */
  readonly isNullable?: true;
};

export type PageParameter = FieldConstraints & {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'formData';
  /** Absent where the page does not say, or says it in a word that is not known. */
  readonly required?: boolean;
  readonly type: string;
};

/** `pointer` has `*` for any array item or map key; `type` is the cell's text verbatim, '' where there is none. */
export type PageField = FieldConstraints & {
  readonly pointer: JsonPointer;
  readonly required?: boolean;
  readonly type: string;
};

/** What one reference page says of one operation; places are kept apart, in PagePlaces. */
export type PageFacts = {
  readonly operationId: string;
  readonly title: string;
  readonly method: string;
  readonly path: string;
  /** Other ways to the same operation: `GET /me/things`. */
  readonly otherRequestLines?: readonly string[];
  readonly parameters: readonly PageParameter[];
  readonly requestFields: readonly PageField[];
  readonly responses: Readonly<Record<string, readonly PageField[]>>;
  readonly statusCodes: readonly string[];
  /** Those of `statusCodes` that need no table: only a sentence names them, or the page says that they have no body. */
  readonly statusesWithoutTable?: readonly string[];
  /** This vendor shows most responses by a sample alone. */
  readonly responsesBySample?: true;
  /** By `request` or status. */
  readonly examples: Readonly<Record<string, readonly unknown[]>>;
  readonly requestExampleTitles?: readonly string[];
  readonly exampleRequestLines?: readonly string[];
};
