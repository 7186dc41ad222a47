import { loadContract } from '../../contract/load.ts';
import { unknownName } from '../../lib/suggest.ts';
import { addressOf, contractOperations, statedByContract } from '../../page/contract-stated.ts';
import { lockedPageOf } from '../../page/lock.ts';
import { matrixJson, matrixMarkdown, matrixOf, matrixText } from '../../page/matrix.ts';
import { type Command, exitCodes, type Input, type Io, option, optionOf } from '../command.ts';
import { loadOptionsOf, neededContract, settingsOf } from '../config/settings.ts';
import { readLock } from '../docs/lock-file.ts';
import { observeIfThere } from '../docs/traffic.ts';
import { contractOptions, fileWords, hostOption, lockOption, recordingArgument } from '../options.ts';

export const command: Command = {
  description:
    'Print each operation as a table: a row for each property and each listed value; page table, page sample, contract ' +
    'and traffic as columns; and which of them is the odd one out.',
  files: {
    reads: [fileWords.config, fileWords.contract, fileWords.recordings, fileWords.lock],
    writes: ['the tables: standard output', fileWords.cache],
  },
  arguments: [recordingArgument],
  options: [
    ...contractOptions,
    hostOption,
    lockOption,
    option('--operation <id>', 'this operation only'),
    option('--format <format>', 'how to print (default: text)', {
      noun: 'format',
      names: ['text', 'markdown', 'json'],
    }),
  ],
  examples: {
    'driftgate matrix': 'with the recordings of the config',
    'driftgate matrix traffic.har --format markdown': 'for a pull request',
  },
  run: runMatrix,
};

async function runMatrix(input: Input, io: Io): Promise<number> {
  const settings = await settingsOf(input, io);
  const contract = await loadContract(neededContract(settings), loadOptionsOf(settings));
  const lock = readLock(input, settings);
  // --operation names a row here, not what bare bodies answer.
  const others = { ...input, options: input.options.filter(({ name }) => name !== 'operation') };
  const traffic =
    settings.recordings.length === 0
      ? undefined
      : await observeIfThere(settings, others, io, input.arguments);
  const wanted = optionOf(input, 'operation');
  const all = contractOperations(contract.document);
  const operations = all.filter(({ operationId }) => wanted === undefined || operationId === wanted);
  if (operations.length === 0)
    throw unknownName({
      noun: 'operation',
      name: wanted ?? '',
      known: all.map(({ operationId }) => operationId),
      before: '--operation ',
    });
  const matrices = operations.map((operation) =>
    matrixOf(operation, {
      page: lock && lockedPageOf(lock, addressOf(contract.document, operation)),
      contract: statedByContract(contract.document, operation),
      observed: traffic?.tally,
    }),
  );
  const format = optionOf(input, 'format') ?? 'text';
  const render = format === 'markdown' ? matrixMarkdown : matrixText;
  await io.stdout.write(format === 'json' ? matrixJson(matrices) : matrices.map(render).join('\n'));
  return exitCodes.passed;
}
