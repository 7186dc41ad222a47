import { loadContract } from '../../contract/load.ts';
import { InputError } from '../../lib/input-error.ts';
import { nearest } from '../../lib/suggest.ts';
import { contractOperations, statedByContract } from '../../page/contract-stated.ts';
import { matrixOf } from '../../page/matrix.ts';
import { matrixJson, matrixMarkdown, matrixText } from '../../page/matrix-text.ts';
import { type Input, optionOf } from '../command.ts';
import { readLock } from '../docs-lock-file.ts';
import { observeTraffic } from '../docs-traffic.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { unknown } from '../parse.ts';
import { settingsOf } from '../settings.ts';

export async function runMatrix(input: Input, io: Io): Promise<number> {
  const settings = await settingsOf(input, io);
  if (settings.contract === undefined)
    throw new InputError('no contract is named', {
      fix: 'give --contract FILE, or set contract in driftgate.config.ts',
    });
  const contract = await loadContract(settings.contract, {
    allowFormats: settings.config.allowFormats ?? [],
  });
  const lock = readLock(input, settings);
  // --operation names a row here, not what bare bodies answer.
  const others = { ...input, options: input.options.filter(({ name }) => name !== 'operation') };
  const traffic = settings.recordings.length === 0 ? undefined : await observeTraffic(settings, others, io);
  const wanted = optionOf(input, 'operation');
  const all = contractOperations(contract.document);
  const operations = all.filter(({ operationId }) => wanted === undefined || operationId === wanted);
  if (operations.length === 0)
    throw unknownOperation(
      wanted ?? '',
      all.map(({ operationId }) => operationId),
    );
  const matrices = operations.map((operation) =>
    matrixOf(operation, {
      page: lock?.pages.find(({ facts }) => facts.operationId === operation.operationId),
      contract: statedByContract(contract.document, operation),
      observed: traffic?.tally,
    }),
  );
  const format = optionOf(input, 'format') ?? 'text';
  const render = format === 'markdown' ? matrixMarkdown : matrixText;
  await io.stdout.write(format === 'json' ? matrixJson(matrices) : matrices.map(render).join('\n'));
  return exitCodes.passed;
}

function unknownOperation(name: string, known: readonly string[]): InputError {
  const near = nearest(name, known);
  return unknown('operation', name, known, near === undefined ? undefined : `--operation ${near}`);
}
