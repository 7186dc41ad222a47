// What a page, a lock or a contract states of one operation, in one shape, so that any two can be held together.
import { defined } from '../lib/objects.ts';
import type { FieldConstraints, JsonPointer, PageFacts, PageField, PageParameter } from '../model.ts';
import { placeKey, type Side } from './places.ts';
import { innerType, type JsonKind, jsonKind } from './reading/types.ts';

export type Limits = Pick<FieldConstraints, 'minimum' | 'maximum' | 'minLength' | 'maxLength'>;

export type StatedField = {
  /** `query limit` for a parameter, the pattern for a field. */
  readonly name: string;
  readonly pointer: JsonPointer;
  /** As the side words it. */
  readonly type: string;
  /** What it amounts to in JSON; empty where the word does not tell. */
  readonly kinds: readonly JsonKind[];
  /** Of items or values, for arrays and maps. */
  readonly itemKinds: readonly JsonKind[];
  /** undefined: this side does not say. */
  readonly required: boolean | undefined;
  readonly enum: readonly string[] | undefined;
  readonly default: string | undefined;
  readonly limits: Limits;
  /** null is allowed beside the kinds. */
  readonly isNullable?: true;
  /** Key of PagePlaces, or a pointer into the OpenAPI document. */
  readonly at: string;
  /** The contract's x-undocumented: kept on purpose beyond the page. */
  readonly onPurpose?: string;
};

/** The type of a body that is a stream without a schema of its items. */
export const STREAM = 'stream of items';

export type StatedBody = {
  readonly at: string;
  readonly fields: readonly StatedField[];
  /** Of the sequences that may come instead, as streams of LLM APIs do: pages seldom have a table of them. */
  readonly sequenceFields?: readonly StatedField[];
  /** Pointers of values that are not looked into, since their schema is at another place of a large body. */
  readonly cut?: readonly string[];
};

export type Stated = {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  /** Below servers, or by another request line of the page. */
  readonly otherPaths: readonly string[];
  readonly at: string;
  readonly parameters: readonly StatedField[];
  readonly bodies: Readonly<Record<Side, StatedBody>>;
  readonly statuses: readonly { readonly status: string; readonly at: string; readonly onPurpose?: string }[];
};

export type PageStructure = Pick<
  PageFacts,
  | 'operationId'
  | 'method'
  | 'path'
  | 'otherRequestLines'
  | 'parameters'
  | 'requestFields'
  | 'responses'
  | 'statusCodes'
>;

/** The rows of the tables of one side; undefined where a response has no table. */
export function fieldsOf(
  { requestFields, responses }: Pick<PageFacts, 'requestFields' | 'responses'>,
  side: Side,
): readonly PageField[] | undefined {
  return side === 'request' ? requestFields : responses[side];
}

export function statedByPage(facts: PageStructure): Stated {
  const bodies: Record<Side, StatedBody> = {};
  if (facts.requestFields.length > 0) bodies.request = bodyOf('request', facts.requestFields);
  for (const [status, fields] of Object.entries(facts.responses)) bodies[status] = bodyOf(status, fields);
  return {
    operationId: facts.operationId,
    method: facts.method,
    path: facts.path,
    otherPaths: (facts.otherRequestLines ?? [])
      .filter((line) => line.startsWith(`${facts.method} `))
      .map((line) => line.slice(facts.method.length + 1)),
    at: 'path',
    parameters: facts.parameters.map(parameterOf),
    bodies,
    statuses: facts.statusCodes.map((status) => ({ status, at: placeKey.status(status) })),
  };
}

function bodyOf(side: Side, fields: readonly PageField[]): StatedBody {
  return {
    at: placeKey.body(side),
    fields: fields.map((field) => {
      const { pointer } = field;
      return { ...common(field), name: pointer, pointer, at: placeKey.field(side, pointer) };
    }),
  };
}

function parameterOf(parameter: PageParameter): StatedField {
  const name = `${parameter.in} ${parameter.name}`;
  return { ...common(parameter), name, pointer: '', at: placeKey.parameter(parameter.in, parameter.name) };
}

function common(field: PageField | PageParameter): Omit<StatedField, 'name' | 'pointer' | 'at'> {
  const kind = jsonKind(field.type);
  const inner = innerType(field.type);
  const itemKind = inner === undefined ? undefined : jsonKind(inner);
  const { type, required, enum: values, minimum, maximum, minLength, maxLength } = field;
  return {
    type,
    kinds: kind === undefined ? [] : [kind],
    itemKinds: itemKind === undefined ? [] : [itemKind],
    required,
    enum: values,
    default: field.default,
    limits: defined({ minimum, maximum, minLength, maxLength }),
  };
}
