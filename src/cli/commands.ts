// The list of commands: a line here, a file in commands/. Each is loaded only when it is asked for.
import type { CommandLine } from './command.ts';

export const commands: readonly CommandLine[] = [
  {
    name: 'check',
    summary: 'hold recordings against the contract',
    load: async () => (await import('./commands/check.ts')).command,
  },
  {
    name: 'init',
    summary: 'write a config, an example and a workflow to start from',
    load: async () => (await import('./commands/init.ts')).command,
  },
  {
    name: 'probe',
    summary: 'list what check --live would send',
    load: async () => (await import('./commands/probe.ts')).command,
  },
  {
    name: 'record',
    summary: 'ask the service and write recordings, redacted',
    load: async () => (await import('./commands/record.ts')).command,
  },
  {
    name: 'redact',
    summary: 'take secrets out of recordings',
    load: async () => (await import('./commands/redact.ts')).command,
  },
  {
    name: 'proxy',
    summary: 'check what passes between a client and the service',
    load: async () => (await import('./commands/proxy.ts')).command,
  },
  {
    name: 'merge',
    summary: 'join the partial reports of several runs',
    load: async () => (await import('./commands/merge.ts')).command,
  },
  {
    name: 'baseline update',
    summary: 'accept the new findings, with a reason',
    load: async () => (await import('./commands/baseline-update.ts')).command,
  },
  {
    name: 'generate',
    summary: 'write types, validators and the compiled contract',
    load: async () => (await import('./commands/generate.ts')).command,
  },
  {
    name: 'diff',
    summary: 'compare two contracts: what breaks clients of the old one',
    load: async () => (await import('./commands/diff.ts')).command,
  },
  {
    name: 'lint',
    summary: 'list what is wrong in the contract itself',
    load: async () => (await import('./commands/lint.ts')).command,
  },
  {
    name: 'selftest',
    summary: 'plant drift in bodies that are right, and see that each is found',
    load: async () => (await import('./commands/selftest.ts')).command,
  },
  {
    name: 'explain',
    summary: 'what a code means, with an example and how to fix it',
    load: async () => (await import('./commands/explain.ts')).command,
  },
  {
    name: 'codes',
    summary: 'list all codes',
    load: async () => (await import('./commands/codes.ts')).command,
  },
  {
    name: 'docs facts',
    summary: 'print what reference pages state',
    load: async () => (await import('./commands/docs-facts.ts')).command,
  },
  {
    name: 'docs layout',
    summary: 'say how a reference page is laid out, and draft a layout for it',
    load: async () => (await import('./commands/docs-layout.ts')).command,
  },
  {
    name: 'docs check',
    summary: 'hold reference pages against themselves and the contract',
    load: async () => (await import('./commands/docs-check.ts')).command,
  },
  {
    name: 'docs diff',
    summary: 'what changed on a page since its review',
    load: async () => (await import('./commands/docs-diff.ts')).command,
  },
  {
    name: 'docs accept',
    summary: 'take a page as reviewed, with a reason',
    load: async () => (await import('./commands/docs-accept.ts')).command,
  },
  {
    name: 'docs scaffold',
    summary: 'draft OpenAPI operations from pages',
    load: async () => (await import('./commands/docs-scaffold.ts')).command,
  },
  {
    name: 'matrix',
    summary: 'page, contract and traffic side by side',
    load: async () => (await import('./commands/matrix.ts')).command,
  },
  {
    name: 'propose',
    summary: 'what would bring the contract in line, as an overlay',
    load: async () => (await import('./commands/propose.ts')).command,
  },
  {
    name: 'completion',
    summary: 'print the completion script of a shell',
    load: async () => (await import('./commands/completion.ts')).completionOf(commands),
  },
];
