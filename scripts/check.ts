// `npm run check`: everything that is not a test, two at a time. Each step is an npm script; what it
// says is shown when it fails.
import { spawn } from 'node:child_process';

const first: readonly string[] = [
  'npm run generate -- --check',
  'npm run typecheck',
  'npm run lint',
  'npm run readme -- --check',
  'npm run selftest',
  'npm run build',
];

/** These read dist, or may wait for what the first ones find. */
const second: readonly string[] = ['npm run package', 'npm run size', 'npm run unused', 'npm run docs:api'];

type Ended = { readonly step: string; readonly code: number | null; readonly said: string };

function start(step: string): Promise<Ended> {
  const child = spawn(step, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  return new Promise((resolve) => child.on('close', (code) => resolve({ step, code, said })));
}

async function runAll(steps: readonly string[]): Promise<readonly Ended[]> {
  const waiting = [...steps];
  const ended: Ended[] = [];
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const started = performance.now();
      const result = await start(step);
      ended.push(result);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${result.code === 0 ? 'ok  ' : 'FAIL'} ${step} (${seconds} s)`);
      if (result.code !== 0) console.error(result.said);
    }
  };
  await Promise.all([work(), work()]);
  return ended;
}

const failed = [...(await runAll(first)), ...(await runAll(second))].filter(({ code }) => code !== 0);
if (failed.length > 0) console.error(`failed: ${failed.map(({ step }) => step).join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;
