import type { MinCoverage } from '../../config.ts';
import { InputError } from '../../lib/input-error.ts';
import { listOf, unknownName } from '../../lib/suggest.ts';
import type { Coverage } from '../../model.ts';
import { type Input, type OptionSpec, option } from '../command.ts';

type Kind = keyof MinCoverage;
type Shortfall = { readonly kind: string; readonly message: string };

const words: Readonly<Record<Kind, string>> = {
  operations: 'operations',
  statuses: 'statuses',
  mediaTypes: 'media types',
  headers: 'headers',
  properties: 'properties',
  enumValues: 'enum values',
  branches: 'union branches',
};

export const coverageKinds: readonly Kind[] = Object.keys(words) as Kind[];

export const minCoverageOption: OptionSpec = option(
  '--min-coverage <kind=percent>',
  `how much of what is declared has to be observed; may be given several times, of ${coverageKinds.join(', ')}`,
);

/** Each kind that was observed less than asked for. */
export function shortfallsOf(coverage: Coverage, minimum: MinCoverage | undefined): readonly Shortfall[] {
  return coverageKinds.flatMap((kind) => {
    const wanted = minimum?.[kind];
    const { declared, observed } = coverage[kind] ?? { declared: 0, observed: 0 };
    if (wanted === undefined || declared === 0 || (observed / declared) * 100 >= wanted) return [];
    return [
      {
        kind,
        message: `${observed} of ${declared} declared ${words[kind]} observed, at least ${wanted} % asked for`,
      },
    ];
  });
}

/** `--min-coverage statuses=80`, as often as it is given. */
export function minCoverageOf(input: Input): MinCoverage | undefined {
  const given = input.options.filter(({ name }) => name === minCoverageOption.name);
  if (given.length === 0) return undefined;
  return Object.fromEntries(given.map(({ value }) => percentOf(String(value))));
}

function percentOf(text: string): readonly [Kind, number] {
  const [, name = text, number] = /^([^=]*)=(.*)$/.exec(text) ?? [];
  const kind = coverageKinds.find((known) => known.toLowerCase() === name.replaceAll('-', '').toLowerCase());
  if (kind === undefined && Number.isFinite(Number.parseFloat(text)))
    throw new InputError(`"${text}" names no kind of coverage; known: ${listOf(coverageKinds)}`, {
      fix: `write it as --min-coverage operations=${Number.parseFloat(text)}`,
    });
  if (kind === undefined) throw unknownName({ noun: 'kind of coverage', name, known: coverageKinds });
  const percent = number === undefined || number.trim() === '' ? Number.NaN : Number(number);
  if (percent >= 0 && percent <= 100) return [kind, percent];
  throw new InputError(`"${text}" says no percentage`, { fix: `write it as --min-coverage ${kind}=80` });
}
