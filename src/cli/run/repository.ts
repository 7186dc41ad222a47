// Where the repository is that the working directory belongs to.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { relativePath } from '../../lib/relative-path.ts';
import type { Io } from '../command.ts';

/** What CI calls the checkout; a working directory elsewhere has its own `.git`. */
const VARIABLES = ['GITHUB_WORKSPACE', 'CI_PROJECT_DIR'];

/** The working directory from the repository's root, with forward slashes; '' where they are the same or there is no repository. */
export function folderInRepository({ cwd, env }: Pick<Io, 'cwd' | 'env'>): string {
  const checkouts = VARIABLES.flatMap((name) => env[name] || []);
  const folders = [...checkouts, repositoryAbove(cwd)].flatMap((root) => {
    const folder = root === undefined ? undefined : relativePath(root, cwd).replaceAll('\\', '/');
    return folder === undefined || folder.startsWith('..') || /^[a-z]:/i.test(folder) ? [] : [folder];
  });
  return folders[0] ?? '';
}

/** `.git` is a folder, in a worktree or a submodule a file. */
function repositoryAbove(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : repositoryAbove(parent);
}
