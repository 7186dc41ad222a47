// What the examples run, run: in a project that `driftgate init` has made, as the shells of CI start it.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { run } from '../cli/run.ts';

const root = join(import.meta.dirname, '../..');
const home = process.cwd();
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'examples-'));
  process.chdir(folder);
  writeFileSync('package.json', '{"name":"shop"}');
  expect((await run(['init'])).code).toBe(0);
  process.chdir(home);
  installHere(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A stand-in for the installed package: its command alone. */
function installHere(project: string): void {
  const command = join(project, 'node_modules/.bin/driftgate');
  mkdirSync(dirname(command), { recursive: true });
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'src/cli/bin.ts')}' "$@"\n`);
  chmodSync(command, 0o755);
  // npm takes a second to start: one test starts the real npx, the others this one.
  mkdirSync(join(project, 'quick'));
  writeFileSync(
    join(project, 'quick/npx'),
    '#!/bin/sh\nwhile case $1 in -*) ;; *) false;; esac; do shift; done\nname=$1; shift; exec "node_modules/.bin/$name" "$@"\n',
  );
  chmodSync(join(project, 'quick/npx'), 0o755);
}

type Ran = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

function shell(script: string, env: Readonly<Record<string, string>> = {}, quick = true): Ran {
  const path = [...(quick ? [join(folder, 'quick')] : []), dirname(process.execPath), process.env.PATH].join(
    ':',
  );
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { HOME: folder, PATH: path, npm_config_offline: 'true', ...env },
  });
}

function read(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

type Action = { readonly runs: { readonly steps: readonly { readonly run: string }[] } };

describe('action.yml', () => {
  const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;
  const script = action.runs.steps[0]?.run ?? '';

  function step(inputs: Readonly<Record<string, string>>): Ran & { readonly outputs: unknown } {
    for (const file of ['output', 'summary.md']) writeFileSync(join(folder, file), '');
    const ran = shell(script, {
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      RUNNER_TEMP: folder,
      GITHUB_WORKSPACE: dirname(folder),
      DRIFTGATE_COMMAND: 'check',
      DRIFTGATE_ARGUMENTS: '',
      DRIFTGATE_SARIF: '',
      ...inputs,
    });
    const lines = read('output').trimEnd().split('\n');
    return { ...ran, outputs: Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2))) };
  }

  test('passes, and writes the summary and a SARIF report', () => {
    const ran = step({ DRIFTGATE_SARIF: 'out.sarif' });
    const report = join(folder, 'driftgate-report.json');
    expect(ran.status, ran.stderr).toBe(0);
    expect(ran.stdout).toContain('known, not failing: 1');
    expect(ran.outputs).toEqual({
      outcome: 'passed',
      'exit-code': '0',
      errors: '0',
      warnings: '0',
      known: '1',
      report,
      // From the workspace, which is above the working directory here.
      sarif: `${basename(folder)}/out.sarif`,
    });
    expect(read('summary.md')).toContain('undocumented property "shelf"');
    expect(JSON.parse(read('out.sarif')).version).toBe('2.1.0');
  });

  test('fails with findings, which are annotations too', () => {
    const ran = step({ DRIFTGATE_ARGUMENTS: '--no-baseline\n--fail-on\nwarning\n' });
    expect(ran.status).toBe(1);
    expect(ran.outputs).toMatchObject({ outcome: 'findings', 'exit-code': '1', warnings: '1', sarif: '' });
    expect(ran.stderr).toMatch(/^::warning /m);
    expect(read('summary.md')).toContain('shelf');
  });

  test('an argument is one word whatever it holds, and a command in it stays text', () => {
    const ran = step({ DRIFTGATE_ARGUMENTS: 'recordings/$(touch pwned); touch pwned.har' });
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain('recordings/$(touch pwned); touch pwned.har: error: no such file');
    expect(ran.outputs).toMatchObject({ outcome: 'error', 'exit-code': '2', report: '', sarif: '' });
    expect(existsSync(join(folder, 'pwned'))).toBe(false);
  });

  test('a path of two lines sets no second output', () => {
    const ran = step({ DRIFTGATE_SARIF: 'out.sarif\noutcome=passed', DRIFTGATE_ARGUMENTS: '--no-baseline' });
    expect(ran.outputs).toMatchObject({ outcome: 'findings' });
  });
});

test('the example workflow and the one of init run the gate', () => {
  for (const file of ['examples/github-workflow.yml', 'templates/init/.github/workflows/driftgate.yml']) {
    const text = readFileSync(join(root, file), 'utf8');
    expect(text).toMatch(/uses: \.\/node_modules\/driftgate\n|run: npx --no-install driftgate check\n/);
  }
  expect(shell('npx --no-install driftgate check', {}, false).status).toBe(0);
});

type Workflow = {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly id?: string; readonly run?: string }[] }>
  >;
};

function workflow(file: string): Workflow {
  return parse(readFileSync(join(root, file), 'utf8')) as Workflow;
}

describe('the example that keeps one issue in sync', () => {
  const steps = workflow('examples/github-issue.yml').jobs.check?.steps ?? [];
  const script = steps.findLast(({ run }) => run !== undefined)?.run ?? '';
  const stub =
    '#!/bin/sh\necho "$@" >> calls\nif [ "$1 $2" = "issue list" ]; then printf "%s\\n" "$ISSUE"; fi\n';

  test.each<readonly [string, string, string, readonly string[]]>([
    [
      'no issue yet',
      'null null',
      'findings',
      ['issue create --label drift --title API drift: 1 errors, 2 warnings --body-file issue.md'],
    ],
    [
      'an open issue',
      '7 OPEN',
      'findings',
      ['issue edit 7 --title API drift: 1 errors, 2 warnings --body-file issue.md'],
    ],
    [
      'a closed issue',
      '7 CLOSED',
      'findings',
      ['issue reopen 7', 'issue edit 7 --title API drift: 1 errors, 2 warnings --body-file issue.md'],
    ],
    [
      'not everything checked',
      '7 OPEN',
      'unchecked',
      ['issue edit 7 --title API drift: something could not be checked --body-file issue.md'],
    ],
    [
      'nothing drifts any more',
      '7 OPEN',
      'passed',
      ['issue close 7 --comment Nothing drifts any more: the-run'],
    ],
    ['nothing drifts, nothing open', '7 CLOSED', 'passed', []],
    ['nothing drifts, never did', 'null null', 'passed', []],
  ])('%s', (_what, issue, outcome, calls) => {
    writeFileSync(join(folder, 'quick/gh'), stub, { mode: 0o755 });
    writeFileSync(join(folder, 'calls'), '');
    writeFileSync(join(folder, 'drift.md'), `# drift\n${'x'.repeat(100_000)}`);
    const env = { ISSUE: issue, OUTCOME: outcome, ERRORS: '1', WARNINGS: '2', RUN: 'the-run' };
    const ran = shell(script, env);
    expect(ran.status, ran.stderr).toBe(0);
    const asked = ['label create', 'issue list'];
    const made = read('calls').trimEnd().split('\n');
    expect(made.filter((call) => !asked.some((start) => call.startsWith(start)))).toEqual(calls);
    if (outcome !== 'passed') expect(read('issue.md').length).toBeLessThan(65_536);
    if (outcome !== 'passed') expect(read('issue.md')).toMatch(/^# drift\n.*\nthe-run\n$/s);
  });
});

describe('the release workflow', () => {
  const script =
    workflow('.github/workflows/release.yml').jobs.build?.steps.find(({ id }) => id === 'notes')?.run ?? '';
  const changelog =
    '# Changelog\n\n## [Unreleased]\n\n- later\n\n## [1.2.3] - 2027-01-02\n\n- now\n\n## [1.2.2]\n\n- before\n';

  function notes(tag: string, text = changelog): Ran {
    const project = join(folder, 'tagged');
    rmSync(project, { recursive: true, force: true });
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{"version":"1.2.3"}');
    writeFileSync(join(project, 'CHANGELOG.md'), text);
    return shell(`cd tagged\n${script}`, { TAG: tag });
  }

  test('takes the notes of its version out of the changelog', () => {
    const ran = notes('v1.2.3');
    expect(ran.status, ran.stderr).toBe(0);
    expect(read('tagged/release/notes.md')).toBe('\n- now\n\n');
  });

  test.each([
    ['another tag', 'v1.2.4', changelog, 'the tag is v1.2.4, package.json has 1.2.3'],
    ['no section', 'v1.2.3', '## [Unreleased]\n\n- now\n', "CHANGELOG.md has nothing below '## [1.2.3]'"],
    [
      'an empty section',
      'v1.2.3',
      '## [1.2.3]\n\n## [1.2.2]\n\n- before\n',
      "CHANGELOG.md has nothing below '## [1.2.3]'",
    ],
  ])('stops at %s', (_what, tag, text, message) => {
    const ran = notes(tag, text);
    expect(ran.status).toBe(1);
    expect(ran.stdout).toContain(`::error::${message}`);
  });
});

test('the GitLab example writes both reports', () => {
  type Pipeline = {
    readonly driftgate: {
      readonly script: readonly string[];
      readonly artifacts: { readonly reports: Readonly<Record<string, string>> };
    };
  };
  const text = readFileSync(join(root, 'examples/gitlab-ci.yml'), 'utf8');
  const { script, artifacts } = (parse(text) as Pipeline).driftgate;
  const [install, ...rest] = script;
  expect(install).toBe('npm ci');
  const ran = shell(rest.join('\n'));
  expect(ran.status, ran.stderr).toBe(0);
  expect(read(artifacts.reports.junit ?? '')).toContain('<testsuite');
  expect(JSON.parse(read(artifacts.reports.codequality ?? ''))).toBeInstanceOf(Array);
});

test('the pre-commit example is a hook that runs, on the files that the gate reads', () => {
  type Hook = { readonly entry: string; readonly files: string; readonly language: string };
  const text = readFileSync(join(root, 'examples/pre-commit-config.yaml'), 'utf8');
  const { repos } = parse(text) as { readonly repos: readonly { readonly hooks: readonly Hook[] }[] };
  const hook = repos[0]?.hooks[0];
  expect(hook?.language).toBe('system');
  const files = [
    'openapi/contract.yaml',
    'recordings/a.har',
    'driftgate.config.mts',
    'driftgate.baseline.json',
  ];
  expect(files.filter((file) => !new RegExp(hook?.files ?? '').test(file))).toEqual([]);
  expect('src/recordings.ts').not.toMatch(new RegExp(hook?.files ?? ''));
  expect(shell(hook?.entry ?? '').status).toBe(0);
});
