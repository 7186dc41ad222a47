// What `init` writes. The contract, the recording and the workflow are real files of this package, under templates/init.
import { readFileSync } from 'node:fs';
import { emptyBaseline, formatBaseline } from '../../report/baseline.ts';
import { fingerprintOf } from '../../report/fingerprint.ts';
import { packageRoot } from '../package.ts';
import type { Project } from './project.ts';

type NewFile = { readonly path: string; readonly text: string };

const templates = new URL('templates/init/', packageRoot);
const contract = 'openapi/contract.yaml';
const recording = 'recordings/sample.har';
const workflow = '.github/workflows/driftgate.yml';
const baseline = 'driftgate.baseline.json';

export function newFiles(project: Project): readonly NewFile[] {
  return [
    configOf(project),
    { path: contract, text: template(contract) },
    { path: recording, text: template(recording) },
    { path: baseline, text: baselineText() },
    workflowOf(project),
  ];
}

export const scripts: Readonly<Record<string, string>> = {
  drift: 'driftgate check',
  'drift:accept': 'driftgate baseline update',
  'drift:generate': 'driftgate generate',
};

function template(path: string): string {
  return readFileSync(new URL(path, templates), 'utf8');
}

/** GitHub reads only those at the root of the repository; each package has its own. */
function workflowOf({ folder, install }: Project): NewFile {
  const text = template(workflow).replace(/^( *)- run: npm ci$/m, (_, indent: string) =>
    install.map((command) => `${indent}- run: ${command}`).join('\n'),
  );
  if (folder === '') return { path: workflow, text };
  const names = folder.split('/');
  const title = JSON.stringify(`driftgate: ${folder}`);
  return {
    path: `${'../'.repeat(names.length)}${workflow.replace(/\.yml$/, `-${names.join('-')}.yml`)}`,
    text: text
      .replace(/^name: .*$/m, () => `name: ${title}`)
      .replace(
        /^jobs:$/m,
        () => `defaults:\n  run:\n    working-directory: ${JSON.stringify(folder)}\n\njobs:`,
      ),
  };
}

/** Node reads a config in a CommonJS package as a module only by its extension. */
function configOf({ isModule, hasTypeScript }: Project): NewFile {
  const path = `driftgate.config.${isModule ? '' : 'm'}${hasTypeScript ? 'ts' : 'js'}`;
  const [head, tail] = hasTypeScript
    ? ["import type { Config } from 'driftgate';\n\nexport default {", '} satisfies Config;']
    : ["/** @type {import('driftgate').Config} */\nexport default {", '};'];
  const keys = [
    `  contract: '${contract}',`,
    "  lint: 'strict',",
    "  compiled: 'src/generated/contract.js',",
    "  recordings: ['recordings'],",
    `  baseline: '${baseline}',`,
  ];
  return { path, text: `${[head, ...keys, tail].join('\n')}\n` };
}

/** The sample holds one property that the contract lacks: shown as known, so that the first run passes and shows drift. */
function baselineText(): string {
  const identity = { code: 'property-undocumented', operation: 'GetBook', status: '200' };
  const entry = {
    fingerprint: fingerprintOf({
      ...identity,
      mediaType: 'application/json',
      pattern: '/shelf',
      name: 'shelf',
    }),
    ...identity,
    pointer: '/shelf',
    reason: 'an example of drift: the sample recording has it, the contract does not',
  };
  return formatBaseline({ ...emptyBaseline, findings: [entry] });
}
