// Contracts as they were: `REV:path` as git spells it, read by git without a shell and within a bounded time.
import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import {
  type ContractStore,
  decode,
  diskStore,
  isDocument,
  MOST_LISTED,
  maxBytes,
} from '../../contract/files.ts';
import { InputError } from '../../lib/input-error.ts';
import { relativePath } from '../../lib/relative-path.ts';
import type { Io } from '../command.ts';

/** A contract that a command line names. */
export type NamedContract = { readonly file: string; readonly store: ContractStore };

const TIMEOUT = 30_000;

/** A file; else `REV:path`; else a revision of `configured`, the contract of the config. */
export function namedContract(
  word: string,
  configured: string | undefined,
  io: Pick<Io, 'cwd' | 'env'>,
): NamedContract {
  if (existsSync(word)) return { file: word, store: diskStore };
  const colon = word.indexOf(':');
  if (colon >= 0) {
    const [revision, file] = [word.slice(0, colon), word.slice(colon + 1)];
    checkRevision(revision, io);
    return { file, store: revisionStore(revision, io) };
  }
  if (!isRevision(word, io)) {
    const fault = repositoryFault(io);
    if (fault !== undefined)
      throw new InputError(`no file is called ${word}, and ${fault}`, { fix: 'give a file' });
    throw new InputError(`no file and no revision is called ${word}`, {
      fix: 'give a file, REV:path, or a revision of the contract of the config',
    });
  }
  if (configured === undefined)
    throw new InputError(`${word} is a revision, and no contract is configured`, {
      fix: `say which file: ${word}:openapi.yaml`,
    });
  const file = relativePath(io.cwd, configured).replaceAll('\\', '/');
  return { file: file.startsWith('../') ? file : `./${file}`, store: revisionStore(word, io) };
}

/** Without a revision before the colon, git reads the index. */
function checkRevision(revision: string, io: Pick<Io, 'cwd' | 'env'>): void {
  if (revision !== '' && isRevision(revision, io)) return;
  const fault = repositoryFault(io);
  if (fault !== undefined)
    throw new InputError(`${revision === '' ? 'the index' : revision} can't be read: ${fault}`, {
      fix: 'run it inside of the repository, or give files',
    });
  if (revision === '') return;
  throw new InputError(`git knows no revision ${revision} here`, {
    fix: 'see git log for those that there are; a shallow clone may lack it',
  });
}

function isRevision(revision: string, io: Pick<Io, 'cwd' | 'env'>): boolean {
  // What starts with a dash would be an option.
  return (
    !revision.startsWith('-') &&
    git(['rev-parse', '--verify', '--quiet', `${revision}^{tree}`], io).status === 0
  );
}

/** Why git has nothing to say of any revision here; undefined where it has. */
function repositoryFault(io: Pick<Io, 'cwd' | 'env'>): string | undefined {
  const { status, stderr } = git(['rev-parse', '--git-dir'], io);
  if (status === 0) return undefined;
  const [line = ''] = decode(stderr).split('\n');
  return /not a git repository/.test(line)
    ? 'this folder is in no git repository'
    : `git says: ${line.replace(/^fatal: /, '') || 'nothing'}`;
}

function revisionStore(revision: string, io: Pick<Io, 'cwd' | 'env'>): ContractStore {
  const nameOf = (file: string) => `${revision}:${file}`;
  const read = (file: string): { readonly text: string } | { readonly refusal: string } => {
    const { status, stdout, error } = git(['cat-file', 'blob', nameOf(file)], io);
    if (error !== undefined) return { refusal: error };
    if (status !== 0) return { refusal: `no such file in ${revision === '' ? 'the index' : revision}` };
    try {
      return { text: decode(stdout) };
    } catch {
      return { refusal: 'the text is not UTF-8' };
    }
  };
  return {
    nameOf,
    readMain: (file, fix = 'give a path as the repository has it, or ./path from here') => {
      const outcome = read(file);
      if ('refusal' in outcome) throw new InputError(outcome.refusal, { place: { file: nameOf(file) }, fix });
      if (outcome.text.trim() === '')
        throw new InputError('the file is empty', { place: { file: nameOf(file) }, fix });
      return outcome.text;
    },
    filesOf: (main) => ({
      nameOf: (relative) => nameOf(beside(main, relative)),
      read: (relative) => {
        const path = beside(main, relative);
        const folder = posix.dirname(main);
        const way = posix.relative(folder, path);
        if (way.startsWith('..')) return { refusal: "a link out of the contract's folder" };
        return read(path);
      },
      list: () => {
        const folder = posix.dirname(main);
        const below = (file: string): string => posix.relative(folder, file);
        return filesOf(revision, isFromHere(main), io)
          .map(below)
          .filter((file) => isListed(file))
          .slice(0, MOST_LISTED)
          .sort();
      },
    }),
  };
}

/** What starts with a dot is relative to the working directory, as git has it. */
function isFromHere(path: string): boolean {
  return /^\.\.?\//.test(path);
}

function beside(main: string, relative: string): string {
  const path = posix.join(posix.dirname(main), relative);
  return isFromHere(main) && !path.startsWith('../') ? `./${path}` : path;
}

/** In and below the folder, not hidden. */
function isListed(file: string): boolean {
  return isDocument(file) && !file.split('/').some((part) => part.startsWith('.') || part === 'node_modules');
}

/** All files of a revision, or of the index: from the working directory, or from the root. */
function filesOf(revision: string, fromHere: boolean, io: Pick<Io, 'cwd' | 'env'>): readonly string[] {
  const args =
    revision === ''
      ? ['ls-files', '-z', ...(fromHere ? [] : ['--full-name', ':/'])]
      : ['ls-tree', '-r', '-z', '--name-only', ...(fromHere ? [] : ['--full-tree']), revision];
  return Buffer.from(git(args, io).stdout).toString('utf8').split('\0').filter(Boolean);
}

type Output = {
  readonly status: number | null;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly error: string | undefined;
};

function git(args: readonly string[], { cwd, env }: Pick<Io, 'cwd' | 'env'>): Output {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { status, stdout, stderr, error } = spawnSync('git', ['--no-optional-locks', ...args], {
    cwd,
    // A clone that fetches what it lacks would ask the network. Its messages are read in English.
    env: { ...env, LC_ALL: 'C', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' },
    timeout: TIMEOUT,
    maxBuffer: maxBytes,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = error !== undefined && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') throw new InputError('git is not installed', { fix: 'install git, or give files' });
  const refusal =
    code === 'ENOBUFS'
      ? 'the file is larger than 64 MiB'
      : error && `git gave no answer (${String(code ?? error.message)})`;
  return { status, stdout, stderr, error: refusal };
}
