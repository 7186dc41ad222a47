// A test for each recorded exchange, and one for each declared response that no recording shows.

import { methodNamed } from '../lib/http-methods.ts';
import { InputError } from '../lib/input-error.ts';
import { formatPlace } from '../lib/location.ts';
import { defined } from '../lib/objects.ts';
import type { Exchange, Report, Unreadable } from '../model.ts';
import { readRecordings } from '../recordings/read.ts';
import type { WatchedContract } from '../runtime/received.ts';
import { matchOperation } from '../verdict/match.ts';
import { responseFor } from '../verdict/responses.ts';
import { reportOn, textOf, type VerdictOptions } from './verdict.ts';

export type SuiteOptions = VerdictOptions & {
  readonly contract: WatchedContract;
  /** Files, folders and globs, relative to the working directory. */
  readonly recordings: string | readonly string[];
  /** Of the suite (default: the title of the contract). */
  readonly name?: string | undefined;
  /** What becomes of declared responses that no recording shows (default: `skip`, so that the test report names them). */
  readonly unobserved?: 'skip' | 'fail' | undefined;
};

/** The part of a test runner that is used here; vitest's fits. */
type TestRunner = {
  readonly describe: (name: string, register: () => void | Promise<void>) => unknown;
  readonly test: (
    name: string,
    run: (context: { readonly skip: (note?: string) => unknown }) => unknown,
  ) => unknown;
};

export function registerSuite({ describe, test }: TestRunner, options: SuiteOptions): void {
  const { contract, recordings, name = contract.title, unobserved = 'skip' } = options;
  describe(name, async () => {
    const { exchanges, mistakes } = await read(typeof recordings === 'string' ? [recordings] : recordings);
    for (const [place, mistake] of mistakes) test(`${place} can be read`, () => fail(mistake));
    for (const exchange of exchanges)
      test(titleOf(contract, exchange), async ({ skip }) => {
        const report = await reportOn(contract, [exchange], options);
        if (isLeftOut(report)) skip('allowed to go unchecked');
        else if (report.outcome !== 'passed') fail(textOf(report));
      });
    if (exchanges.length === 0) test('something is recorded', () => fail('no recording holds an exchange'));
    for (const response of unobservedOf(contract, exchanges))
      test(`${response} is recorded`, ({ skip }) =>
        unobserved === 'fail'
          ? fail(`${response} is declared, and no recording shows it`)
          : skip('no recording shows it'));
  });
}

type Read = {
  readonly exchanges: readonly Exchange[];
  readonly mistakes: readonly (readonly [place: string, mistake: string])[];
};

async function read(recordings: readonly string[]): Promise<Read> {
  const exchanges: Exchange[] = [];
  const mistakes: [string, string][] = [];
  try {
    for await (const entry of readRecordings(recordings)) {
      if ('unreadable' in entry) mistakes.push([placeOf(entry), entry.unreadable]);
      else exchanges.push(entry);
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { message, place, fix } = error;
    mistakes.push([
      place === undefined ? 'the recording' : formatPlace(place),
      fix === undefined ? message : `${message}\n  fix: ${fix}`,
    ]);
  }
  return { exchanges, mistakes };
}

/** Only the message matters, not the stack. */
function fail(message: string): never {
  const error = new Error(message);
  error.stack = `${error.name}: ${message}`;
  throw error;
}

/** Whether the user allowed by name that this exchange goes unchecked. */
function isLeftOut({ outcome, unchecked }: Report): boolean {
  const own = unchecked.filter(({ reason }) => reason !== 'nothing-observed');
  return outcome === 'unchecked' && own.length > 0 && own.every(({ allowed }) => allowed);
}

function placeOf({ source, pointer, line }: Exchange | Unreadable): string {
  return formatPlace({ file: source, ...defined({ pointer, line }) });
}

function titleOf(contract: WatchedContract, exchange: Exchange): string {
  const { request, response } = exchange;
  const operation = matchOperation(contract, request.method, request.url);
  const subject = operation?.id ?? `${methodNamed(request.method)} ${request.url.replace(/[?#].*$/s, '')}`;
  return `${subject} ${response.status}: ${placeOf(exchange)}`;
}

function unobservedOf(contract: WatchedContract, exchanges: readonly Exchange[]): readonly string[] {
  const seen = new Set(
    exchanges.map(({ request, response }) => {
      const operation = matchOperation(contract, request.method, request.url);
      return operation === undefined ? undefined : responseFor(operation, response.status);
    }),
  );
  return contract.operations.flatMap(({ id, responses }) =>
    responses.filter((response) => !seen.has(response)).map(({ status }) => `${id} ${status}`),
  );
}
