// Contract files from disk: the one that the user names, and those in its folder that it refers to, read and parsed.
// Somebody else may have written the contract, so no reference leaves its folder, not even through a symbolic link.
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { memberFinder } from '../json/places.ts';
import { surveyJson } from '../json/survey.ts';
import { attempt } from '../lib/attempt.ts';
import { InputError } from '../lib/input-error.ts';
import { type Fail, maxDepth, type ParsedText, type SourceFile, sourceFile, type Tell } from './source.ts';
import { parseYaml } from './yaml-source.ts';

export type ContractFiles = {
  /** As messages name the file at this path, which is relative to the contract's folder. */
  readonly nameOf: (relative: string) => string;
  /** The text, or why it can't be read. */
  readonly read: (relative: string) => { readonly text: string } | { readonly refusal: string };
  /** The paths of YAML and JSON files in and below the folder, at most 1,000, without hidden ones and node_modules. */
  readonly list: () => readonly string[];
};

/** Where contracts are read from: the disk, or a revision of a repository. */
export type ContractStore = {
  /** As messages name the file at this path. */
  readonly nameOf: (file: string) => string;
  readonly readMain: (file: string, fix?: string) => string;
  /** Those in the folder of this main file. */
  readonly filesOf: (main: string) => ContractFiles;
};

export const maxBytes: number = 64 * 1024 * 1024;

/** The text of the contract's main file; an InputError says why there is none. */
function readMain(file: string, fix = 'give the path of an OpenAPI document in YAML or JSON'): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file))
    throw new InputError('a contract is read from a file, not from an address', {
      place: { file },
      fix: 'download it and give its path',
    });
  const outcome = readText(file);
  if ('refusal' in outcome) throw new InputError(outcome.refusal, { place: { file }, fix });
  if (outcome.text.trim() === '') throw new InputError('the file is empty', { place: { file }, fix });
  return outcome.text;
}

function contractFiles(main: string): ContractFiles {
  const folder = path.dirname(main);
  const real = realpathSync(folder);
  return {
    nameOf: (relative) => path.join(folder, relative).replaceAll('\\', '/'),
    read: (relative) => {
      const inside = attempt(() => realpathSync(path.join(folder, relative)));
      if (inside === undefined) return { refusal: 'no such file' };
      const way = path.relative(real, inside);
      if (way.startsWith('..') || path.isAbsolute(way))
        return { refusal: "a link out of the contract's folder" };
      return readText(inside);
    },
    list: () => documentsBelow(folder),
  };
}

/** Files, and folders: a contract may stand at the root of a disk. */
export const MOST_LISTED = 1000;

function documentsBelow(folder: string): string[] {
  const found: string[] = [];
  const folders = [''];
  for (const below of folders) {
    const entries = attempt(() => readdirSync(path.join(folder, below), { withFileTypes: true }));
    // A folder that can't be read holds none.
    for (const entry of entries ?? []) {
      const relative = path.posix.join(below, entry.name);
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      if (entry.isDirectory() && folders.length < MOST_LISTED) folders.push(relative);
      else if (entry.isFile() && isDocument(entry.name)) found.push(relative);
    }
    if (found.length >= MOST_LISTED) break;
  }
  return found.slice(0, MOST_LISTED).sort();
}

/** By its name. */
export function isDocument(file: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(file);
}

export const diskStore: ContractStore = { nameOf: (file) => file, readMain, filesOf: contractFiles };

function readText(file: string): { readonly text: string } | { readonly refusal: string } {
  try {
    const status = statSync(file);
    if (status.isDirectory()) return { refusal: 'this is a folder' };
    if (!status.isFile()) return { refusal: 'this is no regular file' };
    if (status.size > maxBytes) return { refusal: 'the file is larger than 64 MiB' };
    return { text: decode(readFileSync(file)) };
  } catch (error) {
    return { refusal: refusalOf(error) };
  }
}

// What is not UTF-8 is refused, not replaced. A byte order mark stays, because the hash is over the text as it stands.
export function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

function refusalOf(error: unknown): string {
  if (error instanceof TypeError) return 'the text is not UTF-8';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to read this file';
  return `this file can not be read (${String(code ?? error)})`;
}

export function parseSource(name: string, text: string): SourceFile {
  return sourceFile(name, text, (content, fail, tell) => {
    try {
      return parse(name, content, fail, tell);
    } catch (error) {
      // The YAML parser recurses, so very deep nesting ends before our own limit is reached.
      if (error instanceof RangeError) return fail(0, `nested deeper than ${maxDepth} levels`);
      throw error;
    }
  });
}

function parse(name: string, text: string, fail: Fail, tell: Tell): ParsedText {
  const first = /\S/.exec(text)?.[0];
  if (first === '<')
    return fail(
      text.indexOf('<'),
      'this is HTML or XML, not an OpenAPI document',
      'give the address of the OpenAPI file itself, in YAML or JSON',
    );
  const isJson = name.endsWith('.json');
  if (isJson || first === '{' || first === '[') {
    const parsed = parseJson(text, isJson, fail, tell);
    if (parsed !== undefined) return parsed;
  }
  return parseYaml(text, fail, tell, maxDepth);
}

/** With the places of members. undefined: the text is no JSON and need not be, so it may be YAML that starts with a bracket. */
function parseJson(text: string, isJson: boolean, fail: Fail, tell: Tell): ParsedText | undefined {
  const survey = surveyJson(text, maxDepth);
  if (survey.isJson) {
    for (const { offset, name } of survey.repetitions)
      tell(offset, `duplicate key ${JSON.stringify(name)}`, 'remove one of them');
    return { value: JSON.parse(text), find: memberFinder(text) };
  }
  const { offset, wanted, message, isTooDeep } = survey;
  if (!isJson && isTooDeep !== true) return undefined;
  if (wanted === undefined) return fail(offset, message);
  const found = text[offset];
  return fail(offset, `expected ${wanted}, found ${found === undefined ? 'the end' : JSON.stringify(found)}`);
}
