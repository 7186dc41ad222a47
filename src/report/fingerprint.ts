// What makes a finding the same finding in every run: the key of baselines, docs locks and of reports that are joined.
import { sha256 } from '../lib/sha256.ts';
import type { JsonPointer, PageIssue } from '../model.ts';

/** What makes two issues the same root cause; never wording, order, file or line. */
export type Identity = {
  readonly code: string;
  readonly operation: string | undefined;
  /** Of a page finding also `request`. */
  readonly status: string;
  readonly mediaType: string | undefined;
  /** The pointer with `*` for every array index. */
  readonly pattern: JsonPointer;
  /** The undocumented or missing name, or the enum value. */
  readonly name: string | undefined;
  /** The contract's source; set where one run holds several contracts. */
  readonly contract?: string | undefined;
};

/** 64 bits in hex: stable across runs, machines and releases, short enough for a file that people edit. */
export function fingerprintOf(identity: Identity): string {
  const { code, operation, status, mediaType, pattern, name, contract } = identity;
  const parts = [code, operation ?? null, status, mediaType ?? null, pattern, name ?? null];
  return sha256(JSON.stringify(contract === undefined ? parts : [...parts, contract]), 16);
}

const INDEX = /\/(?:0|[1-9][0-9]*)(?=\/|$)/;
const INDEXES = new RegExp(INDEX, 'g');

/** Array indexes as `*`, so that the same cause in two entries of a list is one. */
export function patternOf(pointer: JsonPointer): JsonPointer {
  return INDEX.test(pointer) ? pointer.replace(INDEXES, '/*') : pointer;
}

/** As much of a page issue as its identity takes. */
type PageSubject = Pick<PageIssue, 'code' | 'operation' | 'status' | 'pointer' | 'name' | 'parameter'>;

/** A page calls the whole body `/`; in reports it is '', as everywhere else. */
export function pageIdentityOf(issue: PageSubject, contract?: string): Identity {
  const { code, operation, status, pointer, name, parameter } = issue;
  return {
    code,
    operation,
    status,
    mediaType: undefined,
    pattern: pointer === '/' ? '' : pointer,
    name: parameter === undefined ? name : `${parameter} ${name ?? ''}`.trimEnd(),
    contract,
  };
}

/** Whether a finding or baseline entry of this code is about a page: all codes of pages start with `docs-`, and no other does. */
export function isPageCode(code: string): boolean {
  return code.startsWith('docs-');
}

/** Whether it is about two contracts: their codes start with `diff-`, and no other does. */
export function isDiffCode(code: string): boolean {
  return code.startsWith('diff-');
}
