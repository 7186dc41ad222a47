import { readBaseline } from '../baseline-file.ts';
import type { Input } from '../command.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { openSession } from '../observe.ts';
import { destinationsOf, partialDestination } from '../outputs.ts';
import { readPartials, writePartial } from '../partial-file.ts';
import { settingsOf } from '../settings.ts';
import { writeReports } from '../write-reports.ts';

export async function runMerge(input: Input, io: Io): Promise<number> {
  const destinations = destinationsOf(input);
  const settings = await settingsOf(input, io);
  const session = await openSession({ settings, baseline: readBaseline(settings), input }, io);
  const builder = session.build([]);
  for await (const partial of readPartials(input.arguments, session.contract, io))
    session.add(builder, partial);
  const again = partialDestination(destinations);
  if (again !== undefined) {
    await writePartial(session.partial(builder), again.file, io);
    return exitCodes.passed;
  }
  const report = await session.finish(builder);
  await writeReports(report, destinations, input, io);
  return exitCodeOf(report.outcome);
}
