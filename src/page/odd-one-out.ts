// Contract, page and traffic: which of the three stands alone.
import type { Documented } from '../model.ts';

export type ThreeSides = {
  readonly declared: boolean;
  readonly documented: Documented['by'];
  /** undefined: no traffic was looked at. */
  readonly observed: boolean | undefined;
};

/** One sentence without a full stop; undefined where fewer than two sides are known, or all agree. */
export function oddOneOut({ declared, documented, observed }: ThreeSides): string | undefined {
  if (documented === 'unknown') {
    if (observed === undefined || observed === declared) return undefined;
    return observed
      ? 'the traffic has it, the contract does not, and no page was reviewed to decide between them'
      : 'the contract has it, the traffic never had, and no page was reviewed to decide between them';
  }
  if (documented === 'sample') return sampleOnly(declared, observed);
  const page = documented === 'table';
  if (observed === undefined) return withoutTraffic(declared, page);
  if (declared === page && page === observed) return undefined;
  if (declared === page)
    return observed
      ? 'the service is the odd one out: neither contract nor page has what it sends'
      : 'the service is the odd one out: contract and page have it, the traffic never had';
  if (page === observed)
    return page
      ? 'the contract is the odd one out: page and traffic have it'
      : 'the contract is the odd one out: neither page nor traffic has it';
  return page
    ? 'the page is the odd one out: neither contract nor traffic has what its table lists'
    : 'the page is the odd one out: contract and traffic have what its table lacks';
}

function withoutTraffic(declared: boolean, page: boolean): string | undefined {
  if (declared === page) return undefined;
  return page
    ? 'the page has it, the contract does not; traffic would tell which is right'
    : 'the contract has it, the page does not; traffic would tell which is right';
}

function sampleOnly(declared: boolean, observed: boolean | undefined): string {
  const where = [...(declared ? ['the contract'] : []), ...(observed ? ['the traffic'] : [])];
  if (where.length > 0)
    return `the page's table is the odd one out: its own sample and ${where.join(' and ')} have it`;
  return observed === undefined
    ? "the page's sample stands alone against its own table; traffic would tell which is right"
    : "the page's sample is the odd one out: neither its table, nor contract, nor traffic has it";
}
