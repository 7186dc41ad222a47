// npm run bench [-- PART...]: what driftgate costs, measured beside what it is compared with, and the floors that it must keep to.
// Parts: scale, generate, growth, recordings, verdict, sizes; all of them by default. --full: larger inputs, up to ten million exchanges and 2.2 GB.
import { loadavg } from 'node:os';
import { type Floor, floorsTable } from './bench/floors.ts';

const isFull = process.argv.includes('--full');
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));

/** Whole processes first, and nothing imported before: the memory that this process holds counts for those that it starts. */
const parts: Readonly<Record<string, () => Promise<readonly Floor[]>>> = {
  scale: async () =>
    (await import('./bench/scale.ts')).benchScale(
      isFull
        ? { throughput: 500, workers: 500, growth: 10_000_000, memory: 2200 }
        : { throughput: 100, workers: 100, growth: 10_000, memory: 0 },
    ),
  generate: async () =>
    (await import('./bench/generate.ts')).benchGenerate({
      most: isFull ? 1000 : 100,
      rounds: isFull ? 2 : 1,
    }),
  growth: async () => (await import('./bench/growth.ts')).benchGrowth(),
  recordings: async () =>
    (await import('./bench/recordings.ts')).benchRecordings(isFull ? 200 : 20, isFull ? 4 : 2),
  verdict: async () => (await import('./bench/verdict.ts')).benchVerdict(),
  sizes: async () => (await import('./bench/sizes.ts')).benchSizes(),
};

const unknown = named.filter((name) => parts[name] === undefined);
if (unknown.length > 0) throw new Error(`no part ${unknown.join()}; known: ${Object.keys(parts).join()}`);

const floors: Floor[] = [];
for (const [name, run] of Object.entries(parts))
  if (named.length === 0 || named.includes(name)) floors.push(...(await run()));
console.log(
  `\n## Floors\n\n${floorsTable(floors)}\nload average at the end: ${loadavg()
    .map((one) => one.toFixed(1))
    .join(', ')}`,
);
