// The rules of actionlint and zizmor that matter to what this package ships, over parsed workflows and actions.
import { spawnSync } from 'node:child_process';
import { isMap, parseDocument, visit } from 'yaml';

type Values = Readonly<Record<string, unknown>>;

const workflowKeys = ['name', 'run-name', 'on', 'permissions', 'env', 'defaults', 'concurrency', 'jobs'];
const jobKeys =
  'name permissions needs if runs-on environment concurrency outputs env defaults steps timeout-minutes strategy continue-on-error container services'.split(
    ' ',
  );
const stepKeys =
  'id if name uses run working-directory shell with env continue-on-error timeout-minutes'.split(' ');
const actionKeys = ['name', 'description', 'author', 'branding', 'inputs', 'outputs', 'runs'];
const contexts = 'github env vars job jobs steps runner secrets strategy matrix needs inputs'.split(' ');

/** `writable`: what a job of this workflow may do beyond reading. */
export function workflowProblems(text: string, writable: readonly string[] = []): readonly string[] {
  const { problems, value } = parsed(text);
  const jobs = Object.entries(objectOf(value.jobs));
  return [
    ...problems,
    ...unknownKeys('workflow', value, workflowKeys),
    ...triggerProblems(value.on),
    ...permissionProblems('workflow', value.permissions, []),
    ...jobs.flatMap(([name, job]) => jobProblems(name, objectOf(job), writable)),
    ...unpinned(text),
  ];
}

export function actionProblems(text: string): readonly string[] {
  const { problems, value } = parsed(text);
  const runs = objectOf(value.runs);
  const steps = stepsOf(runs);
  const inputs = Object.keys(objectOf(value.inputs));
  const ids = steps.map(({ id }) => id);
  const used = [...text.matchAll(/inputs\.([\w-]+)/g)].map((match) => match[1] ?? '');
  return [
    ...problems,
    ...unknownKeys('action', value, actionKeys),
    ...(runs.using === 'composite' ? [] : ['not a composite action']),
    ...['name', 'description'].flatMap((key) => (value[key] === undefined ? [`no ${key}`] : [])),
    ...[...Object.entries(objectOf(value.inputs)), ...Object.entries(objectOf(value.outputs))].flatMap(
      ([name, one]) => (objectOf(one).description === undefined ? [`${name} has no description`] : []),
    ),
    ...used.filter((name) => !inputs.includes(name)).map((name) => `no input ${name}`),
    ...inputs.filter((name) => !used.includes(name)).map((name) => `input ${name} is not used`),
    ...[...text.matchAll(/steps\.([\w-]+)/g)].flatMap(([, id]) =>
      ids.includes(id) ? [] : [`no step ${id}`],
    ),
    ...steps.flatMap((step) => [
      ...stepProblems(step),
      ...(step.run !== undefined && step.shell === undefined ? ['a run without shell'] : []),
    ]),
    ...unpinned(text),
  ];
}

function parsed(text: string): { readonly problems: readonly string[]; readonly value: Values } {
  const document = parseDocument(text, { uniqueKeys: true });
  const problems = [...document.errors, ...document.warnings].map(({ message }) => message);
  visit(document, {
    Alias: () => {
      problems.push('an alias');
    },
  });
  return { problems, value: isMap(document.contents) ? objectOf(document.toJS()) : {} };
}

function triggerProblems(on: unknown): readonly string[] {
  const names = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(objectOf(on));
  const risky = ['pull_request_target', 'workflow_run'].filter((name) => names.includes(name));
  return names.length === 0 ? ['no trigger'] : risky.map((name) => `trigger ${name}`);
}

function jobProblems(name: string, job: Values, writable: readonly string[]): readonly string[] {
  const steps = stepsOf(job);
  const ids = steps.map(({ id }) => id).filter((id) => id !== undefined);
  const used = [...JSON.stringify(job).matchAll(/steps\.([\w-]+)/g)].map(([, id = '']) => id);
  return [
    ...unknownKeys(name, job, jobKeys),
    ...(typeof job['runs-on'] === 'string' ? [] : [`${name}: no runs-on`]),
    ...(job.permissions === undefined ? [] : permissionProblems(name, job.permissions, writable)),
    ...(steps.length === 0 ? [`${name}: no steps`] : []),
    ...used.filter((id) => !ids.includes(id)).map((id) => `${name}: no step ${id}`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${name}: two steps ${id}`),
    ...steps.flatMap(stepProblems),
  ];
}

function permissionProblems(
  where: string,
  permissions: unknown,
  writable: readonly string[],
): readonly string[] {
  if (permissions === undefined) return [`${where}: no permissions`];
  if (typeof permissions === 'string') return permissions === 'read-all' ? [] : [`${where}: ${permissions}`];
  return Object.entries(objectOf(permissions)).flatMap(([scope, right]) =>
    right === 'read' || right === 'none' || (right === 'write' && writable.includes(scope))
      ? []
      : [`${where}: ${scope}: ${right}`],
  );
}

function stepProblems(step: Values): readonly string[] {
  const { run, uses } = step;
  return [
    ...unknownKeys('step', step, stepKeys),
    ...((run === undefined) === (uses === undefined) ? ['a step needs one of run and uses'] : []),
    ...textsOf(step).flatMap(expressionProblems),
    ...(typeof run === 'string' ? scriptProblems(run) : []),
  ];
}

/** Whatever an expression puts into a script is read by the shell: it belongs into env. */
function scriptProblems(run: string): readonly string[] {
  const { status, stderr } = spawnSync('bash', ['-n'], { input: run, encoding: 'utf8' });
  return [
    ...(run.includes('${{') ? ['an expression in a script'] : []),
    ...(status === 0 ? [] : [`a script that bash does not read: ${stderr}`]),
  ];
}

function expressionProblems(text: string): readonly string[] {
  const open = text.split('${{').length;
  if (open !== text.split('}}').length) return ['an expression without an end'];
  return [...text.matchAll(/\$\{\{(.*?)\}\}/g)].flatMap(([, expression = '']) => {
    const first = /^\s*!?\s*([a-z]+)(?=\.)/.exec(expression)?.[1];
    return first === undefined || contexts.includes(first) ? [] : [`no context ${first}`];
  });
}

/** A tag can be moved; a commit can not. Its version stands beside it for whoever updates it. */
function unpinned(text: string): readonly string[] {
  return [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)]
    .map((match) => match[1] ?? '')
    .filter((uses) => !uses.startsWith('./') && !/^[\w./-]+@[0-9a-f]{40} # v\d+(?:\.\d+)*$/.test(uses))
    .map((uses) => `not pinned: ${uses}`);
}

function unknownKeys(where: string, value: Values, known: readonly string[]): readonly string[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => `${where}: unknown key ${key}`);
}

function stepsOf(job: Values): readonly Values[] {
  return Array.isArray(job.steps) ? job.steps.map(objectOf) : [];
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function objectOf(value: unknown): Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {};
}
