import type { MinCoverage } from '../config.ts';
import type { Coverage } from '../model.ts';

type Shortfall = { readonly kind: string; readonly message: string };

/** Each kind that was observed less than the config asks for. */
export function shortfallsOf(coverage: Coverage, minimum: MinCoverage | undefined): readonly Shortfall[] {
  const kinds = [
    'operations',
    'statuses',
    'mediaTypes',
    'headers',
    'properties',
    'enumValues',
    'branches',
  ] as const;
  return kinds.flatMap((kind) => {
    const wanted = minimum?.[kind];
    const { declared, observed } = coverage[kind] ?? { declared: 0, observed: 0 };
    if (wanted === undefined || declared === 0 || (observed / declared) * 100 >= wanted) return [];
    return [
      {
        kind,
        message: `${observed} of ${declared} declared ${WORDS[kind]} observed; the config asks for ${wanted} %`,
      },
    ];
  });
}

const WORDS = {
  operations: 'operations',
  statuses: 'statuses',
  mediaTypes: 'media types',
  headers: 'headers',
  properties: 'properties',
  enumValues: 'enum values',
  branches: 'union branches',
} as const;
