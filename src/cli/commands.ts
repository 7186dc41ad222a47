// The list of commands: a line here, a file in commands/. Each is loaded only when it is asked for.
import type { CommandLine } from './command.ts';

export const commands: readonly CommandLine[] = [
  line('check', 'hold recordings against the contract', () => import('./commands/check.ts')),
  line('init', 'write a config, an example and a workflow to start from', () => import('./commands/init.ts')),
  line('probe', 'list what check --live would send', () => import('./commands/probe.ts')),
  line('record', 'ask the service and write recordings, redacted', () => import('./commands/record.ts')),
  line('redact', 'take secrets out of recordings', () => import('./commands/redact.ts')),
  line('proxy', 'check what passes between a client and the service', () => import('./commands/proxy.ts')),
  line('merge', 'join the partial reports of several runs', () => import('./commands/merge.ts')),
  line(
    'baseline update',
    'accept the new findings, with a reason',
    () => import('./commands/baseline-update.ts'),
  ),
  line(
    'generate',
    'write types, validators and the compiled contract',
    () => import('./commands/generate.ts'),
  ),
  line(
    'diff',
    'compare two contracts: what breaks clients of the old one',
    () => import('./commands/diff.ts'),
  ),
  line('lint', 'list what is wrong in the contract itself', () => import('./commands/lint.ts')),
  line(
    'selftest',
    'plant drift in bodies that are right, and see that each is found',
    () => import('./commands/selftest.ts'),
  ),
  line(
    'explain',
    'what a code means, with an example and how to fix it',
    () => import('./commands/explain.ts'),
  ),
  line('codes', 'list all codes', () => import('./commands/codes.ts')),
  line('docs facts', 'print what reference pages state', () => import('./commands/docs-facts.ts')),
  line(
    'docs layout',
    'say how a reference page is laid out, and draft a layout for it',
    () => import('./commands/docs-layout.ts'),
  ),
  line(
    'docs check',
    'hold reference pages against themselves and the contract',
    () => import('./commands/docs-check.ts'),
  ),
  line('docs diff', 'what changed on a page since its review', () => import('./commands/docs-diff.ts')),
  line('docs accept', 'take a page as reviewed, with a reason', () => import('./commands/docs-accept.ts')),
  line('docs scaffold', 'draft OpenAPI operations from pages', () => import('./commands/docs-scaffold.ts')),
  line('matrix', 'page, contract and traffic side by side', () => import('./commands/matrix.ts')),
  line(
    'propose',
    'what would bring the contract in line, as an overlay',
    () => import('./commands/propose.ts'),
  ),
  line('completion', 'print the completion script of a shell', async () => ({
    command: (await import('./commands/completion.ts')).completionOf(commands),
  })),
];

function line(name: string, summary: string, load: CommandLine['load']): CommandLine {
  return { name, summary, load };
}
