// Each module of a folder imported once, one after the other: how long one takes.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder = ''] = process.argv.slice(2);
const taken = [];
for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) {
  const start = performance.now();
  await import(pathToFileURL(join(folder, name)).href);
  taken.push(performance.now() - start);
}
taken.sort((a, b) => a - b);
const at = (share) => taken[Math.floor(share * taken.length)];
process.stdout.write(JSON.stringify({ modules: taken.length, median: at(0.5), ninetieth: at(0.9) }));
