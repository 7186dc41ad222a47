// Table, sample, contract and traffic about the type of one value: which of them stands alone.
import type { JsonKind } from './reading/types.ts';

export type Kinds = {
  /** true: the page's sample differs from its table; false: the contract differs from the page. */
  readonly isSample: boolean;
  /** What the table's type amounts to. */
  readonly page: JsonKind | undefined;
  readonly contract: readonly JsonKind[];
  /** `a string`, `an integer`, `null`. */
  readonly traffic: readonly string[];
};

export function oddKind({ isSample, page, contract, traffic }: Kinds): string {
  const declared =
    contract.length === 0 || page === undefined ? undefined : contract.some((kind) => isOf(page, kind));
  const seen = kindsIn(traffic);
  const observed =
    seen.length === 0 || page === undefined ? undefined : seen.every((kind) => isOf(page, kind));
  return isSample ? againstTable(declared, observed) : againstContract(seen, contract, observed);
}

function againstTable(declared: boolean | undefined, observed: boolean | undefined): string {
  const sides = (holds: boolean) =>
    [...(declared === holds ? ['the contract'] : []), ...(observed === holds ? ['the traffic'] : [])].join(
      ' and ',
    );
  const [withTable, against] = [sides(true), sides(false)];
  if (withTable !== '' && against === '')
    return `the page's sample is the odd one out: its table and ${withTable} agree`;
  if (against !== '' && withTable === '')
    return `the page's table is the odd one out: ${against} ${against.includes(' and ') ? 'do' : 'does'} not keep to it either`;
  return withTable === ''
    ? "the page's sample stands alone against its own table; traffic would tell which is right"
    : `the page contradicts itself; ${withTable} keeps to its table, ${against} does not`;
}

function againstContract(
  seen: readonly string[],
  contract: readonly JsonKind[],
  fitsPage: boolean | undefined,
): string {
  if (seen.length === 0 || fitsPage === undefined)
    return 'page and contract differ; traffic would tell which is right';
  const fitsContract = seen.every((kind) => contract.some((declared) => isOf(declared, kind)));
  if (fitsPage && !fitsContract) return 'the contract is the odd one out: page and traffic agree on the type';
  if (fitsContract && !fitsPage) return 'the page is the odd one out: contract and traffic agree on the type';
  return fitsPage
    ? 'page and contract differ, and what the traffic has fits both'
    : 'page, contract and traffic say three different types';
}

/** `a string` -> `string`; null says nothing of a type. */
export function kindsIn(traffic: readonly string[]): readonly string[] {
  return traffic.filter((kind) => kind !== 'null').map((kind) => kind.replace(/^an? /, ''));
}

function isOf(stated: JsonKind, kind: string): boolean {
  return stated === kind || (stated === 'number' && kind === 'integer');
}
