import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { actionProblems, workflowProblems } from './workflow-rules.ts';

const root = join(import.meta.dirname, '../..');
/** What a job may do beyond reading, by file; the others only read. */
const writable: Readonly<Record<string, readonly string[]>> = {
  'codeql.yml': ['security-events'],
  'release.yml': ['id-token', 'contents'],
  'github-workflow.yml': ['security-events'],
  'github-issue.yml': ['issues'],
  'github-pages.yml': ['issues'],
};
const workflows = ['.github/workflows', 'examples', 'templates/init/.github/workflows'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.yml') && !name.startsWith('gitlab-'))
    .map((name) => [folder, name] as const),
);

test.each(workflows)('%s/%s keeps the rules', (folder, name) => {
  expect(workflowProblems(readFileSync(join(root, folder, name), 'utf8'), writable[name])).toEqual([]);
});

test('action.yml keeps the rules', () => {
  expect(actionProblems(readFileSync(join(root, 'action.yml'), 'utf8'))).toEqual([]);
});

const pinned = 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0';

function expression(text: string): string {
  return ['$', '{{ ', text, ' }}'].join('');
}

function workflow(step: string, more = '', on = 'pull_request'): string {
  return `on: ${on}\npermissions: { contents: read }\njobs:\n  a:\n    runs-on: ubuntu-latest\n${more}    steps:\n      - ${step}\n`;
}

describe('each rule is shown red', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['clean', workflow(`uses: ${pinned}`), []],
    [
      'an event in a script',
      workflow(`run: echo "${expression('github.event.pull_request.title')}"`),
      ['an expression in a script'],
    ],
    ['a tag', workflow('uses: actions/checkout@v5'), ['not pinned: actions/checkout@v5']],
    [
      'no version beside the commit',
      workflow(`uses: ${pinned.split(' ')[0]}`),
      [`not pinned: ${pinned.split(' ')[0]}`],
    ],
    [
      'a key that nobody knows',
      workflow(`use: ${pinned}`),
      ['step: unknown key use', 'a step needs one of run and uses'],
    ],
    ['run and uses', workflow(`uses: ${pinned}\n        run: ls`), ['a step needs one of run and uses']],
    [
      'a right too many',
      workflow('run: ls', '    permissions: { contents: write }\n'),
      ['a: contents: write'],
    ],
    ['no rights said', workflow('run: ls').replace(/permissions.*\n/, ''), ['workflow: no permissions']],
    ['the risky trigger', workflow('run: ls', '', 'pull_request_target'), ['trigger pull_request_target']],
    ['a step that is not there', workflow('run: ls\n        if: steps.b.outputs.c'), ['a: no step b']],
    [
      'half an expression',
      workflow(`run: ls\n        name: ${expression('github.ref').slice(0, -2)}`),
      ['an expression without an end'],
    ],
    [
      'an unknown context',
      workflow(`run: ls\n        name: ${expression('gitub.ref')}`),
      ['no context gitub'],
    ],
  ])('%s', (_what, text, problems) => {
    expect(workflowProblems(text)).toEqual(problems);
  });

  test('all rights at once', () => {
    const text = workflow('run: ls').replace('{ contents: read }', 'write-all');
    expect(workflowProblems(text)).not.toEqual([]);
  });

  test('a script that bash does not read', () => {
    expect(workflowProblems(workflow("run: echo 'a"))[0]).toContain('a script that bash does not read');
  });

  test.each([
    [
      'an input that is not used',
      'inputs: { a: { description: b } }\nruns: { using: composite, steps: [] }',
      'input a is not used',
    ],
    ['no shell', 'runs: { using: composite, steps: [{ run: ls }] }', 'a run without shell'],
    [
      'an output of no step',
      `outputs: { a: { description: b, value: "${expression('steps.c.outputs.d')}" } }\nruns: { using: composite, steps: [] }`,
      'no step c',
    ],
  ])('an action with %s', (_what, text, problem) => {
    expect(actionProblems(`name: a\ndescription: b\n${text}\n`)).toEqual([problem]);
  });
});
