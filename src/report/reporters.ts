// The list of reporters: a line here, a file in reporters/. Each is loaded only when it is asked for.
import type { Reporter } from './reporter.ts';

export const reporters: readonly Reporter[] = [
  { name: 'text', extension: 'txt', load: () => import('./reporters/text.ts') },
  { name: 'json', extension: 'json', load: () => import('./reporters/json.ts') },
  { name: 'html', extension: 'html', load: () => import('./reporters/html.ts') },
  { name: 'markdown', extension: 'md', fromRepository: true, load: () => import('./reporters/markdown.ts') },
  { name: 'github', extension: 'txt', fromRepository: true, load: () => import('./reporters/github.ts') },
  { name: 'sarif', extension: 'sarif', fromRepository: true, load: () => import('./reporters/sarif.ts') },
  { name: 'junit', extension: 'xml', fromRepository: true, load: () => import('./reporters/junit.ts') },
  { name: 'gitlab', extension: 'json', fromRepository: true, load: () => import('./reporters/gitlab.ts') },
];
