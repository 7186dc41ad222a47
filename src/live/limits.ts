/** Milliseconds and bytes. */
export type Limits = {
  readonly connect: number;
  readonly headers: number;
  readonly body: number;
  /** Over all attempts, waits and redirects of one request. */
  readonly whole: number;
  readonly rawBytes: number;
  readonly decodedBytes: number;
  readonly retries: number;
  readonly retryAfter: number;
  readonly redirects: number;
  readonly concurrency: number;
};

export const usualLimits: Limits = {
  connect: 10_000,
  headers: 30_000,
  body: 60_000,
  whole: 120_000,
  rawBytes: 50_000_000,
  decodedBytes: 100_000_000,
  retries: 3,
  retryAfter: 60_000,
  redirects: 3,
  concurrency: 2,
};

/** Runs at most that many at once, in order of asking. */
export function atMost(count: number): <T>(run: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (run) => {
    if (running >= count) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

export function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}

export function megabytes(bytes: number): string {
  return `${bytes / 1_000_000} MB`;
}
