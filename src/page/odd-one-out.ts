// Contract, page and traffic: which of them is the odd one out, and what to do about it.
import type { Documented, Finding, PageField } from '../model.ts';
import { type JsonKind, jsonKind } from './reading/types.ts';

type Side = 'contract' | 'service' | 'page';

export type OddOneOut = {
  /** The side that stands alone; undefined where that can't be told. */
  readonly side?: Side;
  /** One sentence without a full stop. */
  readonly sentence: string;
};

/** `part`: which part of the page, where the page contradicts itself. */
export function alone(side: Side, why: string, part?: 'table' | 'sample'): OddOneOut {
  const who = part === undefined ? side : `page's ${part}`;
  return { side, sentence: `the ${who} is the odd one out: ${why}` };
}

export function undecided(sentence: string): OddOneOut {
  return { sentence };
}

type ThreeSides = {
  readonly declared: boolean;
  readonly documented: Documented['by'];
  /** undefined: no traffic was looked at. */
  readonly observed: boolean | undefined;
};

/** Whether something is there at all. undefined where fewer than two sides are known, or all agree. */
export function oddOneOut({ declared, documented, observed }: ThreeSides): OddOneOut | undefined {
  if (documented === 'sample') return sampleOnly(declared, observed);
  if (documented === 'unknown') {
    if (observed === undefined || observed === declared) return undefined;
    const which = observed
      ? 'the traffic has it, the contract does not'
      : 'the contract has it, the traffic never had';
    return undecided(`${which}, and no page was reviewed to decide between them`);
  }
  const page = documented === 'table';
  if (declared === page) {
    if (observed === undefined || observed === page) return undefined;
    return alone(
      'service',
      page
        ? 'contract and page have it, the traffic never had'
        : 'neither contract nor page has what it sends',
    );
  }
  if (observed === undefined) {
    const which = page ? 'the page has it, the contract does not' : 'the contract has it, the page does not';
    return undecided(`${which}; traffic would tell which is right`);
  }
  if (page === observed)
    return alone('contract', page ? 'page and traffic have it' : 'neither page nor traffic has it');
  return alone(
    'page',
    page
      ? 'neither contract nor traffic has what its table lists'
      : 'contract and traffic have what its table lacks',
  );
}

function sampleOnly(declared: boolean, observed: boolean | undefined): OddOneOut {
  const where = sidesWhere(declared, observed === true);
  if (where !== '') return alone('page', `its own sample and ${where} have it`, 'table');
  return observed === undefined
    ? sampleAlone
    : alone('page', 'neither its table, nor contract, nor traffic has it', 'sample');
}

export const sampleAlone: OddOneOut = undecided(
  "the page's sample stands alone against its own table; traffic would tell which is right",
);

/** `the contract and the traffic`; '' where it holds for neither. */
export function sidesWhere(contract: boolean, traffic: boolean): string {
  return [contract ? 'the contract' : '', traffic ? 'the traffic' : ''].filter(Boolean).join(' and ');
}

type Kinds = {
  /** true: the page's sample differs from its table; false: the contract differs from the page. */
  readonly isSample: boolean;
  /** What the table's type amounts to. */
  readonly page: JsonKind | undefined;
  readonly contract: readonly JsonKind[];
  /** `a string`, `an integer`, `null`. */
  readonly traffic: readonly string[];
};

/** Table, sample, contract and traffic about the type of one value. */
export function oddKind({ isSample, page, contract, traffic }: Kinds): OddOneOut {
  const declared =
    contract.length === 0 || page === undefined ? undefined : contract.some((kind) => isOf(page, kind));
  const seen = kindsIn(traffic);
  const observed =
    seen.length === 0 || page === undefined ? undefined : seen.every((kind) => isOf(page, kind));
  return isSample ? againstTable(declared, observed) : againstContract(seen, contract, observed);
}

function againstTable(declared: boolean | undefined, observed: boolean | undefined): OddOneOut {
  const withTable = sidesWhere(declared === true, observed === true);
  const against = sidesWhere(declared === false, observed === false);
  if (withTable === '' && against === '') return sampleAlone;
  if (against === '') return alone('page', `its table and ${withTable} agree`, 'sample');
  if (withTable !== '')
    return undecided(`the page contradicts itself; ${withTable} keeps to its table, ${against} does not`);
  const verb = against.includes(' and ') ? 'do' : 'does';
  return alone('page', `${against} ${verb} not keep to it either`, 'table');
}

function againstContract(
  seen: readonly string[],
  contract: readonly JsonKind[],
  fitsPage: boolean | undefined,
): OddOneOut {
  if (seen.length === 0 || fitsPage === undefined)
    return undecided('page and contract differ; traffic would tell which is right');
  const fitsContract = seen.every((kind) => contract.some((declared) => isOf(declared, kind)));
  if (fitsPage && !fitsContract) return alone('contract', 'page and traffic agree on the type');
  if (fitsContract && !fitsPage) return alone('page', 'contract and traffic agree on the type');
  return fitsPage
    ? undecided('page and contract differ, and what the traffic has fits both')
    : undecided('page, contract and traffic say three different types');
}

/** `a string` -> `string`; null says nothing of a type. */
function kindsIn(traffic: readonly string[]): readonly string[] {
  return traffic.filter((kind) => kind !== 'null').map((kind) => kind.replace(/^an? /, ''));
}

function isOf(stated: JsonKind, kind: string): boolean {
  return stated === kind || (stated === 'number' && kind === 'integer');
}

const aboutLimits = new Set(['out-of-range', 'pattern-mismatch', 'format-mismatch']);
const aboutTheWire = new Set([
  'body-malformed',
  'body-duplicate-key',
  'body-too-deep',
  'integer-unsafe',
  'header-mismatch',
  'media-type-undocumented',
]);

/** A response that breaks the contract in what a value is like. undefined where the finding is about no response. */
export function oddByNature(
  { code, message, declared }: Finding,
  { by }: Documented,
  field: PageField | undefined,
): OddOneOut | undefined {
  if (code.startsWith('request-'))
    return undecided('the request breaks the contract, whatever the service makes of it');
  if (code === 'recording-stale') return undefined;
  if (aboutTheWire.has(code)) return alone('service', 'contract and page describe what it did not send');
  if (by === 'unknown')
    return undecided('the traffic breaks the contract, and no page was reviewed to decide between them');
  if (by === 'no' || field === undefined)
    return undecided('the traffic breaks the contract, and the page says nothing of it');
  if (code === 'type-mismatch') return oddType(jsonKind(field.type), declared?.text ?? '', message);
  if (aboutLimits.has(code)) return oddLimit(field, code);
  if (code === 'property-unsupported')
    return field.notes?.includes('not-supported')
      ? alone('service', 'contract and page call it not supported')
      : alone('contract', 'the page does not call it unsupported, and it is populated');
  return alone('service', 'contract and page agree on what it does not keep to');
}

/** The message names what came: `"/size" is a string, declared as integer`. */
function oddType(page: JsonKind | undefined, declared: string, message: string): OddOneOut {
  const words = (text: string) => text.split(/[^a-z]+/i);
  if (page === undefined)
    return undecided('the traffic breaks the contract, and the page does not tell the type');
  if (words(declared).includes(page)) return alone('service', 'contract and page agree on the type');
  const [came = ''] = message.split(', declared');
  return words(came.slice(came.lastIndexOf('" is'))).includes(page)
    ? alone('contract', 'page and traffic agree on the type')
    : undecided('contract, page and traffic say three different types');
}

function oddLimit(field: PageField, code: string): OddOneOut {
  const { minimum, maximum, minLength, maxLength } = field;
  const isStated = [minimum, maximum, minLength, maxLength].some((limit) => limit !== undefined);
  return code === 'out-of-range' && isStated
    ? alone('service', 'contract and page state a limit')
    : undecided('the traffic breaks the contract, and the page states no such limit');
}

/** What to do, by who stands alone; undefined where that does not tell. */
export function fixOf({ side }: OddOneOut): string | undefined {
  if (side === 'contract') return 'correct the contract; driftgate propose writes what can be added';
  if (side === 'service') return 'tell the vendor: the service does not keep to what contract and page say';
  return side === 'page'
    ? 'leave the contract; report the page to the vendor: driftgate propose --report writes it'
    : undefined;
}
