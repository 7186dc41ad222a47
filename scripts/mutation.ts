// `npm run mutation [room...]`: changes one line at a time and runs the room's tests. What no test notices is listed. By hand, not in CI:
// a room takes 10 to 30 minutes. `--mutate FILES` narrows it.
import { spawnSync } from 'node:child_process';

/** Room -> what is mutated; schema and redact by sample. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  verdict: ['src/verdict/**/*.ts'],
  json: ['src/json/!(assembly.as|scanner-wasm).ts'],
  schema: ['src/schema/{object,scalar,words}.ts'],
  redact: ['src/redact/{json,json-tokens,named,replacement}.ts'],
};

const args = process.argv.slice(2);
const at = args.indexOf('--mutate');
const narrowed = at < 0 ? undefined : args[at + 1];
const named = args.filter((_, index) => at < 0 || index < at);

for (const room of named.length > 0 ? named : Object.keys(rooms)) {
  const mutated = narrowed ?? rooms[room]?.join();
  if (mutated === undefined)
    throw new Error(`unknown room "${room}"; known: ${Object.keys(rooms).join(', ')}`);
  const { status } = spawnSync('stryker', ['run', '.config/stryker.json', '--mutate', mutated], {
    stdio: 'inherit',
    env: { ...process.env, MUTATED: room },
  });
  if (status !== 0) process.exitCode = 1;
}
