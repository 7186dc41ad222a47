// The list of reporters: a line here, a file in reporters/. Each is loaded only when it is asked for.
import type { Reporter } from './reporter.ts';

export const reporters: readonly Reporter[] = [
  {
    name: 'text',
    description: 'for people: place, both sides, fix',
    extension: 'txt',
    load: () => import('./reporters/text.ts'),
  },
  {
    name: 'json',
    description: 'the whole report as one object (schemas/report.schema.json)',
    extension: 'json',
    load: () => import('./reporters/json.ts'),
  },
  {
    name: 'html',
    description: 'one self-contained page with filters, matrix and coverage',
    extension: 'html',
    load: () => import('./reporters/html.ts'),
  },
  {
    name: 'markdown',
    description: 'for pull request comments and step summaries, at most 1 MiB',
    extension: 'md',
    fromRepository: true,
    load: () => import('./reporters/markdown.ts'),
  },
  {
    name: 'github',
    description: 'workflow commands: annotations, ten a level',
    extension: 'txt',
    fromRepository: true,
    load: () => import('./reporters/github.ts'),
  },
  {
    name: 'sarif',
    description: 'SARIF 2.1.0 for code scanning, at most 5,000 results',
    extension: 'sarif',
    fromRepository: true,
    load: () => import('./reporters/sarif.ts'),
  },
  {
    name: 'junit',
    description: 'a test case per operation, status and code',
    extension: 'xml',
    fromRepository: true,
    load: () => import('./reporters/junit.ts'),
  },
  {
    name: 'gitlab',
    description: 'GitLab Code Quality',
    extension: 'json',
    fromRepository: true,
    load: () => import('./reporters/gitlab.ts'),
  },
];
