// The ways to tell: console, exception, function, log record. None of them but `throw` reaches the caller.
import { type Drift, describe } from './drift.ts';
import { createMemory } from './memory.ts';
import type { DriftLogger, WatchOptions } from './options.ts';

/** What `onDrift: 'throw'` rejects with; `drifts` holds all that the response had. */
export type DriftError = Error & { readonly drifts: readonly Drift[] };

/** Tells what is new; throws a DriftError where that is asked for. */
export function createTeller(options: WatchOptions): (drifts: readonly Drift[]) => void {
  const { onDrift = 'warn', mode = 'tolerant', logger } = options;
  const isNew = createMemory(options.memory ?? 1000);
  return (drifts) => {
    const open = drifts.filter((drift) => !isKnown(drift, options));
    const fresh = open.filter(isNew);
    if (logger !== undefined) for (const drift of fresh) quietly(options, () => emit(logger, drift));
    if (typeof onDrift === 'function') for (const drift of fresh) quietly(options, () => onDrift(drift));
    const thrown =
      onDrift === 'throw' ? open.filter(({ code }) => mode === 'strict' || !ADDITIONS.has(code)) : [];
    if (onDrift === 'warn' || onDrift === 'throw')
      for (const drift of fresh.filter((each) => !thrown.includes(each))) quietly(options, () => warn(drift));
    if (thrown.length > 0) throw driftError(thrown);
  };
}

/** What a vendor adds without breaking a reader that is tolerant (RFC 9413 has both sides of that argument). */
const ADDITIONS = new Set([
  'enum-value-undocumented',
  'header-undocumented',
  'property-undocumented',
  'property-unsupported',
  'status-undocumented',
]);

function isKnown({ fingerprint }: Drift, { baseline, now = () => new Date() }: WatchOptions): boolean {
  const entry = baseline?.findings.find((known) => known.fingerprint === fingerprint);
  if (entry === undefined) return false;
  return entry.expires === undefined || now().toISOString().slice(0, 10) < entry.expires;
}

/** Runs what belongs to the application or to an outside library; its failure is not the caller's. */
export function quietly(options: Pick<WatchOptions, 'onError'>, run: () => unknown): void {
  try {
    const result = run();
    if (result instanceof Promise)
      result.catch((error: unknown) => quietly({}, () => options.onError?.(error)));
  } catch (error) {
    if (options.onError !== undefined) quietly({}, () => options.onError?.(error));
  }
}

function warn(drift: Drift): void {
  // biome-ignore lint/suspicious/noConsole: this is what onDrift 'warn' asks for
  console.warn(describe(drift));
}

function driftError(drifts: readonly Drift[]): DriftError {
  const error = new Error(drifts.map(describe).join('\n'));
  return Object.assign(error, { name: 'DriftError', drifts });
}

/** Whether an error was thrown for a drift. */
export function isDriftError(error: unknown): error is DriftError {
  return error instanceof Error && error.name === 'DriftError' && 'drifts' in error;
}

// OpenTelemetry logs data model: severity 13 is WARN, 17 is ERROR. Attribute names follow the HTTP semantic conventions.
function emit(logger: DriftLogger, drift: Drift): void {
  const isError = drift.level === 'error';
  logger.emit({
    eventName: 'driftgate.drift',
    severityNumber: isError ? 17 : 13,
    severityText: isError ? 'ERROR' : 'WARN',
    body: drift.message,
    attributes: {
      'driftgate.code': drift.code,
      'driftgate.fingerprint': drift.fingerprint,
      'driftgate.operation': drift.operation,
      'driftgate.pointer': drift.pointer,
      'http.request.method': drift.method,
      'http.response.status_code': drift.status,
      'url.template': drift.path,
    },
  });
}
