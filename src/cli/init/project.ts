// What `init` needs to know of the project that it is run in.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, type Pair, parseDocument } from 'yaml';
import { attempt } from '../../lib/attempt.ts';
import { InputError } from '../../lib/input-error.ts';
import { isObject, type JsonObject } from '../../lib/objects.ts';
import type { Io } from '../command.ts';
import { folderInRepository } from '../run/repository.ts';

export type Project = {
  readonly packageText: string;
  readonly isModule: boolean;
  readonly hasTypeScript: boolean;
  /** From the repository's root, with forward slashes; '' at the root and outside of a repository. */
  readonly folder: string;
  /** The commands of CI that install what the lock file says. */
  readonly install: readonly string[];
};

const installs: Readonly<Record<string, readonly string[]>> = {
  'pnpm-lock.yaml': ['corepack enable', 'pnpm install --frozen-lockfile'],
  'yarn.lock': ['corepack enable', 'yarn install --immutable'],
};

export function readProject(io: Pick<Io, 'cwd' | 'env'>): Project {
  const { cwd } = io;
  const packageText = readPackage(cwd);
  const manifest = parsePackage(packageText);
  const folder = folderInRepository(io);
  return {
    packageText,
    folder,
    isModule: manifest.type === 'module',
    hasTypeScript:
      existsSync(join(cwd, 'tsconfig.json')) ||
      [manifest.dependencies, manifest.devDependencies].some(
        (list) => isObject(list) && Object.hasOwn(list, 'typescript'),
      ),
    install: installs[lockOf(cwd, folder) ?? ''] ?? ['npm ci'],
  };
}

/** Of the nearest folder that has one: a workspace has one lock file, at the root of the repository. */
function lockOf(cwd: string, folder: string): string | undefined {
  const depth = folder === '' ? 0 : folder.split('/').length;
  return Array.from({ length: depth + 1 }, (_, up) => join(cwd, '../'.repeat(up)))
    .flatMap((path) =>
      [...Object.keys(installs), 'package-lock.json'].filter((name) => existsSync(join(path, name))),
    )
    .at(0);
}

function readPackage(folder: string): string {
  const text = attempt(() => readFileSync(join(folder, 'package.json'), 'utf8'));
  if (text !== undefined) return text;
  throw new InputError('there is no package.json here', {
    place: { file: 'package.json' },
    fix: 'npm init -y, then npm install --save-dev driftgate',
  });
}

function parsePackage(text: string): JsonObject {
  const value: unknown = attempt(() => JSON.parse(text.replace(/^\uFEFF/, '')));
  if (isObject(value)) return value;
  throw new InputError('is no JSON object', { place: { file: 'package.json' }, fix: 'mend it first' });
}

// New npm scripts as an insertion into the text of package.json: everything else of it stays as it was written.

/** Scripts that are there already with the same command are left alone; with another one they are a conflict. */
export function withScripts(text: string, scripts: Readonly<Record<string, string>>): string {
  const root = parseDocument(text.replace(/^\uFEFF/, ' ')).contents;
  if (!isMap(root)) throw new InputError('is no JSON object', { place: { file: 'package.json' } });
  const found = root.get('scripts', true);
  const missing = Object.entries(scripts).filter(([name, command]) => !isThere(found, name, command));
  if (missing.length === 0) return text;
  const unit = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  if (!isMap(found)) {
    const members = linesOf(missing, `${end}${unit}${unit}`);
    return insertInto(text, root, `"scripts": {${members}${end}${unit}}`, `${end}${unit}`, end);
  }
  const lines = linesOf(missing, `${end}${unit}${unit}`).trimStart();
  return insertInto(text, found, lines, `${end}${unit}${unit}`, `${end}${unit}`);
}

function isThere(scripts: unknown, name: string, command: string): boolean {
  const value = isMap(scripts) ? scripts.get(name) : undefined;
  if (value === undefined) return false;
  if (value === command) return true;
  throw new InputError(`package.json has another script "${name}" already`, {
    place: { file: 'package.json', pointer: `/scripts/${name}` },
    fix: `rename it, or make it run ${command}`,
  });
}

function linesOf(scripts: readonly (readonly [string, string])[], before: string): string {
  return scripts
    .map(([name, command]) => `${before}${JSON.stringify(name)}: ${JSON.stringify(command)}`)
    .join(',');
}

type Map = { readonly items: readonly Pair[]; readonly range?: readonly number[] | null | undefined };

/** Behind the last member, or as the first. */
function insertInto(text: string, map: Map, addition: string, before: string, after: string): string {
  const last = map.items.at(-1)?.value;
  const end = endOf(last);
  if (end !== undefined) return `${text.slice(0, end)},${before}${addition}${text.slice(end)}`;
  const [start = 0, close = 0] = map.range ?? [];
  return `${text.slice(0, start + 1)}${before}${addition}${after}${text.slice(close - 1)}`;
}

/** Each node of the document knows where it stands. */
function endOf(node: unknown): number | undefined {
  return isObject(node) && Array.isArray(node.range) ? node.range[1] : undefined;
}
