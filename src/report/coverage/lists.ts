// Coverage as people use it: what never came, what always comes though it need not, and what is deprecated and comes all the same.
import type { Coverage, JsonPointer, OperationCoverage, ResponseCoverage } from '../../model.ts';

/** Something that the contract declares, from the outside in: what is absent is not meant. */
type DeclaredPart = {
  readonly kind: 'operation' | 'status' | 'media type' | 'header' | 'property' | 'enum value' | 'branch';
  readonly operation: string;
  readonly status?: string;
  readonly mediaType?: string;
  readonly pointer?: JsonPointer;
  /** The header, the enum value as JSON text, or the branch. */
  readonly name?: string;
  /** How many objects could have held the property, and how many did; of an operation, how often it came. */
  readonly outOf?: number;
  readonly observed?: number;
};

type CoverageLists = {
  readonly neverSeen: readonly DeclaredPart[];
  readonly alwaysThereThoughOptional: readonly DeclaredPart[];
  readonly deprecatedAndSeen: readonly DeclaredPart[];
};

/** Fewer objects than this say nothing of "always". */
const ENOUGH = 3;

/** What is inside of something that never came is not listed beside it. */
export function coverageLists({ byOperation }: Coverage): CoverageLists {
  const bodies = byOperation.flatMap((operation) =>
    operation.responses.flatMap((response) => propertiesOf(operation, response)),
  );
  return {
    neverSeen: byOperation.flatMap(unseenIn),
    alwaysThereThoughOptional: bodies.flatMap(({ part, required }) =>
      !required && part.outOf >= ENOUGH && part.observed === part.outOf ? [part] : [],
    ),
    deprecatedAndSeen: [
      ...byOperation
        .filter(({ deprecated, observed }) => deprecated === true && observed > 0)
        .map(({ id, observed }): DeclaredPart => ({ kind: 'operation', operation: id, observed })),
      ...bodies.flatMap(({ part, deprecated }) => (deprecated && part.observed > 0 ? [part] : [])),
    ],
  };
}

/** `getPet 200 /old`, `getPet 200 /kind "dog"`, `getPet 404`. */
export function partText({ operation, status, mediaType, pointer, name }: DeclaredPart): string {
  const media = mediaType === undefined || mediaType === 'application/json' ? undefined : mediaType;
  return [operation, status, media, pointer, name].filter((text) => text !== undefined).join(' ');
}

function propertiesOf({ id }: OperationCoverage, { status, bodies = [] }: ResponseCoverage) {
  return bodies.flatMap(({ mediaType, properties }) =>
    properties.map(({ pointer, required, observed, outOf, deprecated = false }) => ({
      required,
      deprecated,
      part: { kind: 'property' as const, operation: id, status, mediaType, pointer, observed, outOf },
    })),
  );
}

function isUnseen({ observed }: { readonly observed: number }): boolean {
  return observed === 0;
}

function unseenIn(operation: OperationCoverage): readonly DeclaredPart[] {
  if (operation.observed === 0) return [{ kind: 'operation', operation: operation.id }];
  return operation.responses.flatMap((response) => unseenOf(operation.id, response));
}

function unseenOf(operation: string, response: ResponseCoverage): readonly DeclaredPart[] {
  const { status, observed, mediaTypes, headers = [], bodies = [] } = response;
  if (observed === 0) return [{ kind: 'status', operation, status }];
  const at = { operation, status };
  return [
    ...mediaTypes
      .filter(isUnseen)
      .map(({ mediaType }): DeclaredPart => ({ kind: 'media type', ...at, mediaType })),
    ...headers.filter(isUnseen).map(({ name }): DeclaredPart => ({ kind: 'header', ...at, name })),
    ...bodies.flatMap(({ mediaType, properties, branches }): readonly DeclaredPart[] => [
      ...properties.flatMap((property): readonly DeclaredPart[] => {
        const { pointer, outOf, values = [] } = property;
        if (outOf === 0) return [];
        if (isUnseen(property)) return [{ kind: 'property', ...at, mediaType, pointer }];
        return values
          .filter(isUnseen)
          .map(({ value }) => ({ kind: 'enum value', ...at, mediaType, pointer, name: value }));
      }),
      ...branches
        .filter(isUnseen)
        .map(({ pointer, branch }) => ({ kind: 'branch' as const, ...at, mediaType, pointer, name: branch })),
    ]),
  ];
}
