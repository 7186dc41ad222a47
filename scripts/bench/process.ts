// Whole processes, as a user runs them: time and memory from the outside.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export type Spent = { readonly milliseconds: number; readonly cpu: number; readonly megabytes: number };

const hook = join(import.meta.dirname, 'spent.cjs');

/** `command` in a shell where it reads a pipe; the argv of Node otherwise. */
export function spend(argv: readonly string[], input?: string): Spent {
  const quoted = [process.execPath, '--require', hook, ...argv].map((word) => `'${word}'`).join(' ');
  const command = input === undefined ? quoted : `${input} | ${quoted}`;
  const start = performance.now();
  const { output } = spawnSync('bash', ['-c', command], { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  const milliseconds = performance.now() - start;
  return { milliseconds, ...JSON.parse(String(output[3])) };
}

/** The least of each over some rounds, all taking turns, so that a busy machine is unfair to none. */
export function best(runs: Readonly<Record<string, () => Spent>>, rounds: number): Record<string, Spent> {
  const least: Record<string, Spent> = {};
  for (let round = 0; round < rounds; round++)
    for (const [name, run] of Object.entries(runs)) {
      const spent = run();
      const known = least[name] ?? spent;
      least[name] = {
        milliseconds: Math.min(known.milliseconds, spent.milliseconds),
        cpu: Math.min(known.cpu, spent.cpu),
        megabytes: Math.max(known.megabytes, spent.megabytes),
      };
    }
  return least;
}
