// Each run is waited for by what it prints; a real folder, real changes.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inNewFolders } from '../folder.ts';
import { type Ran, run } from '../run.ts';

const shared = join(import.meta.dirname, '../../scenarios/shared');

inNewFolders(() => {
  for (const below of ['api', 'traffic']) mkdirSync(below);
  cpSync(join(shared, 'openapi.yaml'), 'api/openapi.yaml');
  cpSync(join(shared, 'clean.ndjson'), 'traffic/clean.ndjson');
  writeFileSync('package.json', '{"type":"module"}');
  writeFileSync('driftgate.config.js', configText('traffic'));
});

function configText(recordings: string, more = ''): string {
  return `export default { contract: 'api/openapi.yaml', recordings: ['${recordings}'], baseline: 'known.json'${more} };\n`;
}

type Watching = {
  /** Everything that was printed until the run after this change was over. */
  readonly change: (edit: () => void) => Promise<string>;
  readonly end: () => Promise<Ran>;
};

async function watching(...argv: readonly string[]): Promise<Watching> {
  const interrupt = new AbortController();
  let printed = '';
  let idle = (): void => {};
  const next = (): Promise<void> =>
    new Promise((resolve) => {
      idle = resolve;
    });
  const first = next();
  const ended = run(['check', '--watch', ...argv], {
    signal: interrupt.signal,
    onWrite: (text) => {
      printed += text;
      return undefined;
    },
    onError: (text) => {
      printed += text;
      if (text.startsWith('watching ')) idle();
    },
  });
  await Promise.race([first, ended]);
  return {
    change: async (edit) => {
      printed = '';
      const done = next();
      edit();
      await done;
      return printed;
    },
    end: () => {
      interrupt.abort();
      return ended;
    },
  };
}

test('checks again on each kind of change, and ends with the last verdict', async () => {
  const watcher = await watching();
  const added = await watcher.change(() => cpSync(join(shared, 'drift.ndjson'), 'traffic/drift.ndjson'));
  expect(added).toContain('traffic/drift.ndjson: new\n');
  expect(added).toContain('"colour" [property-undocumented]');

  const contract = readFileSync('api/openapi.yaml', 'utf8');
  const broken = await watcher.change(() => writeFileSync('api/openapi.yaml', `${contract}\nx: [`));
  expect(broken).toContain('api/openapi.yaml');
  expect(broken).toContain('error');
  const mended = await watcher.change(() => writeFileSync('api/openapi.yaml', contract));
  expect(mended).toContain('"colour" [property-undocumented]');

  const config = await watcher.change(() =>
    writeFileSync(
      'driftgate.config.js',
      configText('traffic', ", rules: { 'property-undocumented': 'off' }"),
    ),
  );
  expect(config).not.toContain('property-undocumented');
  expect(config).toContain('driftgate.config.js: changed\n');

  const removed = await watcher.change(() => rmSync('traffic/drift.ndjson'));
  expect(removed).toContain('traffic/drift.ndjson: deleted\n');
  expect(removed).toContain('passed: 0 errors');
  expect((await watcher.end()).code).toBe(0);
});

test('a baseline that appears, with a report written beside the recordings', async () => {
  const watcher = await watching('--format', 'text', '--format', 'json', '-o', 'report.json');
  const known = await watcher.change(() => writeFileSync('known.json', '{"version":1,"findings":[]}'));
  expect(known).toContain('known.json: new\n');
  expect(known.match(/passed: /g)).toHaveLength(1);
  await watcher.end();
});

test.each([
  [['--live'], '--live can not be watched'],
  [['-'], 'standard input can not be watched'],
])('%j is refused', async (argv, message) => {
  const ran = await run(['check', '--watch', ...argv]);
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toContain(message);
});
