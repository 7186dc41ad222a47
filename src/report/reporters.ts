// The list of reporters: a line here, a file in reporters/. Each is loaded only when it is asked for.
import type { Report } from '../model.ts';
import type { RenderOptions } from './reporter.ts';

type Render = (report: Report, options: RenderOptions) => string;

/** A line in the list of reporters: its name, and how to load it. */
type Reporter = {
  readonly name: string;
  /** Without a dot. */
  readonly extension: string;
  /** Files are named from the repository's root, since the reader of this format knows no working directory. */
  readonly fromRepository?: true;
  readonly load: () => Promise<{ readonly render: Render }>;
};

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
