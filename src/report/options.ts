// The seams of the report on traffic: what it is given and what it gives. The stages that judge come in as functions.
import type {
  BodyCoverage,
  CompiledContent,
  CompiledContract,
  CompiledOperation,
  CompiledResponse,
  Coverage,
  Declared,
  Exchange,
  Issue,
  Level,
  TrafficReport,
  Unreadable,
} from '../model.ts';
import type { ReportSettings } from './outcome.ts';
import type { Gap, PartialReport } from './partial.ts';

/** What is said of one exchange. `issues` of an unchecked one are named in streams but make no finding. */
export type Judged = {
  readonly outcome: 'clean' | 'findings' | 'unchecked';
  readonly operation?: CompiledOperation | undefined;
  readonly response?: CompiledResponse | undefined;
  readonly mediaType?: string | undefined;
  /** The value that was held to the contract. */
  readonly judged?: { readonly value: unknown } | undefined;
  readonly issues: readonly Issue[];
  readonly unchecked?: Gap | undefined;
  /** What of an exchange could not be judged beside the verdict. */
  readonly notJudged?: readonly Gap[];
  /** Issues beyond those listed. */
  readonly dropped?: number | undefined;
};

export type RatedIssue = {
  readonly code: string;
  readonly level: Level;
  readonly pointer: string;
  readonly message: string;
};
export type Rated = { readonly outcome: Judged['outcome']; readonly findings: readonly RatedIssue[] };

export type ReportOptions = ReportSettings & {
  readonly contract: CompiledContract;
  /** What findings call the contract; set where one run holds several. */
  readonly contractName?: string | undefined;
  /** The recordings, each of which has to hold something. */
  readonly sources: readonly string[];
  /** Whether an operation that a baseline entry names is no longer declared: the entry is stale. By default none is. */
  readonly isGone?: ((operation: string) => boolean) | undefined;
  readonly levelOf: (issue: Issue, operation: string | undefined) => Level | 'off';
  readonly describe: (issue: Issue) => { readonly declared: Declared; readonly fix: string };
  /** Whether what could not be checked is allowed by name: `operation-undocumented: GET /health`. */
  readonly isAllowed: (name: string) => boolean;
  /** Coverage that falls short, each as one sentence. */
  readonly shortfalls?: (
    coverage: Coverage,
  ) => readonly { readonly kind: string; readonly message: string }[];
  /** What bodies showed of their schemas. */
  readonly bodyCoverageOf?: ((content: CompiledContent) => BodyCoverage | undefined) | undefined;
  /** Which part of a run this is: `2/4`. */
  readonly shards?: readonly string[];
  /** How many distinct findings are kept; known ones always are. */
  readonly limit?: number;
};

export type ReportBuilder = {
  readonly add: (exchange: Exchange, judged: Judged) => Rated;
  readonly addUnreadable: (entry: Unreadable) => void;
  readonly hasFindings: () => boolean;
  /** What is known so far, to go on elsewhere; `bodies` is left to whoever counts them. */
  readonly partial: (interrupted?: boolean) => PartialReport;
  readonly addPartial: (partial: PartialReport) => void;
  /** `interrupted`: not everything was read, so that an unseen recording says nothing. */
  readonly finish: (interrupted?: boolean) => TrafficReport;
};
