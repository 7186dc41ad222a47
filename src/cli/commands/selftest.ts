import { type Selftest, selftest } from '../../selftest/run.ts';
import { type Command, exitCodes, type Input, type Io } from '../command.ts';
import { settingsOf } from '../config/settings.ts';
import { contractOptions } from '../options.ts';
import { openContract } from '../run/contract.ts';
import { readyAll } from '../run/module.ts';

export const command: Command = {
  description:
    'Derive bodies from the contract that are right, plant every kind of drift at every place, and report how much of it is found ' +
    'with the right code and pointer, and what is found where nothing is wrong. Anything under 100 % fails (1).',
  arguments: [],
  options: contractOptions,
  examples: {
    'driftgate selftest': 'the contract that the config names',
    'driftgate selftest --contract openapi.yaml': 'another contract',
  },
  run: runSelftest,
};

const SHOWN = 10;

async function runSelftest(input: Input, io: Io): Promise<number> {
  const module = await openContract(await settingsOf(input, io), io);
  await readyAll(module);
  const result = selftest(module.contract, await module.detail());
  await io.stdout.write(tableOf(result));
  const isPerfect = result.falseAlarms.length === 0 && result.survivors.length === 0;
  if (result.bodies === 0) return exitCodes.unchecked;
  return isPerfect ? exitCodes.passed : exitCodes.findings;
}

function tableOf({ bodies, unreachable, kinds, falseAlarms, survivors }: Selftest): string {
  const width = Math.max(...Object.keys(kinds).map((code) => code.length), 0);
  const rows = Object.entries(kinds).map(
    ([code, { planted, killed }]) =>
      `${code.padEnd(width)}  ${String(killed).padStart(6)} of ${String(planted).padStart(6)}  ${percent(killed, planted)}\n`,
  );
  const all = Object.values(kinds).reduce(
    (sum, { planted, killed }) => ({ planted: sum.planted + planted, killed: sum.killed + killed }),
    { planted: 0, killed: 0 },
  );
  return [
    ...rows,
    ...listed('false alarm', falseAlarms),
    ...listed('not found', survivors),
    all.planted === 0
      ? 'no mutation could be planted'
      : `${all.killed} of ${all.planted} planted mutations found (${percent(all.killed, all.planted)})`,
    `, ${falseAlarms.length} false alarms in ${bodies} bodies`,
    unreachable > 0 ? `; ${unreachable} choices of the schemas allow no body\n` : '\n',
  ].join('');
}

/** Never rounded up to 100. */
function percent(part: number, whole: number): string {
  return `${Math.floor((1000 * part) / whole) / 10} %`;
}

function listed(what: string, lines: readonly string[]): readonly string[] {
  const more = lines.length - SHOWN;
  return [
    ...lines.slice(0, SHOWN).map((line) => `${what}: ${line}\n`),
    ...(more > 0 ? [`${what}: and ${more} more\n`] : []),
  ];
}
