// Nanoseconds per call, several contenders in one process: rounds in turn, of which the fastest counts: whatever else
// the machine does only adds to a round.

export type Contender = { readonly name: string; readonly run: () => unknown };
export type Measured = { readonly name: string; readonly nanoseconds: number };

const ROUNDS = 61;
const ROUND_MILLISECONDS = 4;
const WARM_UP = 5000;

let sink: unknown;

export function measure(contenders: readonly Contender[]): readonly Measured[] {
  const calls = contenders.map((contender) => callsPerRound(contender));
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++)
    contenders.forEach((contender, index) => {
      times[index]?.push(timeOf(contender, calls[index] ?? 1));
    });
  return contenders.map(({ name }, index) => ({ name, nanoseconds: Math.min(...(times[index] ?? [])) }));
}

/** After a warm-up, from the fastest of some tries. */
function callsPerRound(contender: Contender): number {
  timeOf(contender, WARM_UP);
  const tries = Array.from({ length: 9 }, () => timeOf(contender, WARM_UP / 10));
  return Math.max(1, Math.round((ROUND_MILLISECONDS * 1e6) / Math.min(...tries)));
}

function timeOf({ run }: Contender, calls: number): number {
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) sink = run();
  return Number(process.hrtime.bigint() - start) / calls;
}

/** Read by nobody; without it an engine may drop the calls. @public */
export function lastResult(): unknown {
  return sink;
}
