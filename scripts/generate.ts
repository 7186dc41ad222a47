// `npm run generate [-- --check]`: the command itself, from source, so that it works before anything is built.
import { runProcess } from '../src/cli/process.ts';

await runProcess(['generate', ...process.argv.slice(2)]);
