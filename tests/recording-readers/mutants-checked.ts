// Runs mutants through the command line, and says which of them were lost.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { run } from '../cli/run.ts';
import { contract, dice, mutantOf, seedsOf } from './mutants.ts';
import { readUntilError } from './reading.ts';
import type { Writer } from './writers.ts';

/** No mutant ends with exit 0 or with 70, and each says of as many exchanges as its seed has that it read them, or that it could not. */
export async function expectNoneToPass(writer: Writer, count: number, first: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  try {
    writeFileSync(join(folder, 'api.yaml'), contract);
    const seeds = seedsOf(writer);
    const lost: string[] = [];
    for (let seed = first; seed < first + count; seed++) {
      const which = seed % seeds.length;
      const { text, what } = mutantOf(seeds[which] ?? '', dice(seed));
      writeFileSync(join(folder, 'recording'), text);
      const { code, stderr } = await run(
        ['check', join(folder, 'recording'), '--contract', join(folder, 'api.yaml'), '--no-baseline'],
        {
          cwd: folder,
        },
      );
      const { read, error } = await readUntilError(text);
      // Of a list that stands twice it is said where, and not how many it may have held.
      const isNamed = read.some(
        (entry) => 'unreadable' in entry && what.startsWith(`${entry.pointer} doubled`),
      );
      const isEnough = isNamed || read.length >= (which === 0 ? 1 : 2);
      const isCounted = error !== undefined || isEnough || !what.startsWith('/');
      if (![1, 2, 3].includes(code) || !isCounted)
        lost.push(`${seed}: exit ${code}, ${read.length} read: ${what}\n${stderr.slice(0, 300)}\n${text}`);
    }
    expect(lost.join('\n\n')).toBe('');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
