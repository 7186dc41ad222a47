// What `init` needs to know of the project that it is run in.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../lib/input-error.ts';

export type Project = {
  readonly packageText: string;
  readonly isModule: boolean;
  readonly hasTypeScript: boolean;
  /** The commands of CI that install what the lock file says. */
  readonly install: readonly string[];
};

type Manifest = {
  readonly type?: unknown;
  readonly dependencies?: unknown;
  readonly devDependencies?: unknown;
};

const installs: Readonly<Record<string, readonly string[]>> = {
  'pnpm-lock.yaml': ['corepack enable', 'pnpm install --frozen-lockfile'],
  'yarn.lock': ['corepack enable', 'yarn install --immutable'],
};

export function readProject(folder: string): Project {
  const packageText = readPackage(folder);
  const manifest = parsePackage(packageText);
  const lock = Object.keys(installs).find((name) => existsSync(join(folder, name)));
  return {
    packageText,
    isModule: manifest.type === 'module',
    hasTypeScript:
      existsSync(join(folder, 'tsconfig.json')) ||
      [manifest.dependencies, manifest.devDependencies].some((list) => hasName(list, 'typescript')),
    install: (lock === undefined ? undefined : installs[lock]) ?? ['npm ci'],
  };
}

function readPackage(folder: string): string {
  try {
    return readFileSync(join(folder, 'package.json'), 'utf8');
  } catch {
    throw new InputError('there is no package.json here', {
      place: { file: 'package.json' },
      fix: 'npm init -y, then npm install --save-dev driftgate',
    });
  }
}

function parsePackage(text: string): Manifest {
  const value = parsed(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new InputError('is no JSON object', { place: { file: 'package.json' }, fix: 'mend it first' });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function hasName(list: unknown, name: string): boolean {
  return typeof list === 'object' && list !== null && Object.hasOwn(list, name);
}
