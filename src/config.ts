// What driftgate.config.ts may say. `import type { Config }` and `satisfies Config` cost nothing when the file is read;
// defineConfig is the same for those who prefer a call.

import type { ItemSchema } from './contract/config-items.ts';
import type { Limits } from './json/limits.ts';
import type { LiveSettings } from './live/settings.ts';
import type { Level } from './model.ts';
import type { Layout } from './page/layout.ts';
import type { FailOn } from './report/outcome.ts';

export type RuleLevel = Level | 'off';

export type RuleConfig =
  | RuleLevel
  | {
      /** Where no operation and no pointer below says otherwise. */
      readonly level?: RuleLevel;
      /** By operationId. */
      readonly operations?: Readonly<Record<string, RuleLevel>>;
      /** By pointer into the body, `*` for any one token; stronger than the operation. */
      readonly pointers?: Readonly<Record<string, RuleLevel>>;
    };

/** In percent of what the contract declares. */
export type MinCoverage = {
  readonly operations?: number;
  readonly statuses?: number;
  /** These five count what the observed responses declare. */
  readonly mediaTypes?: number;
  readonly headers?: number;
  readonly properties?: number;
  readonly enumValues?: number;
  readonly branches?: number;
};

export type PagesConfig = {
  /** Layouts of reference pages, tried before those of the package; `driftgate docs layout PAGE` writes a draft. */
  readonly layouts?: readonly Layout[];
};

/** One of several contracts of a config; its paths are relative to the config file, too. */
export type ContractConfig = Pick<
  Config,
  'overlays' | 'itemSchemas' | 'compiled' | 'recordings' | 'hosts'
> & {
  readonly contract: string;
};

export type Config = {
  /**
   * Several contracts, each with what it alone has, in the place of `contract`, `overlays`, `itemSchemas`, `compiled`, `recordings` and `hosts`: `check`, `merge` and
   * `baseline update` hold all of them and give one report; other commands take one of them with `--contract`.
   */
  readonly contracts?: readonly ContractConfig[];
  /** The vendor's own OpenAPI document: what `docs check`, `docs diff` and `docs accept` read where no page is named. */
  readonly documented?: string;
  /** How reference pages are read. */
  readonly pages?: PagesConfig;
  /** How the service itself is asked: `check --live`, `probe`, `record`. */
  readonly live?: LiveSettings;
  /** Names of path parameters that may span several segments, beside those that the contract marks with x-multi-segment: one of a path. */
  readonly multiSegment?: readonly string[];
  /** Names of headers, cookies, parameters and properties that are secret, beyond the usual ones. */
  readonly redact?: readonly string[];
  /** The OpenAPI document. Paths are relative to the config file. */
  readonly contract?: string;
  /** Overlays of the contract, in order: corrections of a document that somebody else writes (OAI Overlay 1.0 and 1.1). */
  readonly overlays?: readonly string[];
  /**
   * What one item of a stream is, where the contract does not say: `{ operation: 'chat', mediaType: 'text/event-stream', schema: '#/components/schemas/Event' }`,
   * with a `status` where only one response is meant. The schema may also be written here.
   */
  readonly itemSchemas?: readonly ItemSchema[];
  /**
   * The module that `driftgate generate` writes from it: `src/generated/contract.js`; `.mjs` is an ES module in every project, `.cjs` a
   * CommonJS module. While it is missing or stale, the contract itself is compiled for the run.
   */
  readonly compiled?: string;
  /** Files, folders and globs. */
  readonly recordings?: readonly string[];
  /** Files and globs that folders and globs of `recordings` pass over. */
  readonly exclude?: readonly string[];
  /** Known findings. */
  readonly baseline?: string;
  /** `warning` where it is not given. */
  readonly failOn?: FailOn;
  /** What may go unchecked, as the report names it: `operation-undocumented: GET /health`, `pattern: (?i)*`; `*` for any characters. */
  readonly allow?: readonly string[];
  /** By code. */
  readonly rules?: Readonly<Record<string, RuleConfig>>;
  readonly minCoverage?: MinCoverage;
  /** In days: an exchange recorded longer ago is a `recording-stale` finding. */
  readonly maxAge?: number;
  /** Hosts that are this service beside the contract's servers, `*` for any characters: recorded exchanges with others are only counted. */
  readonly hosts?: readonly string[];
  /** What of a recording is read: what exceeds a limit is unchecked. 100 MiB a body and 5,000,000 JSON tokens where they are not given. */
  readonly limits?: Partial<Limits>;
  /** Header names that no response has to declare, beside the registered ones; `*` for any characters. */
  readonly headersAllowed?: readonly string[];
  /** `strict`: whatever is wrong in the contract is an error; for contracts that a team writes itself. Others are read as they are. */
  readonly lint?: 'strict';
  /**
   * What a `format` means that is not of OpenAPI or JSON Schema: a regular expression for strings, or a function of strings and numbers
   * that uses nothing from outside of itself, because it is written into the compiled contract.
   */
  readonly formats?: Readonly<Record<string, RegExp | ((value: string | number) => boolean)>>;
  /** Where generated declarations import driftgate's types from; `driftgate` where it is not given. */
  readonly typesFrom?: string;
  /** Where generated modules of operations import `driftgate/runtime` from; that where it is not given. */
  readonly runtimeFrom?: string;
  /** Whether the module of each operation holds its own validators and imports no others (default: where there are more than 20). */
  readonly split?: boolean;
};

export function defineConfig(config: Config): Config {
  return config;
}
