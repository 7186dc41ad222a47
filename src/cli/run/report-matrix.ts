// The three sides of every property for the one format that draws them; no other run pays for it.
import { loadContract } from '../../contract/load.ts';
import type { Matrix, MatrixCell, MatrixRow, TrafficReport } from '../../model.ts';
import { addressOf, contractOperations, statedByContract } from '../../page/contract-stated.ts';
import { type DocsLock, lockedPageOf } from '../../page/lock.ts';
import { matrixOf, type SideRow } from '../../page/matrix.ts';
import { createTrafficTally, type TrafficTally } from '../../page/observed.ts';
import { loadOptionsOf, type Settings } from '../config/settings.ts';
import { readLock } from '../docs/lock-file.ts';
import { tallyListener } from '../docs/traffic.ts';
import type { Listener } from './read.ts';

type MatrixSource = {
  readonly listener: Listener;
  readonly addTo: (report: TrafficReport) => Promise<TrafficReport>;
};

/** undefined where no page was reviewed. */
export function matrixSource(settings: Settings): MatrixSource | undefined {
  const lock = readLock({ arguments: [], options: [] }, settings);
  if (lock === undefined) return undefined;
  const tally = createTrafficTally();
  return {
    listener: tallyListener(tally, settings),
    addTo: async (report) => ({ ...report, matrix: await matricesOf(settings, lock, tally) }),
  };
}

async function matricesOf(
  settings: Settings,
  lock: DocsLock,
  tally: TrafficTally,
): Promise<readonly Matrix[]> {
  if (settings.contract === undefined) return [];
  const { document } = await loadContract(settings.contract, loadOptionsOf(settings));
  return contractOperations(document).flatMap((operation) => {
    const page = lockedPageOf(lock, addressOf(document, operation));
    if (page === undefined) return [];
    const contract = statedByContract(document, operation);
    const { rows } = matrixOf(operation, { page, contract, observed: tally });
    return [...new Set(rows.map(({ status }) => status))].map((status) => ({
      operation: operation.operationId,
      status,
      rows: rows
        .filter((row) => row.status === status)
        .map((row) => rowOf(row, tally.bodies(operation.operationId, status))),
    }));
  });
}

function rowOf(
  { pointer, value, table, sample, contract, traffic, oddOneOut }: SideRow,
  outOf: number,
): MatrixRow {
  return {
    pointer,
    ...(value !== undefined && { value }),
    table: cell(table),
    sample: value === undefined ? cell(sample) : { state: 'unknown' },
    contract: cell(contract),
    ...(outOf > 0 && { traffic: { observed: Number.parseInt(traffic, 10) || 0, outOf } }),
    ...(oddOneOut !== undefined && { oddOneOut }),
  };
}

/** `yes` alone is the state, not a text. */
function cell(text: string): MatrixCell {
  if (text === '') return { state: 'no' };
  return text === 'yes' ? { state: 'yes' } : { state: 'yes', text };
}
