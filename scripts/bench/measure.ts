// Nanoseconds per call, several contenders in one process: rounds in turn, so that heat and neighbours hit all alike; the median counts.

export type Contender = { readonly name: string; readonly run: () => unknown };
export type Measured = { readonly name: string; readonly nanoseconds: number };

const ROUNDS = 21;
const ROUND_MILLISECONDS = 20;

let sink: unknown;

export function measure(contenders: readonly Contender[]): readonly Measured[] {
  const calls = contenders.map((contender) => callsPerRound(contender));
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++)
    contenders.forEach((contender, index) => {
      times[index]?.push(timeOf(contender, calls[index] ?? 1));
    });
  return contenders.map(({ name }, index) => ({ name, nanoseconds: median(times[index] ?? []) }));
}

function callsPerRound(contender: Contender): number {
  let calls = 1;
  while (timeOf(contender, calls) * calls < ROUND_MILLISECONDS * 1e6 && calls < 1e7) calls *= 2;
  return calls;
}

function timeOf({ run }: Contender, calls: number): number {
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) sink = run();
  return Number(process.hrtime.bigint() - start) / calls;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Read by nobody; without it an engine may drop the calls. @public */
export function lastResult(): unknown {
  return sink;
}
